package io.github.jgln;

import io.github.jgln.spi.Projection;
import java.util.Arrays;

/**
 * Maps rows by a {@link Projection}. Immutable: threads share one, each with a scratch of its own.
 *
 * <p>Sums are taken by loops over whole arrays from their first element on: those the JVM computes in vectors, and no others
 * that write what they read.
 */
final class Whitener {
    /** Sums that make up each dot product. */
    private static final int PARTS = 8;

    private final Projection projection;
    /** {@code [R][N]}. */
    private final float[][] axes;
    /** {@code [N][R]}: the axes' components of one feature. */
    private final float[][] features;

    Whitener(Projection projection) {
        this.projection = projection;
        int n = projection.mean().length;
        this.axes = new float[projection.gains().length][];
        this.features = new float[n][axes.length];
        for (int r = 0; r < axes.length; r++) {
            axes[r] = Arrays.copyOfRange(projection.axes(), r * n, (r + 1) * n);
            for (int j = 0; j < n; j++) {
                features[j][r] = axes[r][j];
            }
        }
    }

    /** What one row needs. */
    final class Scratch {
        private final float[] row = new float[features.length];
        private final float[][] parts = new float[PARTS][axes.length];
        private final float[] shares = new float[axes.length];
    }

    Scratch scratch() {
        return new Scratch();
    }

    /**
     * Maps rows.
     *
     * @param rows {@code count × N}, row-major, beginning at {@code offset}
     * @param bound results are clipped to ±bound
     * @param mapped written: {@code count × N}
     */
    void map(float[] rows, int offset, int count, float bound, float[] mapped, Scratch scratch) {
        float[] mean = projection.mean();
        float[] row = scratch.row;
        float[] shares = scratch.shares;
        for (int t = 0; t < count; t++) {
            int from = offset + t * row.length;
            for (int j = 0; j < row.length; j++) {
                row[j] = rows[from + j] - mean[j];
            }
            project(scratch);
            int r = 0;
            for (; r <= axes.length - 4; r += 4) {
                add(
                        shares[r],
                        axes[r],
                        shares[r + 1],
                        axes[r + 1],
                        shares[r + 2],
                        axes[r + 2],
                        shares[r + 3],
                        axes[r + 3],
                        row);
            }
            for (; r < axes.length; r++) {
                add(shares[r], axes[r], row);
            }
            int to = t * row.length;
            for (int j = 0; j < row.length; j++) {
                float logit = projection.scale() * row[j];
                mapped[to + j] = logit > bound ? bound : logit < -bound ? -bound : logit;
            }
        }
    }

    /** {@code shares[r] = gains[r] · (axes[r] · row)}. */
    private void project(Scratch scratch) {
        float[] row = scratch.row;
        int whole = row.length - row.length % PARTS;
        for (int k = 0; k < PARTS; k++) {
            float[] part = scratch.parts[k];
            Arrays.fill(part, 0);
            int j = k;
            for (; j < whole - 3 * PARTS; j += 4 * PARTS) {
                add(
                        row[j],
                        features[j],
                        row[j + PARTS],
                        features[j + PARTS],
                        row[j + 2 * PARTS],
                        features[j + 2 * PARTS],
                        row[j + 3 * PARTS],
                        features[j + 3 * PARTS],
                        part);
            }
            for (; j < whole; j += PARTS) {
                add(row[j], features[j], part);
            }
        }
        float[][] p = scratch.parts;
        for (int j = whole; j < row.length; j++) {
            add(row[j], features[j], p[0]);
        }
        for (int r = 0; r < axes.length; r++) {
            float sum = ((p[0][r] + p[1][r]) + (p[2][r] + p[3][r])) + ((p[4][r] + p[5][r]) + (p[6][r] + p[7][r]));
            scratch.shares[r] = projection.gains()[r] * sum;
        }
    }

    private static void add(float a, float[] x, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a * x[i];
        }
    }

    /** Four at a time: the sums are loaded and stored once. */
    private static void add(
            float a, float[] x, float b, float[] y, float c, float[] z, float d, float[] w, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (((sums[i] + a * x[i]) + b * y[i]) + c * z[i]) + d * w[i];
        }
    }
}
