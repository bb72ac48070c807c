package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PredictionsTest {
    @Test
    void theLowestIndexWinsATie() {
        Predictions p = new Predictions(2, 3, new float[] {-1, 2, 2, 0, 0, 0});
        assertArrayEquals(new int[] {1, 0}, p.classes());
        assertEquals(1, p.correct(new int[] {2, 0}));
    }

    @Test
    void logitsTellApartWhatProbabilitiesCannot() {
        // σ rounds both to the same float.
        Predictions p = new Predictions(1, 2, new float[] {17.0f, 17.00001f});
        assertEquals(p.probabilities()[0], p.probabilities()[1]);
        assertEquals(1, p.classOf(0));
    }

    @Test
    void withOneOutputClassOneNeedsALogitAboveZero() {
        Predictions p = new Predictions(3, 1, new float[] {-1, 0, 1e-9f});
        assertArrayEquals(new int[] {0, 0, 1}, p.classes());
        assertArrayEquals(
                new float[] {0.7310586f, 0.26894143f},
                new float[] {p.normalisedProbabilities()[0], p.normalisedProbabilities()[1]},
                1e-6f);
    }

    @Test
    void normalisedProbabilitiesSumToOne() {
        float[] p = new Predictions(1, 3, new float[] {1, 2, -3}).normalisedProbabilities();
        assertEquals(1, p[0] + p[1] + p[2], 1e-6);
        assertEquals(0.7310586 / (0.7310586 + 0.8807971 + 0.0474259), p[0], 1e-5);
    }

    @Test
    void coupledLogitsBecomeProbabilitiesThatSumToOne() {
        float[] logits = {0, (float) Math.log(3), 900, 890};
        Predictions p = new Predictions(2, 2, Coupling.SOFTMAX, logits);
        assertArrayEquals(new float[] {0.25f, 0.75f, 0.9999546f, 4.539787e-5f}, p.probabilities(), 1e-6f);
        assertArrayEquals(p.probabilities(), p.normalisedProbabilities());
        assertArrayEquals(new int[] {1, 0}, p.classes());
    }

    @Test
    void rowsAreCountedRightFromAnyPlaceOfAnArray() {
        Predictions p = new Predictions(3, 1, new float[] {1, -1, 2});
        assertEquals(2, p.correct(new int[] {1, 1, 1}));
        assertEquals(3, p.correct(new Targets.Classes(new int[] {9, 1, 0, 1}, 1)));
    }
}
