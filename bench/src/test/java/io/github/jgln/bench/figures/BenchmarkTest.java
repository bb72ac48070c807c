package io.github.jgln.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BackendUnavailableException;
import io.github.jgln.bench.sampling.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
    /** Far too little to say anything, enough to go all the way. */
    private static final Effort TINY =
            new Effort(2, 0.02, 0.02, 1, 300, 1, 0.05, 240, List.of(4, 8), List.of(100, 300));

    @Test
    void measuresEverything() {
        List<String> progress = new ArrayList<>();
        BenchReport report =
                Benchmark.of("cpu", Map.of("threads", "2"), TINY, true).run(progress::add);
        assertEquals("cpu", report.backend());
        assertEquals(2, report.threads());
        assertEquals(
                List.of("fmaCore", "fmaAll", "l2Core", "l2All", "memoryCore", "memoryAll"),
                report.ceilings().stream().map(Figure::key).toList());
        assertEquals(
                List.of(
                        "gating",
                        "onlineStep785",
                        "onlineStep17",
                        "epoch",
                        "predict1",
                        "predict100",
                        "predict300",
                        "gaussianEpoch",
                        "gaussianStep",
                        "gaussianCost"),
                report.engine().stream().map(Figure::key).toList());
        report.ceilings().forEach(BenchmarkTest::isPositive);
        report.engine().forEach(BenchmarkTest::isPositive);
        assertEquals(
                List.of(1, 2),
                report.threadSteps().stream()
                        .map(BenchReport.ThreadStep::threads)
                        .toList());
        assertEquals(
                List.of("vector", "plain"),
                report.twins().stream().map(BenchReport.Twin::simd).toList());
        assertEquals(2, report.neuronSteps().size());
        assertTrue(report.rowSteps().size() >= 1);
        assertTrue(report.rowSteps().get(0).heapBytes() > 0);
        assertTrue(progress.get(0).startsWith("backend: cpu on "), progress.get(0));
    }

    private static void isPositive(Figure figure) {
        Spread spread = figure.spread();
        assertTrue(
                spread.min() > 0 && spread.min() <= spread.median() && spread.median() <= spread.max(),
                () -> figure.toString());
        assertTrue(figure.share() == null || figure.share().fraction().median() > 0, figure::toString);
    }

    @Test
    void aTwinThatWasAskedForIsNotComparedWithTheOther() {
        assertEquals(true, BackendUnderMeasurement.of("cpu", Map.of()).hasTwins());
        assertEquals(
                false,
                BackendUnderMeasurement.of("cpu", Map.of("simd", "plain")).hasTwins());
    }

    @Test
    void whatTheBackendDoesNotKnowIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Benchmark.of("cpu", Map.of("nonsense", "1"), true));
        assertThrows(IllegalArgumentException.class, () -> Benchmark.of("cpu", Map.of("threads", "none"), true));
        assertThrows(BackendUnavailableException.class, () -> Benchmark.of("abacus", Map.of(), true));
    }
}
