package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Mixing;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations against loops in double precision, at awkward widths, with sentinels around what they write. */
class GaussianOpsTest {
    private static final float SENTINEL = 12345.678f;
    private static final int UNITS = 5;
    private static final float BOUND = 0.5f;
    private static final Mixing.Gaussian GAUSSIAN =
            new Mixing.Gaussian(Mixing.Gaussian.Form.STABLE, 1e-3f, 50, 3, 1, 1);

    private final Random random = new Random(42);

    static Stream<Arguments> widths() {
        return Stream.of(Operations.vector(), Operations.plain())
                .flatMap(operations -> Stream.of(1, 2, 3, 4, 5, 7, 8, 9, 33)
                        .map(vectors -> Arguments.of(operations, vectors * operations.lanes())));
    }

    private float[] randoms(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** A group whose units' rows are apart in arrays of their own, sentinels around them. */
    private GaussianGroup group(Operations operations, int k) {
        GaussianGroup group = new GaussianGroup(operations.gaussian(), GAUSSIAN, BOUND, 1);
        for (int u = 0; u < UNITS; u++) {
            group.weights[u] = new float[k + 20];
            Arrays.fill(group.weights[u], SENTINEL);
            group.rows[u] = 3 + u;
            System.arraycopy(randoms(k), 0, group.weights[u], 3 + u, k);
            group.alpha[u] = (float) random.nextGaussian();
            group.beta[u] = (float) random.nextGaussian();
        }
        // Neither end of the bounds is beyond them.
        group.weights[0][3] = BOUND;
        group.weights[1][4] = -BOUND;
        return group;
    }

    private static float[][] copies(GaussianGroup group) {
        return Arrays.stream(group.weights, 0, UNITS).map(float[]::clone).toArray(float[][]::new);
    }

    private static double clip(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private interface Weight {
        double used(float w);
    }

    private static void assertDots(GaussianGroup group, float[] x, int row, int k, Weight weight) {
        for (int u = 0; u < UNITS; u++) {
            double s = 0;
            double m = 0;
            for (int i = 0; i < k; i++) {
                double w = weight.used(group.weights[u][group.rows[u] + i]);
                s += w * x[row + i];
                m += w * x[row + k + i];
            }
            assertEquals(s, group.s[u], 2e-6 * k);
            assertEquals(m, group.m[u], 2e-6 * k);
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void dots(Operations operations, int k) {
        GaussianGroup group = group(operations, k);
        float[] x = randoms(2 * k + 3);
        operations.gaussian().dots(group, UNITS, x, 3, k);
        assertDots(group, x, 3, k, w -> w);
        operations.gaussian().clippedDots(group, UNITS, x, 3, k, BOUND);
        assertDots(group, x, 3, k, w -> clip(w, -BOUND, BOUND));
    }

    @ParameterizedTest
    @MethodSource("widths")
    void aUnitHasTheSameBitsInAnyGroup(Operations operations, int k) {
        GaussianGroup together = group(operations, k);
        float[] x = randoms(2 * k);
        float[][] before = copies(together);
        operations.gaussian().dots(together, UNITS, x, 0, k);
        operations.gaussian().update(together, UNITS, x, 0, k, BOUND);
        GaussianGroup alone = group(operations, k);
        for (int u = 0; u < UNITS; u++) {
            alone.weights[0] = before[u];
            alone.rows[0] = together.rows[u];
            alone.alpha[0] = together.alpha[u];
            alone.beta[0] = together.beta[u];
            operations.gaussian().dots(alone, 1, x, 0, k);
            operations.gaussian().update(alone, 1, x, 0, k, BOUND);
            assertEquals(together.s[u], alone.s[0]);
            assertEquals(together.m[u], alone.m[0]);
            assertArrayEquals(together.weights[u], before[u]);
        }
    }

    private static double step(GaussianGroup group, int u, float[] x, int k, int i) {
        return (double) group.beta[u] * x[k + i] - (double) group.alpha[u] * x[i];
    }

    @ParameterizedTest
    @MethodSource("widths")
    void weightsStayWithinTheirBounds(Operations operations, int k) {
        GaussianGroup group = group(operations, k);
        float[] x = randoms(2 * k);
        float[][] before = copies(group);
        operations.gaussian().update(group, UNITS, x, 0, k, BOUND);
        for (int u = 0; u < UNITS; u++) {
            int at = group.rows[u];
            for (int i = 0; i < k; i++) {
                double expected = clip(before[u][at + i] + step(group, u, x, k, i), 0, BOUND);
                assertEquals(expected, group.weights[u][at + i], 2e-6);
                assertTrue(group.weights[u][at + i] >= 0 && group.weights[u][at + i] <= BOUND);
            }
            assertSentinels(group, u, k);
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void weightsBeyondTheBoundAreLeftAlone(Operations operations, int k) {
        GaussianGroup group = group(operations, k);
        float[] x = randoms(2 * k);
        float[][] before = copies(group);
        operations.gaussian().maskedUpdate(group, UNITS, x, 0, k, BOUND);
        for (int u = 0; u < UNITS; u++) {
            int at = group.rows[u];
            for (int i = 0; i < k; i++) {
                float w = before[u][at + i];
                double expected = Math.abs(w) <= BOUND ? w + step(group, u, x, k, i) : w;
                assertEquals(expected, group.weights[u][at + i], 2e-6);
            }
            assertSentinels(group, u, k);
        }
    }

    private static void assertSentinels(GaussianGroup group, int u, int k) {
        for (int i = 0; i < group.weights[u].length; i++) {
            boolean outside = i < group.rows[u] || i >= group.rows[u] + k;
            assertEquals(outside, group.weights[u][i] == SENTINEL);
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void aRowIsCentredAndItsPaddingIsNothing(Operations operations, int k) {
        float[] x = randoms(2 * k + 6);
        x[2] = SENTINEL;
        x[2 * k + 3] = SENTINEL;
        int used = k - 1;
        double squares = 0;
        double weighted = 0;
        for (int i = 0; i < used; i++) {
            x[3 + i] = 0.1f + Math.abs(x[3 + i]);
            double precision = 1.0 / x[3 + i];
            squares += precision * precision;
            weighted += precision * precision * x[3 + k + i];
        }
        x[3 + used] = Float.POSITIVE_INFINITY;
        x[3 + k + used] = 0;
        float[] before = x.clone();
        float[] about = new float[GaussianOps.ABOUT + 1];
        operations.gaussian().describe(x, 3, k, about, 1);
        double centre = weighted / squares;
        double sizeB = 0;
        for (int i = 0; i < used; i++) {
            double b = (before[3 + k + i] - centre) / before[3 + i];
            sizeB += b * b;
            assertEquals(1.0 / before[3 + i], x[3 + i], 1e-6 / before[3 + i]);
            assertEquals(b, x[3 + k + i], 1e-5 / before[3 + i]);
        }
        assertEquals(0, x[3 + used]);
        assertEquals(0, Math.abs(x[3 + k + used]));
        assertEquals(centre, about[1], 1e-5);
        assertEquals(squares, about[2], 1e-5 * squares);
        assertEquals(sizeB, about[3], 1e-5 * (1 + sizeB));
        assertEquals(0, about[0]);
        assertEquals(SENTINEL, x[2]);
        assertEquals(SENTINEL, x[2 * k + 3]);
    }
}
