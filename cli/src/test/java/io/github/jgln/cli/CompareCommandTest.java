package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.MnistSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Contenders that are not available only: measuring takes too long here and has its tests in {@code bench}. */
class CompareCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void sample() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        MnistSample.copyTo(data);
        out = folder.resolve("out");
    }

    private Cli compare(String... more) {
        String[] args = {
            "compare", "--data-dir", data.toString(), "--out", out.toString(), "--only", "missing", "--seed", "3"
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Cli.run(all);
    }

    @Test
    void mnistIsTheDefaultAndWhatIsMissingIsInTheTable() throws IOException {
        Cli run = compare("--limit", "200");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("mnist, deskewed, shuffled: 200 rows in one online pass"), run.out());
        assertTrue(run.out().contains("missing    not available: ") && run.out().contains("buy one"), run.out());
        assertTrue(run.err().contains("missing: not available"), run.err());
        assertTrue(Files.readString(out.resolve("compare.md")).contains("buy one"));
        assertTrue(Files.readString(out.resolve("compare.html")).contains("buy one"));
        assertTrue(Files.readString(out.resolve("compare.json")).contains("buy one"));
    }

    @Test
    void jsonIsTheReport() {
        JsonNode report = Cli.run(
                        "compare", "idx:" + data, "--only", "missing", "--out", out.toString(), "--seed", "3", "--json")
                .json();
        assertEquals("idx:" + data, report.get("data").get("name").asString());
        assertEquals(300, report.get("data").get("rows").asInt());
        assertEquals(3, report.get("settings").get("seed").asInt());
    }

    @Test
    void anEarlierReportIsAddedToOnTheSameTermsOnly() {
        assertEquals(0, compare("--limit", "200").code());
        assertEquals(0, compare("--limit", "200", "--add").code());
        String line = compare("--limit", "100", "--add", "--quiet").failure(1);
        assertTrue(line.contains("rows=200") && line.contains("rows=100"), line);
    }

    @Test
    void badUsageIsToldBeforeDataIsLoaded() {
        assertTrue(Cli.run("compare", "--only", "abacus").failure(2).contains("got 'abacus'"));
        assertTrue(Cli.run("compare", "--runs", "0").failure(2).contains("at least 1, got 0"));
        assertTrue(Cli.run("compare", "--limit", "0").failure(2).contains("--limit"));
    }

    @Test
    void aFolderThatCannotBeMadeFailsAtOnce() throws IOException {
        Files.createFile(out);
        String line = compare().failure(1);
        assertTrue(line.contains("expected a folder"), line);
    }

    @Test
    void resultsAreWantedWhereTheyAre() {
        String line = Cli.run("compare", "--results", folder.toString()).failure(1);
        assertTrue(line.contains("expected results in"), line);
    }
}
