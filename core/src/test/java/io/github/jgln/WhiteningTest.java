package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.Projection;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private static final int N = 12;
    private static final int COUNT = 400;

    /** Rows of correlated features with very different spreads, far from the origin. */
    private static float[] rows() {
        Random random = new Random(3);
        double[][] mixing = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                mixing[i][j] = random.nextGaussian() * Math.pow(0.6, j);
            }
        }
        float[] rows = new float[COUNT * N];
        for (int t = 0; t < COUNT; t++) {
            for (int j = 0; j < N; j++) {
                double source = random.nextGaussian();
                for (int i = 0; i < N; i++) {
                    rows[t * N + i] += (float) (mixing[i][j] * source);
                }
            }
            for (int i = 0; i < N; i++) {
                // So that no axis is below the floor.
                rows[t * N + i] += (float) (0.5 * random.nextGaussian());
            }
            rows[t * N] += 7;
        }
        return rows;
    }

    private static double[][] covariance(float[] rows) {
        double[] mean = new double[N];
        double[][] covariance = new double[N][N];
        for (int t = 0; t < COUNT; t++) {
            for (int j = 0; j < N; j++) {
                mean[j] += rows[t * N + j] / COUNT;
            }
        }
        for (int t = 0; t < COUNT; t++) {
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    covariance[i][j] += (rows[t * N + i] - mean[i]) * (rows[t * N + j] - mean[j]) / COUNT;
                }
            }
        }
        return covariance;
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < N; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }

    private static float[] mapped(BasePredictor.Whitened predictor, float[] rows) {
        Projection projection = Whitening.fit(predictor, rows, COUNT, N);
        float[] mapped = new float[rows.length];
        Whitener whitener = new Whitener(projection);
        whitener.map(rows, 0, COUNT, 1e6f, mapped, whitener.scratch());
        return mapped;
    }

    /** Whatever is left over where features or axes are taken several at a time. */
    @Test
    void mapsByItsEquation() {
        int[][] sizes = {{1, 1}, {7, 3}, {8, 4}, {24, 5}, {33, 8}, {70, 9}};
        for (int[] size : sizes) {
            int n = size[0];
            int rank = size[1];
            Random random = new Random(n);
            Projection projection =
                    new Projection(normal(random, n), normal(random, rank * n), normal(random, rank), 1.5f);
            float[] rows = normal(random, 4 * n);
            Whitener whitener = new Whitener(projection);
            float[] mapped = new float[3 * n];
            whitener.map(rows, n, 3, 20, mapped, whitener.scratch());
            for (int t = 0; t < 3; t++) {
                double[] expected = new double[n];
                for (int j = 0; j < n; j++) {
                    expected[j] = rows[(t + 1) * n + j] - projection.mean()[j];
                }
                double[] centred = expected.clone();
                for (int r = 0; r < rank; r++) {
                    double share = 0;
                    for (int j = 0; j < n; j++) {
                        share += projection.axes()[r * n + j] * centred[j];
                    }
                    for (int j = 0; j < n; j++) {
                        expected[j] +=
                                projection.gains()[r] * share * projection.axes()[r * n + j];
                    }
                }
                for (int j = 0; j < n; j++) {
                    double bounded = Math.max(-20, Math.min(20, 1.5 * expected[j]));
                    assertEquals(bounded, mapped[t * n + j], 1e-3, n + " features, " + rank + " axes, feature " + j);
                }
            }
        }
    }

    private static float[] normal(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** On all axes at full strength, features become uncorrelated and of the same variance. */
    @Test
    void fullStrengthWhitens() {
        float[] rows = rows();
        double[][] after = covariance(mapped(new BasePredictor.Whitened(3, N, 1), rows));
        double variance = trace(after) / N;
        assertEquals(9 * trace(covariance(rows)), trace(after), 1e-2 * trace(after), "the total variance");
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                double expected = i == j ? variance : 0;
                assertEquals(expected, after[i][j], 1e-3 * variance, i + ", " + j);
            }
        }
    }

    /** The spread along each strong axis becomes its own to the power 1 - strength. */
    @Test
    void strengthIsThePowerTakenAway() {
        float[] rows = rows();
        Projection half = Whitening.fit(new BasePredictor.Whitened(1, 3, 0.5), rows, COUNT, N);
        double[][] covariance = covariance(rows);
        double[] variances = new double[3];
        for (int r = 0; r < 3; r++) {
            double squares = 0;
            for (int i = 0; i < N; i++) {
                double image = 0;
                for (int j = 0; j < N; j++) {
                    image += covariance[i][j] * half.axes()[r * N + j];
                }
                variances[r] += half.axes()[r * N + i] * image;
                squares += image * image;
            }
            assertEquals(variances[r] * variances[r], squares, 1e-4 * squares, "axis " + r + " is no eigenvector");
        }
        assertTrue(variances[0] > variances[1] && variances[1] > variances[2]);
        for (int r = 0; r < 3; r++) {
            assertEquals(Math.pow(variances[r] / variances[2], -0.25) - 1, half.gains()[r], 1e-4);
        }
    }

    @Test
    void rowsThatDoNotVaryMapToZero() {
        float[] rows = new float[COUNT * N];
        Arrays.fill(rows, 4);
        assertArrayEquals(new float[rows.length], mapped(new BasePredictor.Whitened(3, 5, 0.5), rows));
    }

    @Test
    void needsASample() {
        GLNConfig config = GLNConfig.builder(3)
                .basePredictor(new BasePredictor.Whitened(1, 2, 0.5))
                .build();
        var none =
                assertThrows(IllegalArgumentException.class, () -> InitialState.draw(config, InitialState.Sample.NONE));
        assertTrue(none.getMessage().contains("whitened base logits need at least 2 sample rows"), none.getMessage());
    }
}
