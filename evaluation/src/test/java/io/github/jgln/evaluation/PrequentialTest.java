package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrequentialTest {
    private static final LabelledRows ROWS = StubLearner.rows(1000);

    private final StubLearner learner = new StubLearner();

    @AfterEach
    void forgetInterruption() {
        Thread.interrupted();
    }

    /** Row by row, as the definition has it: logits before, and how many of them were right. */
    private static List<Float> oneByOne(LabelledRows rows) {
        StubLearner learner = new StubLearner();
        for (int t = 0; t < rows.count(); t++) {
            LabelledRows row = rows.part(t, 1);
            learner.learn(row.rows(), row.targets(), new float[1]);
        }
        return learner.before;
    }

    private static int correct(List<Float> before, LabelledRows rows) {
        Targets.Classes classes = (Targets.Classes) rows.targets();
        return (int) IntStream.range(0, rows.count())
                .filter(t -> (before.get(t) > 0 ? 1 : 0) == classes.get(t))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 999, 1000, 5000})
    void blocksOfAnySizeAreTheSameBitsAndTheSameScore(int blockRows) throws IOException {
        List<Float> expected = oneByOne(ROWS);
        Score score = new Prequential(learner).blockRows(blockRows).learn(ROWS);
        assertEquals(expected, learner.before);
        assertEquals(new Score(1000, correct(expected, ROWS)), score);
        assertTrue(score.correct() > 600 && score.correct() < 1000, "neither trivial nor lost: " + score);
        StubLearner other = new StubLearner();
        assertEquals(score, new Prequential(other).blockRows(blockRows).learn(ROWS.source()));
        assertEquals(expected, other.before);
        assertEquals(learner.calls(), other.calls());
    }

    @Test
    void rowsInMemoryAreNotCopied() {
        new Prequential(learner).blockRows(300).learn(ROWS.part(50, 800));
        assertEquals(List.of(300, 300, 200), learner.calls());
        assertEquals(
                List.of(50, 350, 650), learner.learnt.stream().map(Rows::from).toList());
        learner.learnt.forEach(rows -> assertSame(ROWS.rows().values(), rows.values()));
    }

    @Test
    void blocksHoldEightMegabytesAtMost() {
        LabelledRows many = StubLearner.rows(5000);
        new Prequential(learner).learn(many);
        assertEquals(List.of(4096, 904), learner.calls());
        assertEquals(2048, new Classifier(new Shaped(new Task.Classification(List.of("a", "b")), 1024)).blockRows());
        assertEquals(1, new Classifier(new Shaped(new Task.Classification(List.of("a", "b")), 1 << 22)).blockRows());
    }

    @Test
    void theListenerHearsHowItStandsAfterEachBlock() {
        List<Prequential.Block> heard = new ArrayList<>();
        Prequential prequential = new Prequential(learner).blockRows(400).listener(heard::add);
        prequential.learn(ROWS);
        List<Float> before = oneByOne(ROWS);
        assertEquals(3, heard.size());
        for (int b = 0; b < 3; b++) {
            int end = Math.min(1000, 400 * (b + 1));
            LabelledRows soFar = ROWS.part(0, end);
            assertEquals(new Score(end, correct(before, soFar)), heard.get(b).score());
            assertEquals(ROWS.part(400 * b, end - 400 * b), heard.get(b).rows());
            assertEquals(before.get(400 * b + 5), heard.get(b).predictions().logits()[5]);
            assertEquals(1, heard.get(b).predictions().outputs());
        }
        assertEquals(prequential.seconds(), heard.get(2).seconds());
    }

    @Test
    void countsOnFromPartToPart() {
        Prequential prequential = new Prequential(learner);
        prequential.learn(ROWS.part(0, 300));
        Score all = prequential.learn(ROWS.part(300, 700));
        assertEquals(new Score(1000, correct(oneByOne(ROWS), ROWS)), all);
        assertEquals(all, prequential.score());
    }

    @Test
    void onlyLearningIsTimed() {
        learner.millis = 30;
        Prequential prequential = new Prequential(learner).blockRows(500).listener(block -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        long start = System.nanoTime();
        prequential.learn(ROWS);
        double all = (System.nanoTime() - start) / 1e9;
        assertTrue(prequential.seconds() >= 0.06, "two calls of 30 ms, got " + prequential.seconds());
        assertTrue(prequential.seconds() <= all - 0.6, "without 600 ms of listening, got " + prequential.seconds());
    }

    @Test
    void blocksEndAtMultiplesOfAnInterval() throws IOException {
        new Prequential(learner).blockRows(40).every(70).learn(ROWS.part(0, 200));
        assertEquals(List.of(40, 30, 40, 30, 40, 20), learner.calls());
        StubLearner other = new StubLearner();
        new Prequential(other).blockRows(40).every(70).learn(ROWS.part(0, 200).source());
        assertEquals(learner.calls(), other.calls());
    }

    @Test
    void aPassThatIsTakenUpAgainEndsAsIfItHadNotStopped() {
        List<Score> whole = new ArrayList<>();
        new Prequential(new StubLearner())
                .every(70)
                .listener(block -> whole.add(block.score()))
                .learn(ROWS);
        List<Score> parts = new ArrayList<>();
        Score first = new Prequential(learner)
                .every(70)
                .listener(block -> parts.add(block.score()))
                .learn(ROWS.part(0, 140));
        // Another object, as another process would have it.
        new Prequential(learner)
                .after(first)
                .every(70)
                .listener(block -> parts.add(block.score()))
                .learn(ROWS.part(140, 860));
        assertEquals(whole, parts);
        assertEquals(oneByOne(ROWS), learner.before);
    }

    @Test
    void anIntervalGoesOnWhereItWas() {
        new Prequential(learner).after(new Score(100, 60)).every(70).learn(ROWS.part(100, 80));
        assertEquals(List.of(40, 40), learner.calls());
    }

    @Test
    void interruptionStopsBetweenTwoBlocks() {
        Prequential prequential = new Prequential(learner).blockRows(100).listener(block -> {
            if (block.score().rows() == 300) {
                Thread.currentThread().interrupt();
            }
        });
        LearningInterruptedException e =
                assertThrows(LearningInterruptedException.class, () -> prequential.learn(ROWS.part(0, 900)));
        assertEquals(300, e.rowsLearned());
        assertEquals(300, learner.rowsLearned());
        assertTrue(Thread.interrupted(), "the status stays set");
        assertEquals(new Score(300, correct(oneByOne(ROWS), ROWS.part(0, 300))), prequential.score());
        prequential.learn(ROWS.part(300, 700));
        assertEquals(oneByOne(ROWS), learner.before);
    }

    @Test
    void anInterruptedStreamLosesNoRows() throws IOException {
        List<LabelledRows> pulled = new ArrayList<>();
        Prequential prequential = new Prequential(learner).blockRows(100).listener(block -> {
            if (block.score().rows() == 200) {
                Thread.currentThread().interrupt();
            }
        });
        var source = ROWS.source();
        LearningInterruptedException e = assertThrows(
                LearningInterruptedException.class,
                () -> prequential.learn(atMost -> {
                    pulled.add(source.next(atMost));
                    return pulled.get(pulled.size() - 1);
                }));
        assertEquals(200, e.rowsLearned());
        assertEquals(2, pulled.size());
        Thread.interrupted();
        prequential.learn(source);
        assertEquals(oneByOne(ROWS), learner.before);
    }

    @Test
    void whatALearnerLearntBeforeItStoppedItselfCounts() {
        Prequential prequential = new Prequential(learner).blockRows(400);
        prequential.learn(ROWS.part(0, 100));
        learner.stopsAfter = 650;
        LearningInterruptedException e =
                assertThrows(LearningInterruptedException.class, () -> prequential.learn(ROWS.part(100, 900)));
        assertEquals(550, e.rowsLearned());
        assertEquals(new Score(650, correct(oneByOne(ROWS), ROWS.part(0, 650))), prequential.score());
    }

    @Test
    void drawsTheCurve() {
        Curve curve = new Curve();
        Prequential prequential = new Prequential(learner).blockRows(400).curve(curve);
        prequential.learn(ROWS);
        List<Float> before = oneByOne(ROWS);
        assertEquals(prequential.score(), curve.score());
        assertEquals(
                List.of(400, 800, 1000),
                curve.marks().stream().map(Curve.Mark::rows).toList());
        assertEquals(prequential.seconds(), curve.marks().get(2).seconds());
        assertEquals(33, curve.window());
        double first = correct(before, ROWS.part(0, 33)) / 33.0;
        assertEquals(first, curve.windows().get(0));
    }

    @Test
    void moreRowsThanAskedForAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new Prequential(learner).blockRows(10).learn(atMost -> ROWS.part(0, 11)));
        assertEquals("expected at most 10 rows of the source, got 11", e.getMessage());
        assertArrayEquals(new Object[0], learner.learnt.toArray());
    }

    @Test
    void noRowsAreNoCall() throws IOException {
        assertEquals(Score.NONE, new Prequential(learner).learn(ROWS.part(3, 0)));
        assertEquals(Score.NONE, new Prequential(learner).learn(atMost -> LabelledRows.NONE));
        assertTrue(learner.learnt.isEmpty());
        assertTrue(Double.isNaN(Score.NONE.accuracy()));
    }

    @Test
    void whatIsNoClassifierOrNoClassesIsRefused() {
        Shaped regression = new Shaped(new Task.Regression(2), 3);
        String message = "expected a learner of classes, got one of" + " Regression[width=2]";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new Prequential(regression))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Score.of(regression, ROWS))
                        .getMessage());
        LabelledRows numbers = new LabelledRows(ROWS.rows(), new Targets.Reals(new float[1000], 1, 0));
        String targets = "targets: expected classes, got numbers";
        assertEquals(
                targets,
                assertThrows(IllegalArgumentException.class, () -> new Prequential(learner).learn(numbers))
                        .getMessage());
        assertEquals(
                targets,
                assertThrows(IllegalArgumentException.class, () -> Score.of(learner, numbers))
                        .getMessage());
        assertTrue(learner.learnt.isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new Prequential(learner).every(0));
        assertThrows(IllegalArgumentException.class, () -> new Prequential(learner).blockRows(0));
    }

    @Test
    void scoringLearnsNothingAndSeesAllRows() {
        new Prequential(learner).learn(ROWS.part(0, 400));
        LabelledRows many = StubLearner.rows(5000).part(500, 4500);
        Score score = Score.of(learner, many);
        assertEquals(400, learner.rowsLearned());
        assertEquals(
                List.of(4096, 404), learner.predicted.stream().map(Rows::count).toList());
        float[] logits = new float[4500];
        learner.predict(many.rows(), logits);
        List<Float> all = new ArrayList<>();
        for (float logit : logits) {
            all.add(logit);
        }
        assertEquals(new Score(4500, correct(all, many)), score);
        assertTrue(score.accuracy() > 0.6 && score.accuracy() < 1, score.toString());
    }

    /** Has a task and a width, and does nothing. */
    private record Shaped(Task task, int features) implements OnlineLearner {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public void predict(Rows rows, float[] out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void learn(Rows rows, Targets targets, float[] before) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long rowsLearned() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
