package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LearningRateTest {
    @Test
    void paperScheduleCountsRowsFromOne() {
        LearningRate rate = new LearningRate.Hyperbolic(100, 0.01);
        assertEquals(0.01, rate.rate(0));
        assertEquals(0.01, rate.rate(9_999));
        assertEquals(100.0 / 20_000, rate.rate(19_999));
    }

    @Test
    void linearDecayEndsAtZeroAndStaysThere() {
        LearningRate rate = new LearningRate.LinearDecay(0.02, 100);
        assertEquals(0.02, rate.rate(0));
        assertEquals(0.01, rate.rate(50), 1e-12);
        assertEquals(0, rate.rate(100));
        assertEquals(0, rate.rate(1_000_000));
    }

    @Test
    void inversePowerIsBoundedByItsMaximum() {
        LearningRate rate = new LearningRate.InversePower(0.003, 0.1, 1);
        assertEquals(0.003, rate.rate(0));
        assertEquals(1 / (1 + 0.1 * 10_000), rate.rate(10_000), 1e-12);
    }

    @Test
    void refusesRatesThatAreNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new LearningRate.Constant(0));
        assertThrows(IllegalArgumentException.class, () -> new LearningRate.Constant(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new LearningRate.LinearDecay(0.1, 0));
        assertThrows(IllegalArgumentException.class, () -> new LearningRate.Hyperbolic(-1, 1));
    }
}
