package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private static final Split DATA = MadeUpRows.of(400, 4, 2);

    private static GLNConfig network(long seed) {
        return GLNConfig.builder(DATA.train().features(), 6)
                .classes(4)
                .learningRate(0.01)
                .seed(seed)
                .build();
    }

    private static StudyReport run(long seed) throws IOException {
        return new Forgetting(DATA, 3, seed, List.of(network(1), network(2)), 0)
                .study()
                .run(DataSummary.of("made up", DATA), "1.0", null, 2, (soFar, model, done, total) -> {});
    }

    @Test
    void everyTaskIsTestedFromWhereItWasLearnt() throws IOException {
        StudyReport report = run(9);
        assertEquals(
                List.of("task 1", "task 2", "task 3"),
                report.curves().stream().map(Curve::part).toList());
        assertEquals(
                List.of(List.of("1", "2", "3"), List.of("2", "3"), List.of("3")),
                report.curves().stream()
                        .map(curve -> curve.measured().stream().map(Point::at).toList())
                        .toList());
        try (GLN gln = GLN.create("cpu", network(1))) {
            gln.learn(DATA.train().rows(), DATA.train().targets());
            double first = gln.infer(DATA.test().rows()).correct(DATA.test().targets()) / 400.0;
            assertEquals(
                    first,
                    report.curves()
                            .get(0)
                            .point("1")
                            .orElseThrow()
                            .runs()
                            .get(0)
                            .accuracy());
        }
        // A task in an order that was not learnt is guessed at; the one just learnt is known.
        assertTrue(report.curves().get(1).mean("2").orElseThrow() > 0.8, report.toString());
        assertEquals(report.curves(), withoutTimes(run(9), report).curves());
        assertFalse(report.curves().equals(withoutTimes(run(10), report).curves()));
    }

    /** The same with the times of another report, which no two runs agree on. */
    private static StudyReport withoutTimes(StudyReport report, StudyReport times) {
        return report.with(report.curves().stream()
                .flatMap(curve -> curve.points().stream()
                        .flatMap(point -> point.runs().stream()
                                .map(run -> new StudyReport.Found(
                                        curve.contender(),
                                        curve.part(),
                                        point.at(),
                                        new StudyReport.Run(
                                                run.seed(),
                                                run.accuracy(),
                                                run.online(),
                                                times
                                                        .curve(curve.contender(), curve.part())
                                                        .orElseThrow()
                                                        .point(point.at())
                                                        .orElseThrow()
                                                        .runs()
                                                        .stream()
                                                        .filter(other -> other.seed() == run.seed())
                                                        .findFirst()
                                                        .orElseThrow()
                                                        .seconds())))))
                .toList());
    }

    @Test
    void thePictureHasTheFirstTaskAndTheMeanOfAll() throws IOException {
        StudyReport report = run(9);
        List<Curve> drawn = new ForgettingText().drawn(report);
        double mean = (report.curves().get(0).mean("2").orElseThrow()
                        + report.curves().get(1).mean("2").orElseThrow())
                / 2;
        assertEquals(mean, drawn.get(0).mean("2").orElseThrow(), 1e-12);
        assertEquals(report.curves().get(0).points(), drawn.get(1).points());
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Forgetting(DATA, 1, 0, List.of(network(1)), 0));
        assertThrows(IllegalArgumentException.class, () -> new Forgetting(DATA, 2, 0, List.of(), 0));
    }
}
