package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before anything is measured; measuring itself takes too long here and has its tests in {@code bench}. */
class BenchCommandTest {
    @Test
    void anOptionTheBackendDoesNotKnowIsBadUsage() {
        String line = Cli.run("bench", "--backend", "cpu", "--backend-option", "nonsense=1")
                .failure(2);
        assertTrue(line.contains("'nonsense'"), line);
    }

    @Test
    void aBadNumberOfThreadsIsBadUsage() {
        Cli.run("bench", "--backend", "cpu", "--threads", "many", "--json").failure(2);
    }

    @Test
    void unavailableBackendIsAFailure() {
        String line = Cli.run("bench", "--backend", "missing", "--json").failure(1);
        assertTrue(line.contains("buy one"), line);
    }

    @Test
    void aFolderThatCannotBeMadeFailsAtOnce(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        String line =
                Cli.run("bench", "--backend", "fake", "--out", file.toString()).failure(1);
        assertTrue(line.contains("expected a folder") && line.contains("taken"), line);
    }
}
