package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final LabelledRows TRAIN = StubLearner.rows(300);
    private static final LabelledRows TEST = StubLearner.rows(420).part(300, 120);

    private final StubLearner learner = new StubLearner();

    @AfterEach
    void forgetInterruption() {
        Thread.interrupted();
    }

    private static void pass(Training training) throws IOException {
        training.learn(block -> {});
        training.test();
    }

    @Test
    void eachPassIsLearntAndThenTested() throws IOException {
        Training training = new Training(learner, TRAIN, TEST);
        pass(training);
        pass(training);
        StubLearner other = new StubLearner();
        List<Epoch> expected = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            Score online = new Prequential(other).learn(TRAIN);
            expected.add(new Epoch(online, Score.of(other, TEST)));
        }
        assertEquals(expected, training.epochs());
        assertEquals(other.before, learner.before);
        assertEquals(600, training.rows());
        assertEquals(0, training.rowsBefore());
    }

    @Test
    void progressIsSavedAtTheIntervalAndAfterTheTest() throws IOException {
        List<TrainingProgress> saved = new ArrayList<>();
        List<Long> atRow = new ArrayList<>();
        Training training = new Training(learner, TRAIN, TEST, TrainingProgress.none("d"))
                .checkpoints(100, progress -> {
                    saved.add(progress);
                    atRow.add(learner.rowsLearned());
                });
        pass(training);
        assertEquals(List.of(100L, 200L, 300L, 300L), atRow);
        assertEquals(
                List.of(100L, 200L, 300L, 0L),
                saved.stream().map(progress -> progress.online().rows()).toList());
        assertEquals(
                List.of(0, 0, 0, 1),
                saved.stream().map(progress -> progress.epochs().size()).toList());
        assertEquals("d", saved.get(3).data());
    }

    @Test
    void anotherProcessGoesOnToTheSameEnd() throws IOException {
        StubLearner whole = new StubLearner();
        Training expected = new Training(whole, TRAIN, TEST);
        pass(expected);
        pass(expected);
        for (int stop : new int[] {70, 300, 370}) {
            StubLearner resumed = new StubLearner();
            Training first = new Training(resumed, TRAIN, TEST).checkpoints(70, progress -> {});
            assertThrows(LearningInterruptedException.class, () -> {
                for (int pass = 0; pass < 2; pass++) {
                    first.learn(block -> {
                        if (resumed.rowsLearned() == stop) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    if (Thread.currentThread().isInterrupted()) {
                        throw new LearningInterruptedException(stop);
                    }
                    first.test();
                }
            });
            Thread.interrupted();
            assertEquals(stop, resumed.rowsLearned());
            Training second = new Training(resumed, TRAIN, TEST, first.progress());
            while (second.epochs().size() < 2) {
                pass(second);
            }
            assertEquals(expected.epochs(), second.epochs());
            assertEquals(whole.before, resumed.before);
            assertEquals(stop, second.rowsBefore());
            assertEquals(600 - stop, second.rows());
        }
    }

    @Test
    void whatTheListenerAndTheSaverSpendIsNotLearning() throws IOException {
        learner.millis = 20;
        Training training = new Training(learner, TRAIN, TEST).checkpoints(150, progress -> sleep());
        long start = System.nanoTime();
        training.learn(block -> sleep());
        double all = (System.nanoTime() - start) / 1e9;
        assertEquals(true, training.seconds() >= 0.04 && training.seconds() <= all - 0.8, training.seconds() + " s");
    }

    private static void sleep() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCheckpointThatCannotBeSavedEndsIt() {
        IOException full = new IOException("disk full");
        Training training = new Training(learner, TRAIN, TEST).checkpoints(50, progress -> {
            throw full;
        });
        assertSame(full, assertThrows(IOException.class, () -> training.learn(block -> {})));
        assertEquals(50, learner.rowsLearned());
        assertEquals(50, training.progress().online().rows());
    }

    @Test
    void misuseIsRefused() {
        Training training = new Training(learner, TRAIN, TEST);
        assertEquals(
                "expected all 300 training rows to have been learnt before the test, got 0",
                assertThrows(IllegalStateException.class, training::test).getMessage());
        TrainingProgress beyond = new TrainingProgress("", List.of(), new Score(301, 1));
        assertEquals(
                "progress: expected a place within the 300 training rows, got row 301",
                assertThrows(IllegalArgumentException.class, () -> new Training(learner, TRAIN, TEST, beyond))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> training.checkpoints(0, progress -> {}));
    }

    @Test
    void testRowsAreNotLearnt() throws IOException {
        Training training = new Training(learner, TRAIN, TEST);
        pass(training);
        assertEquals(300, learner.rowsLearned());
        assertEquals(TEST.rows(), learner.predicted.stream().reduce((a, b) -> b).orElse(Rows.NONE));
    }
}
