package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VarianceCorrectionTest {
    private final VarianceCorrection correction = new VarianceCorrection(VarianceCorrection.none(2));

    @Test
    void itIsTheMeanRatioOfRowsBeforeAndAFirstGuess() {
        assertEquals(1, correction.factor(0));
        correction.takeIn(new double[] {4, 0});
        correction.takeIn(new double[] {6, Double.NaN});
        assertEquals((20 + 10) / 22.0, correction.factor(0), 1e-12);
        assertEquals(20 / 21.0, correction.factor(1), 1e-12);
    }

    /** Ten thousand rows at 2, then twelve thousand at 1/2: what was long ago is forgotten. */
    @Test
    void itFollowsAStream() {
        for (int t = 0; t < 10_000; t++) {
            correction.takeIn(new double[] {2, 2});
        }
        assertEquals(2, correction.factor(0), 0.03);
        for (int t = 0; t < 12_000; t++) {
            correction.takeIn(new double[] {0.5, 2});
        }
        assertEquals(0.5, correction.factor(0), 0.15);
    }

    @Test
    void anOutlierCountsForLittle() {
        for (int t = 0; t < 1000; t++) {
            correction.takeIn(new double[] {1, 1});
        }
        correction.takeIn(new double[] {1e12, 1});
        assertTrue(correction.factor(0) < 1.1, "" + correction.factor(0));
    }
}
