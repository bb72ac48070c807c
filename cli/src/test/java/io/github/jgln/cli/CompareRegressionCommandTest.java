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

/** What is measured has its tests in {@code bench}; here one small run of each kind goes all the way. */
class CompareRegressionCommandTest {
    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void write() throws IOException {
        StringBuilder table = new StringBuilder();
        StringBuilder mask = new StringBuilder();
        for (int t = 0; t < 100; t++) {
            int x = t * 7919 % 100;
            table.append(x).append(',').append(2 * x + t % 3).append('\n');
            mask.append(t % 10 == 0 ? "1\n" : "0\n");
        }
        Path suite = Files.createDirectory(folder.resolve("suite"));
        Files.writeString(suite.resolve("made.csv"), table);
        Files.writeString(suite.resolve("made-test_mask.csv"), mask);
        results = folder.resolve("results.jsonl");
    }

    private Cli compare(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "compare",
                "regression",
                "--suite",
                folder.resolve("suite").toString(),
                "--results",
                results.toString()));
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void aRunIsMeasuredShownAndKept() throws IOException {
        Cli first = compare("--contender", "rls,amrules");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("| suite/made | 90 | 1 | **"), first.out());
        assertTrue(first.err().contains("suite/made, RLS: RMSE "), first.err());
        assertTrue(first.err().contains("AMRules: not available: its library is not on the class path"), first.err());

        Cli again = compare("--contender", "RLS", "--json");
        assertFalse(again.err().contains("RMSE"), again.err());
        assertEquals("RLS", again.json().get("runs").get(0).get("contender").asString());

        Path page = folder.resolve("page.md");
        assertEquals(0, compare("--page", page.toString()).code());
        assertTrue(Files.readString(page).contains("| suite/made | 90 | 1 | **"), Files.readString(page));
    }

    @Test
    void theProtocolIsMeasuredShownAndKept() throws IOException {
        Cli run = compare("--protocol", "--splits", "1");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("| suite/made | 1 | 90 | 1 | "), run.out());
        assertTrue(run.err().contains("suite/made, split 0: RMSE "), run.err());
        Path page = folder.resolve("page.md");
        assertEquals(0, compare("--protocol", "--page", page.toString()).code());
        assertEquals(run.out().strip(), Files.readString(page).strip());
    }

    @Test
    void badUsageIsToldBeforeAnythingIsMeasured() {
        assertTrue(compare("--contender", "abacus").failure(2).contains("got 'abacus'"));
        assertTrue(compare("--seeds", "0").failure(2).contains("seeds: expected at least 1, got 0"));
        assertTrue(compare("--protocol", "--splits", "0").failure(2).contains("splits: expected at least 1, got 0"));
        assertTrue(Cli.run("compare", "regression").failure(2).contains("expected --suite"));
        assertTrue(compare("--page", folder.resolve("page.md").toString())
                .failure(1)
                .contains("expected measured runs in " + results));
        assertFalse(Files.exists(results));
    }
}
