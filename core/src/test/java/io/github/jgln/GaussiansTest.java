package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussiansTest {
    /** Two rows of two numbers. */
    private final Gaussians said = new Gaussians(2, 2, new float[] {1, 4, 2, 9, 3, 16, 4, 25});

    @Test
    void numbersAreFoundByRowAndNumber() {
        assertEquals(2, said.mean(0, 1));
        assertEquals(3, said.mean(1, 0));
        assertEquals(25, said.variance(1, 1));
        assertEquals(5, said.deviation(1, 1));
        assertArrayEquals(new float[] {1, 2, 3, 4}, said.means());
        assertThrows(IllegalArgumentException.class, () -> new Gaussians(2, 2, new float[7]));
    }

    /** Standard normal quantiles from tables. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0", "0.75, 0.674489750196082", "0.95, 1.64485362695147", "0.975, 1.95996398454005",
        "0.999, 3.09023230616781", "0.001, -3.09023230616781", "1e-9, -5.99780701500768", "0.02, -2.05374891063182"
    })
    void quantiles(double probability, double expected) {
        assertEquals(expected, StandardNormal.quantile(probability), 1e-8 * Math.max(1, Math.abs(expected)));
        assertEquals(3 + 4 * expected, said.quantile(1, 0, probability), 1e-7);
    }

    @Test
    void probabilitiesThatAreNone() {
        for (double none : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> said.quantile(0, 0, none));
        }
    }

    /** Of N(1, 2²) at 3: -ln(2 √(2π)) - ½. */
    @Test
    void logDensity() {
        assertEquals(-Math.log(2 * Math.sqrt(2 * Math.PI)) - 0.5, said.logDensity(0, 0, 3), 1e-12);
    }
}
