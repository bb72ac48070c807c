package io.github.jgln;

/**
 * What a regression reads of a row's numbers z: 1, the numbers themselves, and for each of H random halfspaces how far beyond it
 * the row lies, {@code scale · max(0, h · z - t)}. A linear function of these is continuous and bends at the halfspaces' edges, so
 * that a regression on them follows smooth and additive functions alike.
 *
 * <p>A share of the halfspaces cuts a single number at a threshold from N(0, 1); the others have random normals of length 1 and
 * thresholds from N(0, ½²).
 */
final class Hinges {
    private final int numbers;
    /** Of a halfspace on a single number which one; else -1. */
    private final int[] single;

    private final double[][] normals;
    private final double[] thresholds;
    private final double scale;
    /** {@code [1 + q + H]}: of the row that was read last. */
    final double[] values;

    /** @param share of the halfspaces that cut a single number */
    Hinges(int numbers, int count, double share, StateRandom random) {
        this.numbers = numbers;
        single = new int[count];
        normals = new double[count][];
        thresholds = new double[count];
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() < share) {
                single[i] = random.nextInt(numbers);
                thresholds[i] = random.nextGaussian();
            } else {
                single[i] = -1;
                normals[i] = direction(numbers, random);
                thresholds[i] = random.nextGaussian() / 2;
            }
        }
        scale = 2 / Math.sqrt(Math.max(1, count));
        values = new double[inputs(numbers, count)];
        values[0] = 1;
    }

    static int inputs(int numbers, int count) {
        return 1 + numbers + count;
    }

    /** A random vector of length 1. */
    static double[] direction(int numbers, StateRandom random) {
        double[] normal = new double[numbers];
        double squares = 0;
        for (int j = 0; j < numbers; j++) {
            normal[j] = random.nextGaussian();
            squares += normal[j] * normal[j];
        }
        double length = Math.sqrt(squares);
        for (int j = 0; j < numbers; j++) {
            normal[j] /= length;
        }
        return normal;
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }

    /**
     * Adds how a linear function of {@link #values} changes with each number, where the row that was read last lies.
     *
     * @param coefficients {@code [1 + q + H]}, the function's
     * @param factor what it is multiplied by
     * @param to {@code [q]}
     */
    void addSlopes(double[] coefficients, double factor, double[] to) {
        for (int j = 0; j < numbers; j++) {
            to[j] += factor * coefficients[1 + j];
        }
        for (int i = 0; i < single.length; i++) {
            int at = 1 + numbers + i;
            if (values[at] == 0) {
                continue;
            }
            double slope = factor * scale * coefficients[at];
            if (single[i] >= 0) {
                to[single[i]] += slope;
                continue;
            }
            for (int j = 0; j < numbers; j++) {
                to[j] += slope * normals[i][j];
            }
        }
    }

    FittedRegression.Broad fitted(FittedRegression.Linear regression) {
        double[][] all = new double[single.length][];
        for (int i = 0; i < single.length; i++) {
            all[i] = single[i] < 0 ? normals[i].clone() : new double[numbers];
            if (single[i] >= 0) {
                all[i][single[i]] = 1;
            }
        }
        return new FittedRegression.Broad(all, thresholds.clone(), scale, regression);
    }

    void read(double[] z) {
        System.arraycopy(z, 0, values, 1, numbers);
        for (int i = 0; i < single.length; i++) {
            double distance = (single[i] >= 0 ? z[single[i]] : dot(normals[i], z)) - thresholds[i];
            values[1 + numbers + i] = distance > 0 ? scale * distance : 0;
        }
    }
}
