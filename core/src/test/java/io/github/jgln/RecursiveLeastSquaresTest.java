package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Held to the normal equations of all rows so far, solved anew each time. */
class RecursiveLeastSquaresTest {
    private static final int N = 5;
    private static final double PRECISION = 0.3;

    private final Random random = new Random(1);

    /** x with {@code A x = b}, by elimination. */
    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        double[][] m = new double[n][];
        for (int i = 0; i < n; i++) {
            m[i] = Arrays.copyOf(a[i], n + 1);
            m[i][n] = b[i];
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double factor = k == i ? 0 : m[k][i] / m[i][i];
                for (int j = i; j <= n; j++) {
                    m[k][j] -= factor * m[i][j];
                }
            }
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = m[i][n] / m[i][i];
        }
        return x;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }

    private double[] row() {
        // Inputs that are 0 are left out of sums, so some are.
        return random.doubles(N, -2, 2).map(x -> x < -1 ? 0 : x).toArray();
    }

    @Test
    void itIsRidgeRegressionAfterEveryRow() {
        int width = 2;
        int before = 7;
        double[] state = new double[before + (int) RecursiveLeastSquares.size(N, width)];
        RecursiveLeastSquares.begin(N, PRECISION, state, before);
        RecursiveLeastSquares regression = new RecursiveLeastSquares(N, width, state);
        double[][] gram = new double[N][N];
        double[][] moments = new double[width][N];
        double[] errors = new double[width];
        for (int i = 0; i < N; i++) {
            gram[i][i] = PRECISION;
        }
        for (int t = 0; t < 40; t++) {
            double[] f = row();
            double[] y = {f[0] - 2 * f[3] + 0.1 * random.nextGaussian(), random.nextGaussian()};
            regression.read(before, f);
            double p = dot(f, solve(gram, f));
            assertEquals(p, regression.uncertainty(), 1e-9, "row " + t);
            for (int c = 0; c < width; c++) {
                double mean = dot(f, solve(gram, moments[c]));
                assertEquals(mean, regression.mean(c), 1e-9, "row " + t);
                assertEquals((errors[c] + 2 * 0.5) / (t + 2), regression.noise(c, 0.5, 2), 1e-9, "row " + t);
                errors[c] += (y[c] - mean) * (y[c] - mean) / (1 + p);
                for (int j = 0; j < N; j++) {
                    moments[c][j] += y[c] * f[j];
                }
            }
            regression.learn(y);
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    gram[i][j] += f[i] * f[j];
                }
            }
        }
        for (int i = 0; i < before; i++) {
            assertEquals(0, state[i], "what lies before");
        }
    }

    /** Inputs that hardly differ are the hardest: P stays symmetric and no variance falls below 0. */
    @Test
    void aMillionRowsThatAreAlmostAlikeLoseNoNumber() {
        double[] state = new double[(int) RecursiveLeastSquares.size(N, 1)];
        RecursiveLeastSquares.begin(N, 0.002, state, 0);
        RecursiveLeastSquares regression = new RecursiveLeastSquares(N, 1, state);
        double[] f = new double[N];
        for (int t = 0; t < 1_000_000; t++) {
            for (int j = 0; j < N; j++) {
                f[j] = 1 + 1e-4 * random.nextGaussian();
            }
            regression.read(0, f);
            regression.learn(new double[] {3 + random.nextGaussian()});
        }
        regression.read(0, f);
        assertEquals(3, regression.mean(0), 0.02);
        assertEquals(1, regression.noise(0, 1, 2), 0.01);
        assertTrue(regression.uncertainty() >= 0 && regression.uncertainty() < 1e-3, "" + regression.uncertainty());
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(state[1 + i * N + j], state[1 + j * N + i]);
            }
        }
    }
}
