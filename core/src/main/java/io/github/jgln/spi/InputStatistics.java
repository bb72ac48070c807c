package io.github.jgln.spi;

import java.util.Arrays;

/**
 * Mean and variance of each feature, as Welford's recurrence keeps them: row x makes {@code n ← n + 1},
 * {@code d = x - mean}, {@code mean ← mean + d / n}, {@code squares ← squares + d (x - mean)}.
 *
 * <p>Before any row ({@code count = 0}) the mean is 0 and the scale 1.
 *
 * @param count n, the rows taken in
 * @param mean {@code [N]}
 * @param squares {@code [N]}, the sums of squared distances from the mean
 */
public record InputStatistics(long count, double[] mean, double[] squares) {

    /** No row seen yet. */
    public static InputStatistics none(int features) {
        return new InputStatistics(0, new double[features], new double[features]);
    }

    /** The statistics of the given rows, taken in order. */
    public static InputStatistics of(float[] rows, int rowCount, int features) {
        double[] mean = new double[features];
        double[] squares = new double[features];
        for (int t = 0; t < rowCount; t++) {
            add(t + 1, rows, t * features, mean, squares);
        }
        return new InputStatistics(rowCount, mean, squares);
    }

    /** Takes one row into {@code mean} and {@code squares}; {@code count} includes that row. */
    public static void add(long count, float[] rows, int offset, double[] mean, double[] squares) {
        double share = 1.0 / count;
        for (int j = 0; j < mean.length; j++) {
            double d = rows[offset + j] - mean[j];
            double m = mean[j] + d * share;
            squares[j] += d * (rows[offset + j] - m);
            mean[j] = m;
        }
    }

    /** {@code 1 / standard deviation} of feature j; 1 where it has not varied. */
    public float scale(int j) {
        return scale(count, squares[j]);
    }

    /** {@code 1 / sqrt(squares / count)}; 1 where that is not finite or nothing has varied. */
    public static float scale(long count, double squares) {
        float scale = (float) (1 / Math.sqrt(squares / count));
        return Float.isFinite(scale) ? scale : 1f;
    }

    /** A copy that shares no array. */
    public InputStatistics copy() {
        return new InputStatistics(count, mean.clone(), squares.clone());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof InputStatistics s
                && count == s.count
                && Arrays.equals(mean, s.mean)
                && Arrays.equals(squares, s.squares);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count) + 31 * Arrays.hashCode(mean);
    }
}
