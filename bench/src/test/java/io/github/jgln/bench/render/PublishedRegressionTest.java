package io.github.jgln.bench.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.regression.RegressionComparison;
import io.github.jgln.bench.regression.RegressionRun;
import io.github.jgln.bench.regression.SplitProtocol;
import io.github.jgln.bench.regression.SplitRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages on learning numbers in this source tree are what their runs make them. */
class PublishedRegressionTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");

    private static List<RegressionRun> compared() throws IOException {
        List<RegressionRun> runs = RegressionComparison.read(DOCS.resolve("regression-compare.jsonl"));
        assertTrue(runs.size() > 50, "only " + runs.size() + " runs");
        return runs;
    }

    private static List<SplitRun> splits() throws IOException {
        List<SplitRun> runs = SplitProtocol.read(DOCS.resolve("regression-protocol.jsonl"));
        assertTrue(runs.size() > 50, "only " + runs.size() + " runs");
        return runs;
    }

    @Test
    void thePagesAreWrittenFromTheRuns() throws IOException {
        assertEquals(RegressionFiles.text(compared()), Files.readString(DOCS.resolve("regression-compare.md")));
        assertEquals(RegressionFiles.protocol(splits()), Files.readString(DOCS.resolve("regression-protocol.md")));
    }

    @Test
    void noRunIsThereTwice() throws IOException {
        assertEquals(
                compared().size(),
                compared().stream()
                        .map(run -> List.of(run.data(), run.contender(), run.seed()))
                        .distinct()
                        .count());
        assertEquals(
                splits().size(),
                splits().stream()
                        .map(run -> List.of(run.data(), run.split()))
                        .distinct()
                        .count());
    }
}
