package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.LateLabels;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import org.junit.jupiter.api.Test;

class DelayedLabelsTest {
    private static final LabelledRows ROWS = StubLearner.rows(300);

    private final StubLearner learner = new StubLearner();

    private static float[] row(int t) {
        return ROWS.rows().copyOfRow(t);
    }

    private static int label(int t) {
        return ((Targets.Classes) ROWS.targets()).get(t);
    }

    /** As the definition has it: a row is predicted with all learnt that is older than the delay. */
    @Test
    void rowsArePredictedByWhatHadItsLabelThen() {
        int delay = 5;
        StubLearner other = new StubLearner();
        float[] expected = new float[300];
        for (int t = 0; t < 300; t++) {
            float[] one = new float[1];
            other.predict(ROWS.rows().part(t, 1), one);
            expected[t] = one[0];
            if (t >= delay) {
                LabelledRows due = ROWS.part(t - delay, 1);
                other.learn(due.rows(), due.targets(), new float[1]);
            }
        }
        for (int block : new int[] {1, 7, 300}) {
            StubLearner inner = new StubLearner();
            DelayedLabels delayed = new DelayedLabels(inner, delay);
            float[] got = new float[300];
            Score score = new Prequential(delayed)
                    .blockRows(block)
                    .listener(seen -> System.arraycopy(
                            seen.predictions().logits(),
                            0,
                            got,
                            (int) seen.score().rows() - seen.rows().count(),
                            seen.rows().count()))
                    .learn(ROWS);
            assertArrayEquals(expected, got, "in blocks of " + block);
            assertEquals(300, score.rows());
            assertEquals(295, delayed.rowsLearned());
            delayed.drain();
            assertEquals(300, delayed.rowsLearned());
            float[] last = new float[1];
            inner.predict(ROWS.rows().part(7, 1), last);
            StubLearner atOnce = new StubLearner();
            atOnce.learn(ROWS.rows(), ROWS.targets(), new float[300]);
            float[] same = new float[1];
            atOnce.predict(ROWS.rows().part(7, 1), same);
            assertEquals(same[0], last[0], "all are learnt in their order in the end");
        }
    }

    @Test
    void badLabelsAreRefusedAtOnce() {
        DelayedLabels delayed = new DelayedLabels(learner, 2);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> delayed.learn(ROWS.rows().part(0, 3), new Targets.Classes(0, 1, 2), new float[3]));
        assertEquals("label: expected 0 to 1, got 2 of row 2", refused.getMessage());
        assertTrue(learner.predicted.isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new DelayedLabels(learner, 0));
    }

    @Test
    void labelsComeInAnyOrderOrNever() {
        LateLabels<String> late = new LateLabels<>(learner, 3);
        StubLearner expected = new StubLearner();
        for (int t = 0; t < 3; t++) {
            late.predict("row " + t, row(t));
        }
        assertEquals(3, late.waiting());
        for (int t : new int[] {2, 0}) {
            assertTrue(late.learn("row " + t, label(t)));
            expected.learn(ROWS.rows().part(t, 1), ROWS.targets().from(t), new float[1]);
        }
        assertFalse(late.learn("row 2", 1), "it was learnt");
        assertFalse(late.learn("row 9", 1), "it never came");
        float[] want = new float[1];
        expected.predict(ROWS.rows().part(50, 1), want);
        assertEquals(want[0], late.predict("another", row(50)).logits()[0]);
        assertEquals(2, late.waiting());
        assertEquals(0, late.forgotten());
    }

    @Test
    void theOldestIsForgottenForANewOne() {
        LateLabels<Integer> late = new LateLabels<>(learner, 2);
        float[] mine = row(0);
        late.predict(0, mine);
        // What the caller does with the array later is not what waits.
        mine[0] = 99;
        late.predict(1, row(1));
        late.predict(1, row(3));
        assertEquals(1, late.forgotten());
        late.predict(2, row(2));
        assertEquals(2, late.forgotten());
        assertEquals(2, late.waiting());
        assertFalse(late.learn(0, label(0)));
        assertTrue(late.learn(1, label(3)));
        assertArrayEquals(row(3), learner.learnt.get(0).toArray());
    }

    @Test
    void whatCannotBeLearntWaitsOn() {
        LateLabels<Integer> late = new LateLabels<>(learner, 2);
        late.predict(0, row(0));
        assertThrows(IllegalArgumentException.class, () -> late.predict(0, new float[5]));
        assertThrows(IllegalArgumentException.class, () -> late.predict(0, new float[6]));
        assertEquals(1, late.waiting());
        assertThrows(IllegalArgumentException.class, () -> new LateLabels<>(learner, 0));
        Rows kept = learner.predicted.get(0);
        assertArrayEquals(row(0), kept.toArray());
    }
}
