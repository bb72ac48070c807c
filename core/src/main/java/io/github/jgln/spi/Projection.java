package io.github.jgln.spi;

import java.util.Arrays;

/**
 * The linear map of {@link io.github.jgln.BasePredictor.Whitened}, fitted to sample rows once and never changed. For a row x
 *
 * <pre>
 *   d = x - mean,    map(x) = scale · (d + Σ_r gains_r (axes_r · d) axes_r)
 * </pre>
 *
 * @param mean {@code [N]}
 * @param axes {@code [R][N]}, row-major: unit vectors, orthogonal to each other
 * @param gains {@code [R]}
 * @param scale of the whole
 */
public record Projection(float[] mean, float[] axes, float[] gains, float scale) {
    public Projection {
        if (axes.length != (long) mean.length * gains.length) {
            throw new IllegalArgumentException("projection: expected " + gains.length + " axes of " + mean.length
                    + " components, got " + axes.length + " numbers");
        }
    }

    /**
     * Maps rows.
     *
     * @param rows {@code count × N}, row-major, beginning at {@code offset}
     * @param bound results are clipped to ±bound
     * @param mapped written: {@code count × N}
     * @param shares room for R floats
     */
    public void map(float[] rows, int offset, int count, float bound, float[] mapped, float[] shares) {
        int n = mean.length;
        for (int t = 0; t < count; t++) {
            int to = t * n;
            for (int j = 0; j < n; j++) {
                mapped[to + j] = rows[offset + to + j] - mean[j];
            }
            for (int r = 0; r < gains.length; r++) {
                shares[r] = gains[r] * dot(axes, r * n, mapped, to, n);
            }
            for (int r = 0; r < gains.length; r++) {
                float share = shares[r];
                int axis = r * n;
                for (int j = 0; j < n; j++) {
                    mapped[to + j] += share * axes[axis + j];
                }
            }
            for (int j = 0; j < n; j++) {
                float logit = scale * mapped[to + j];
                mapped[to + j] = logit > bound ? bound : logit < -bound ? -bound : logit;
            }
        }
    }

    /** Eight sums, so that additions overlap. */
    private static float dot(float[] a, int from, float[] b, int offset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            s0 += a[from + i] * b[offset + i];
            s1 += a[from + i + 1] * b[offset + i + 1];
            s2 += a[from + i + 2] * b[offset + i + 2];
            s3 += a[from + i + 3] * b[offset + i + 3];
            s4 += a[from + i + 4] * b[offset + i + 4];
            s5 += a[from + i + 5] * b[offset + i + 5];
            s6 += a[from + i + 6] * b[offset + i + 6];
            s7 += a[from + i + 7] * b[offset + i + 7];
        }
        for (; i < length; i++) {
            s0 += a[from + i] * b[offset + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Projection p
                && Arrays.equals(mean, p.mean)
                && Arrays.equals(axes, p.axes)
                && Arrays.equals(gains, p.gains)
                && scale == p.scale;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(gains);
    }
}
