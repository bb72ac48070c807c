package io.github.jgln.bench.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.regression.RegressionComparison.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts processes, as few as will do. */
class RegressionComparisonTest {
    @TempDir
    private Path folder;

    private static final class Recorder implements RegressionComparison.Listener {
        private final List<String> steps = new ArrayList<>();
        private final List<RegressionRun> runs = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        @Override
        public void progress(String who, String what, int done, int total) {
            steps.add(who + ": " + what + (done == total ? " done" : ""));
        }

        @Override
        public void finished(RegressionRun run) {
            runs.add(run);
        }

        @Override
        public void unavailable(String who, String why) {
            missing.add(who + ": " + why);
        }
    }

    private Recorder run(Path results, List<String> contenders, boolean shuffled) throws IOException {
        Recorder recorder = new Recorder();
        new RegressionComparison("1.0", new Setting(RegressionComparison.suite(folder), contenders, shuffled, 1))
                .brief()
                .run(results, recorder);
        return recorder;
    }

    @Test
    void whatTheResultsHaveIsNotMeasuredAgain() throws IOException {
        MadeUpNumbers.write(folder, 500);
        Path results = folder.resolve("results.jsonl");
        Recorder first = run(results, List.of("jgln", "RLS", "AMRules"), false);
        assertEquals(
                List.of("JGLN", "RLS"),
                first.runs.stream().map(RegressionRun::contender).toList());
        assertEquals(first.runs, RegressionComparison.read(results));
        for (RegressionRun run : first.runs) {
            assertEquals(folder.getFileName() + "/made", run.data());
            assertEquals(450, run.rows());
            assertEquals(440, run.prequential().rows());
            assertEquals(50, run.heldOut().rows());
            assertTrue(run.heldOut().rmse() < 3 * MadeUpNumbers.NOISE, run.toString());
            assertTrue(run.prequential().rmse() < 1, run.toString());
        }
        assertEquals(MadeUpNumbers.NOISE, first.runs.get(1).heldOut().rmse(), 0.03);
        assertEquals(1, first.missing.size());
        assertTrue(first.missing.get(0).contains("AMRules: its library is not on the class path"), first.missing + "");
        assertTrue(
                first.steps.stream().anyMatch(step -> step.endsWith("/made, JGLN: learning done")), first.steps + "");

        assertEquals(List.of(), run(results, List.of("RLS"), false).runs);
        RegressionRun shuffled = run(results, List.of("RLS"), true).runs.get(0);
        assertEquals(folder.getFileName() + "/made, shuffled", shuffled.data());
        assertTrue(
                shuffled.prequential().rmse() != first.runs.get(1).prequential().rmse());
        assertEquals(3, RegressionComparison.read(results).size());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertTrue(refusal(List.of("abacus"), 1).contains("got 'abacus'"));
        assertTrue(refusal(List.of(), 0).contains("seeds: expected at least 1, got 0"));
    }

    private static String refusal(List<String> contenders, int seeds) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new RegressionComparison("1.0", new Setting(List.of(), contenders, false, seeds)))
                .getMessage();
    }
}
