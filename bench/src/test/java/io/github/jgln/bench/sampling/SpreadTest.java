package io.github.jgln.bench.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void medianIsInTheMiddleOrBetweenTheTwoThere() {
        assertEquals(new Spread(2, 1, 9), Spread.of(9, 1, 2));
        assertEquals(new Spread(2.5, 1, 9), Spread.of(9, 2, 1, 3));
        assertEquals(new Spread(4, 4, 4), Spread.of(4));
    }

    @Test
    void samplesAreLeftAsTheyWere() {
        double[] samples = {3, 1, 2};
        Spread.of(samples);
        assertEquals(3, samples[0]);
    }

    @Test
    void ratiosAreTakenPairByPair() {
        // A machine twice as slow in the second round slows both: the ratio stays.
        assertEquals(new Spread(0.5, 0.5, 0.5), Spread.ofRatios(new double[] {10, 5}, new double[] {20, 10}));
    }

    @Test
    void nothingHasNoMedian() {
        assertThrows(IllegalArgumentException.class, Spread::of);
    }
}
