package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEvaluationTest {
    private static final LabelledRows ROWS = StubLearner.rows(1000);

    private final StreamEvaluation evaluation = new StreamEvaluation(List.of("no", "yes"), 100);

    private static Prequential.Block block(float[] logits, int outputs, Targets targets) {
        int count = logits.length / outputs;
        LabelledRows rows = new LabelledRows(new Rows(new float[count], 1, 0, count), targets);
        return new Prequential.Block(rows, new Predictions(count, outputs, logits), Score.NONE, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void followsALearnerWhateverItsBlocks(int blockRows) {
        StubLearner learner = new StubLearner();
        Score score = new Prequential(learner)
                .blockRows(blockRows)
                .listener(evaluation)
                .learn(ROWS);
        StreamEvaluation told = new StreamEvaluation(List.of("no", "yes"), 100);
        Targets.Classes classes = (Targets.Classes) ROWS.targets();
        for (int t = 0; t < 1000; t++) {
            double one = 1 / (1 + Math.exp(-learner.before.get(t)));
            told.row(new double[] {1 - one, one}, classes.get(t));
        }
        ClassificationMeasures measures = evaluation.measures();
        assertEquals(1000, measures.rows());
        assertEquals(score.accuracy(), measures.accuracy());
        assertEquals(told.measures().logLoss(), measures.logLoss(), 1e-12);
        assertEquals(told.measures().brierScore(), measures.brierScore(), 1e-12);
        assertEquals(told.measures().kappaTemporal(), measures.kappaTemporal());
        assertEquals(told.measures().auc().value(), measures.auc().value(), 1e-6);
        assertEquals(100, evaluation.window().rows());
        assertEquals(told.window().kappa(), evaluation.window().kappa());
        assertEquals(told.drifts(), evaluation.drifts());
        assertEquals(told.course().size(), evaluation.course().size());
        assertEquals(score.accuracy(), evaluation.course().get(499).accuracy());
    }

    @Test
    void onlyTheRowsThatWereLearntCount() {
        StubLearner learner = new StubLearner();
        learner.stopsAfter = 650;
        Prequential prequential = new Prequential(learner).listener(evaluation);
        assertThrows(RuntimeException.class, () -> prequential.learn(ROWS));
        Thread.interrupted();
        assertEquals(650, evaluation.measures().rows());
        assertEquals(prequential.score().accuracy(), evaluation.measures().accuracy());
    }

    @Test
    void severalListenersHearInOrder() {
        List<String> heard = new ArrayList<>();
        Prequential.Listener first = block -> heard.add("a" + block.rows().count());
        new Prequential(new StubLearner())
                .blockRows(600)
                .listener(first.andThen(block -> heard.add("b" + block.rows().count())))
                .learn(ROWS);
        assertEquals(List.of("a600", "b600", "a400", "b400"), heard);
    }

    @Test
    void aClassMayGetItsNameLate() {
        StreamEvaluation spare = new StreamEvaluation(List.of("a", "(spare 1)"), 10);
        spare.row(new double[] {0.4, 0.6}, 1);
        spare.named(List.of("a", "b"));
        assertEquals(List.of("a", "b"), spare.classes());
        assertEquals(1, spare.measures().rows());
        assertThrows(IllegalArgumentException.class, () -> spare.named(List.of("a")));
    }

    @Test
    void predictedIsWhatTheLearnerSaysItself() {
        StreamEvaluation three = new StreamEvaluation(List.of("a", "b", "c"), 10);
        // All probabilities of the first are 1 of 3 even in double precision.
        three.learnt(block(new float[] {50, 60, 55, 0, 1, 2}, 3, new Targets.Classes(1, 2)));
        assertEquals(1, three.measures().accuracy());
        assertEquals(1, three.window().accuracy());
    }

    @Test
    void badBlocksAreRefusedAndNoneOfTheirRowsCounted() {
        refused(
                "predictions: expected some of 2 classes, got some of 3",
                block(new float[] {1, 2, 3}, 3, new Targets.Classes(0)));
        refused("class: expected 0 to 1, got 2", block(new float[] {1, 2, 3}, 1, new Targets.Classes(0, 1, 2)));
        refused(
                "predictions: expected finite logits, got NaN in row 1 of the block",
                block(new float[] {1, Float.NaN, 3}, 1, new Targets.Classes(0, 1, 1)));
        refused(
                "targets: expected classes, got numbers",
                block(new float[] {1}, 1, new Targets.Reals(new float[1], 1, 0)));
        assertEquals(
                "probabilities: expected a sum of 1, to within 0.001, got 0.5",
                assertThrows(IllegalArgumentException.class, () -> evaluation.row(new double[] {0.25, 0.25}, 0))
                        .getMessage());
        assertEquals(0, evaluation.measures().rows());
        assertEquals(0, evaluation.window().rows());
        assertEquals(List.of(), evaluation.course());
        assertThrows(IllegalArgumentException.class, () -> new StreamEvaluation(List.of("a"), 10));
        assertThrows(IllegalArgumentException.class, () -> new StreamEvaluation(List.of("a", "b"), 0));
    }

    private void refused(String message, Prequential.Block block) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> evaluation.learnt(block))
                        .getMessage());
    }

    @Test
    void tellsWhenALearnerBecomesWorse() {
        for (int t = 0; t < 4000; t++) {
            boolean wrong = t < 2000 ? t % 10 == 0 : t % 2 == 0;
            evaluation.row(wrong ? new double[] {0.4, 0.6} : new double[] {0.6, 0.4}, 0);
        }
        Drift drift = evaluation.drifts().get(0);
        assertTrue(drift.row() > 2000 && drift.row() < 2200, drift.toString());
        assertEquals(0.1, drift.before(), 0.01);
        assertEquals(0.5, drift.after(), 0.1);
        assertEquals(evaluation.drifts().size(), evaluation.driftCount());
    }

    @Test
    void ofManyChangesTheLastAreKept() {
        int rows = 200_000;
        for (int t = 0; t < rows; t++) {
            evaluation.row(new double[] {0.6, 0.4}, t / 128 % 2);
        }
        assertTrue(evaluation.driftCount() > 1200, "got " + evaluation.driftCount());
        List<Drift> drifts = evaluation.drifts();
        assertEquals(1000, drifts.size());
        assertTrue(drifts.get(0).row() > 20_000, drifts.get(0).toString());
        assertTrue(drifts.get(999).row() > rows - 1000, drifts.get(999).toString());
        assertEquals(
                "The share of rows classed wrong changed " + evaluation.driftCount() + " times; the last 1000 of them:",
                new ReportTables(evaluation).driftSummary());
    }

    @Test
    void theCourseOfALongStreamIsNoLonger() {
        for (int t = 1; t <= 100_000; t++) {
            evaluation.row(new double[] {0.6, 0.4}, t <= 50_000 ? 0 : 1);
            assertTrue(evaluation.course().size() <= 512);
        }
        List<CoursePoint> course = evaluation.course();
        // 512 points of 128 rows are 65,536.
        assertEquals(100_000 / 256, course.size());
        for (int i = 0; i < course.size(); i++) {
            CoursePoint point = course.get(i);
            assertEquals(256 * (i + 1), point.rows());
            assertEquals(Math.min(1, 50_000.0 / point.rows()), point.accuracy(), 1e-12);
        }
        assertEquals(1, course.get(0).windowAccuracy());
        assertEquals(0, course.get(course.size() - 1).windowAccuracy());
        assertEquals(-Math.log(0.4), course.get(course.size() - 1).windowLogLoss(), 1e-7);
    }
}
