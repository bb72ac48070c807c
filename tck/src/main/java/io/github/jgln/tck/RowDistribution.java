package io.github.jgln.tck;

import java.util.Arrays;
import java.util.Random;

/** Random rows whose features lie around [0, 1] with centres and spreads of their own, and labels that depend on them. */
final class RowDistribution {
    /** This share of labels is random. */
    private static final double NOISE = 0.1;

    private final double[] centre;
    private final double[] spread;
    private final boolean unit;

    RowDistribution(Random random, int features) {
        this(random, features, false);
    }

    /** @param unit whether rows have length 1 */
    RowDistribution(Random random, int features, boolean unit) {
        this.unit = unit;
        centre = new double[features];
        spread = new double[features];
        for (int j = 0; j < features; j++) {
            centre[j] = random.nextDouble();
            spread[j] = 0.1 + 0.4 * random.nextDouble();
        }
        if (features > 4) {
            // A feature that never varies has no standard deviation.
            spread[2] = 0;
        }
    }

    /** A row of float values. */
    double[] row(Random random) {
        double[] row = new double[centre.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (float) (centre[j] + spread[j] * random.nextGaussian());
        }
        if (unit) {
            double length = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
            Arrays.setAll(row, j -> (float) (row[j] / length));
        }
        return row;
    }

    /** Rows, row-major. */
    float[] sample(Random random, int count) {
        float[] rows = new float[count * centre.length];
        for (int t = 0; t < count; t++) {
            System.arraycopy(Doubles.rounded(row(random)), 0, rows, t * centre.length, centre.length);
        }
        return rows;
    }

    /** Numbers by a random function of each row that bends, of mean about 0 and variance about 1, and noise: float values. */
    double[][] numbers(double[][] rows, int width, Random random) {
        double[][] direction = new double[width][centre.length];
        for (double[] d : direction) {
            for (int j = 0; j < d.length; j++) {
                d[j] = random.nextGaussian() / Math.sqrt(centre.length);
            }
        }
        double[][] numbers = new double[rows.length][width];
        for (int t = 0; t < rows.length; t++) {
            for (int c = 0; c < width; c++) {
                double score = 0;
                for (int j = 0; j < centre.length; j++) {
                    score += direction[c][j] * (rows[t][j] - centre[j]) / 0.3;
                }
                numbers[t][c] = (float) (score + Math.abs(score) - 0.8 + NOISE * random.nextGaussian());
            }
        }
        return numbers;
    }

    /** Labels by a random linear function of each row. */
    int[] labels(double[][] rows, int classes, Random random) {
        double[][] direction = new double[classes][centre.length];
        for (double[] d : direction) {
            for (int j = 0; j < d.length; j++) {
                d[j] = random.nextGaussian();
            }
        }
        int[] labels = new int[rows.length];
        for (int t = 0; t < rows.length; t++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                double score = 0;
                for (int j = 0; j < centre.length; j++) {
                    score += direction[c][j] * (rows[t][j] - centre[j]);
                }
                if (score > best) {
                    best = score;
                    labels[t] = c;
                }
            }
            if (random.nextDouble() < NOISE) {
                labels[t] = random.nextInt(classes);
            }
        }
        return labels;
    }
}
