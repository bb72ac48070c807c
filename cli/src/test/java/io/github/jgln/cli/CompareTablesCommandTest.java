package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is measured has its tests in {@code bench}; here one small run goes all the way. */
class CompareTablesCommandTest {
    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void write() throws IOException {
        StringBuilder text = new StringBuilder("x,kind\n");
        for (int t = 0; t < 100; t++) {
            int x = t * 7919 % 100;
            text.append(x).append(x > 40 ? ",large\n" : ",small\n");
        }
        Files.writeString(Files.createDirectory(folder.resolve("suite")).resolve("made.csv"), text);
        results = folder.resolve("results.jsonl");
    }

    private Cli compare(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "compare",
                "tables",
                "--suite",
                folder.resolve("suite").toString(),
                "--label",
                "kind",
                "--streams",
                "made",
                "--results",
                results.toString()));
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void aRunIsMeasuredShownAndKept() throws IOException {
        Cli first = compare("--contender", "jgln,hat");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("| made | 100 | 1 | 2 | **"), first.out());
        assertTrue(first.err().contains("made, JGLN: accuracy "), first.err());
        assertTrue(first.err().contains("made, HAT: not available: its library is not on the class path"), first.err());
        assertEquals(1, Files.readAllLines(results).size());

        Cli again = compare("--contender", "JGLN", "--json");
        assertFalse(again.err().contains("made, JGLN"), again.err());
        JsonNode run = again.json().get("runs").get(0);
        assertEquals("JGLN", run.get("contender").asString());
        assertEquals(100, run.get("rows").asInt());

        Path page = folder.resolve("page.md");
        assertEquals(0, compare("--page", page.toString()).code());
        assertTrue(Files.readString(page).contains("| made | 100 | 1 | 2 | **"), Files.readString(page));
    }

    @Test
    void badUsageIsToldBeforeAnythingIsMeasured() {
        assertTrue(compare("--contender", "abacus").failure(2).contains("got 'abacus'"));
        assertTrue(compare("--seeds", "0").failure(2).contains("seeds: expected at least 1, got 0"));
        assertTrue(compare("--rows", "0").failure(2).contains("rows: expected at least 1, got 0"));
        assertTrue(Cli.run("compare", "tables").failure(2).contains("expected --suite"));
        String nowhere = folder.resolve("nowhere").toString();
        assertTrue(Cli.run("compare", "tables", "--suite", nowhere).failure(1).contains("got " + nowhere));
        assertTrue(compare("--page", folder.resolve("page.md").toString())
                .failure(1)
                .contains("expected measured runs in " + results));
        assertFalse(Files.exists(results));
    }

    @Test
    void whereNobodyCanBeMeasuredThatIsAFailure() {
        Cli run = compare("--contender", "hat", "--quiet");
        assertTrue(run.failure(1).contains("none of the contenders"), run.err());
    }
}
