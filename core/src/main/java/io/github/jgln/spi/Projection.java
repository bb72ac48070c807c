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
