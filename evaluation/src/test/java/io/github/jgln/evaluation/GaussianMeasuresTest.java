package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianMeasuresTest {
    private static final double[] MEANS = {1, 2.5, -3, 0, 100, 7};
    private static final double[] VARIANCES = {1, 4, 0.25, 2, 9, 1e-4};
    private static final double[] TARGETS = {1.5, -1, -3.1, 4, 99, 7.03};

    private final GaussianMeasures measures = new GaussianMeasures();

    /** The figures of scikit-learn 1.9 and SciPy 1.17; the ranked probability score by SciPy's quadrature of its definition. */
    @Test
    void figuresAreThoseOfOtherLibraries() {
        for (int t = 0; t < MEANS.length; t++) {
            measures.row(MEANS[t], VARIANCES[t], TARGETS[t]);
        }
        assertEquals(6, measures.rows());
        assertEquals(2.2177653918603144, measures.rmse(), 1e-12);
        assertEquals(1.5216666666666665, measures.mae(), 1e-12);
        assertEquals(0.996290618476512, measures.r2(), 1e-12);
        assertEquals(2.097575407957276, measures.negativeLogLikelihood(), 1e-12);
        assertEquals(1.1589674254228557, measures.crps(), 1e-8);
        assertEquals(3 / 6.0, measures.coverage50());
        assertEquals(3 / 6.0, measures.coverage90());
        assertEquals(4 / 6.0, measures.coverage95());
        long[] ranks = new long[20];
        for (int rank : new int[] {13, 0, 8, 19, 7, 19}) {
            ranks[rank]++;
        }
        assertArrayEquals(ranks, measures.ranks());
    }

    @Test
    void honestIntervalsHoldAsOftenAsTheySay() {
        Random random = new Random(5);
        int n = 200_000;
        for (int t = 0; t < n; t++) {
            double mean = 1000 * random.nextGaussian();
            double sigma = 0.1 + random.nextInt(10);
            measures.row(mean, sigma * sigma, mean + sigma * random.nextGaussian());
        }
        // Four standard deviations of the share.
        assertEquals(0.5, measures.coverage50(), 4 * Math.sqrt(0.25 / n));
        assertEquals(0.9, measures.coverage90(), 4 * Math.sqrt(0.09 / n));
        assertEquals(0.95, measures.coverage95(), 4 * Math.sqrt(0.0475 / n));
        for (long rank : measures.ranks()) {
            assertEquals(n / 20.0, rank, 5 * Math.sqrt(n / 20.0));
        }
    }

    /** SciPy's. */
    @ParameterizedTest
    @CsvSource({
        "-8, 6.22096057427174e-16",
        "-3, 0.0013498980316300933",
        "-0.3, 0.3820885778110474",
        "0, 0.5",
        "1e-9, 0.5000000003989423",
        "0.5, 0.6914624612740131",
        "2, 0.9772498680518208",
        "6.5, 0.99999999995984",
        "9, 1",
        "-400, 0",
        "1e308, 1"
    })
    void theNormalCurveIsThatOfOthers(double x, double below) {
        assertEquals(below, NormalCurve.below(x), 1e-15);
    }

    @Test
    void withoutRowsThereIsNothingToSay() {
        assertTrue(Double.isNaN(measures.rmse()));
        assertTrue(Double.isNaN(measures.r2()));
        assertTrue(Double.isNaN(measures.coverage90()));
        measures.row(1, 1, 5);
        measures.row(2, 1, 5);
        assertTrue(Double.isNaN(measures.r2()), "all targets the same");
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> measures.row(bad, 1, 1));
            assertThrows(IllegalArgumentException.class, () -> measures.row(1, bad, 1));
            assertThrows(IllegalArgumentException.class, () -> measures.row(1, 1, bad));
        }
        String said = assertThrows(IllegalArgumentException.class, () -> measures.row(1, 0, 1))
                .getMessage();
        assertEquals("variance: expected a finite number above 0, got 0.0", said);
        assertEquals(0, measures.rows());
    }
}
