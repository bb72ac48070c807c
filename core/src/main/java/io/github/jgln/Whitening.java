package io.github.jgln;

import io.github.jgln.spi.Projection;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fits {@link BasePredictor.Whitened} to sample rows: the strongest principal axes by subspace iteration with a final
 * Rayleigh-Ritz step (Golub, Van Loan, Matrix Computations, section 8.2), the small eigenproblem by Jacobi's rotations.
 */
final class Whitening {
    /** More axes than wanted are iterated, so that the last ones wanted converge too. */
    private static final int SPARE_AXES = 8;

    private static final int ITERATIONS = 12;
    private static final int SWEEPS = 30;

    /** Below this share of the mean variance an axis holds noise; it is not amplified beyond. */
    private static final double LEAST_VARIANCE = 1e-3;

    /** What the random start is drawn by: the axes do not depend on it but for rounding. */
    private static final long START = 0x77686974656eL;

    private final int n;
    private final double[][] covariance;

    private Whitening(double[][] covariance) {
        this.n = covariance.length;
        this.covariance = covariance;
    }

    /**
     * The map of these rows.
     *
     * @param rows {@code count × N}, row-major
     */
    static Projection fit(BasePredictor.Whitened predictor, float[] rows, int count, int n) {
        double[] mean = new double[n];
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < n; j++) {
                mean[j] += rows[t * n + j] / (double) count;
            }
        }
        double[][] covariance = covariance(rows, count, mean);
        double trace = 0;
        for (int j = 0; j < n; j++) {
            trace += covariance[j][j];
        }
        // With fewer axes than features the rest has a mean variance, which is the floor.
        int rank = predictor.axes(n);
        double[][] axes = new double[rank][];
        double[] variances = new double[rank];
        new Whitening(covariance).principalAxes(axes, variances);
        double rest = Math.max(0, trace - Arrays.stream(variances).sum());
        double floor = Math.max(rank < n ? variances[rank - 1] : 0, LEAST_VARIANCE * trace / n);
        float[] gains = new float[rank];
        float[] flat = new float[rank * n];
        double after = rest;
        for (int r = 0; r < rank; r++) {
            double gain =
                    trace > 0 ? StrictMath.pow(Math.max(variances[r], floor) / floor, -predictor.strength() / 2) : 1;
            gains[r] = (float) (gain - 1);
            after += gain * gain * Math.max(0, variances[r]);
            for (int j = 0; j < n; j++) {
                flat[r * n + j] = (float) axes[r][j];
            }
        }
        float[] narrowed = new float[n];
        for (int j = 0; j < n; j++) {
            narrowed[j] = (float) mean[j];
        }
        float scale = (float) (predictor.scale() * (trace > 0 && after > 0 ? Math.sqrt(trace / after) : 1));
        if (!Float.isFinite(scale)) {
            throw new IllegalArgumentException(
                    "whitened base predictor: expected sample rows whose variance fits 32-bit"
                            + " floats, got a scale of " + scale + "; scale the features");
        }
        return new Projection(narrowed, flat, gains, scale);
    }

    private static double[][] covariance(float[] rows, int count, double[] mean) {
        int n = mean.length;
        double[][] sums = new double[n][n];
        double[][] centred = new double[count][n];
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < n; j++) {
                centred[t][j] = rows[t * n + j] - mean[j];
            }
        }
        IntStream.range(0, n).parallel().forEach(i -> {
            for (double[] row : centred) {
                if (row[i] != 0) {
                    add(sums[i], row[i] / count, row);
                }
            }
        });
        return sums;
    }

    /** Writes the axes of the largest variances, in falling order, as many as there is room for. */
    private void principalAxes(double[][] axes, double[] variances) {
        int width = Math.min(n, axes.length + SPARE_AXES);
        StateRandom random = new StateRandom(START);
        double[][] basis = new double[width][n];
        for (double[] vector : basis) {
            for (int j = 0; j < n; j++) {
                vector[j] = random.nextGaussian();
            }
        }
        orthonormalise(basis);
        for (int i = 0; i < ITERATIONS; i++) {
            basis = times(basis);
            orthonormalise(basis);
        }
        double[][] image = times(basis);
        double[][] small = new double[width][width];
        for (int a = 0; a < width; a++) {
            for (int b = 0; b < width; b++) {
                small[a][b] = dot(basis[a], image[b]);
            }
        }
        double[][] rotation = diagonalise(small);
        Integer[] order = new Integer[width];
        Arrays.setAll(order, a -> a);
        Arrays.sort(order, (a, b) -> Double.compare(small[b][b], small[a][a]));
        for (int r = 0; r < axes.length; r++) {
            axes[r] = new double[n];
            for (int a = 0; a < width; a++) {
                add(axes[r], rotation[a][order[r]], basis[a]);
            }
            variances[r] = Math.max(0, small[order[r]][order[r]]);
        }
    }

    /** Each vector times the covariance, which is symmetric. */
    private double[][] times(double[][] vectors) {
        double[][] products = new double[vectors.length][n];
        IntStream.range(0, vectors.length).parallel().forEach(a -> {
            for (int i = 0; i < n; i++) {
                add(products[a], vectors[a][i], covariance[i]);
            }
        });
        return products;
    }

    /** Gram and Schmidt, twice; a vector that has nothing of its own left becomes 0. */
    private static void orthonormalise(double[][] vectors) {
        for (int a = 0; a < vectors.length; a++) {
            double before = Math.sqrt(dot(vectors[a], vectors[a]));
            for (int pass = 0; pass < 2; pass++) {
                for (int b = 0; b < a; b++) {
                    add(vectors[a], -dot(vectors[a], vectors[b]), vectors[b]);
                }
            }
            double length = Math.sqrt(dot(vectors[a], vectors[a]));
            double factor = length > 1e-10 * before ? 1 / length : 0;
            for (int j = 0; j < vectors[a].length; j++) {
                vectors[a][j] *= factor;
            }
        }
    }

    /** Jacobi's rotations, in place; returns the eigenvectors as columns. */
    private static double[][] diagonalise(double[][] a) {
        int size = a.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double off = 0;
            double all = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    all += a[i][j] * a[i][j];
                    off += i == j ? 0 : a[i][j] * a[i][j];
                }
            }
            if (off <= 1e-24 * all) {
                break;
            }
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        return vectors;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        if (theta == 0) {
            t = 1;
        }
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int i = 0; i < a.length; i++) {
            double ip = a[i][p];
            double iq = a[i][q];
            a[i][p] = c * ip - s * iq;
            a[i][q] = s * ip + c * iq;
        }
        for (int i = 0; i < a.length; i++) {
            double pi = a[p][i];
            double qi = a[q][i];
            a[p][i] = c * pi - s * qi;
            a[q][i] = s * pi + c * qi;
            double ip = vectors[i][p];
            double iq = vectors[i][q];
            vectors[i][p] = c * ip - s * iq;
            vectors[i][q] = s * ip + c * iq;
        }
    }

    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j <= a.length - 4; j += 4) {
            s0 += a[j] * b[j];
            s1 += a[j + 1] * b[j + 1];
            s2 += a[j + 2] * b[j + 2];
            s3 += a[j + 3] * b[j + 3];
        }
        for (; j < a.length; j++) {
            s0 += a[j] * b[j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void add(double[] to, double factor, double[] vector) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * vector[j];
        }
    }
}
