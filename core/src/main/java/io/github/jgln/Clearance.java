package io.github.jgln;

import java.util.Arrays;

/**
 * Keeps halfspaces off the rows that placed them: a row on a hyperplane is on the one side or the other by rounding alone, and
 * backends round differently. A threshold with a row on it moves to the middle of the nearest gap between rows.
 */
final class Clearance {
    private final float[] rows;
    private final int inputs;
    /** Of each row: its numbers' length before anything was subtracted, which rounding goes with. */
    private final double[] magnitudes;

    /**
     * @param rows side information, {@code [rowCount][N]}, row-major
     * @param magnitudes [rowCount]
     */
    Clearance(float[] rows, int inputs, double[] magnitudes) {
        this.rows = rows;
        this.inputs = inputs;
        this.magnitudes = magnitudes;
    }

    /**
     * Moves the thresholds of a neuron that have a row on them. One stays where the rows are too close together to tell apart.
     *
     * @param hyperplanes {@code [M][N]}, row-major
     * @param thresholds [M], written over
     */
    void clear(float[] hyperplanes, float[] thresholds) {
        double[] projected = new double[magnitudes.length];
        for (int j = 0; j < thresholds.length; j++) {
            thresholds[j] = cleared(hyperplanes, j * inputs, thresholds[j], projected);
        }
    }

    private float cleared(float[] hyperplanes, int from, float threshold, double[] projected) {
        double length = 0;
        for (int i = 0; i < inputs; i++) {
            length += (double) hyperplanes[from + i] * hyperplanes[from + i];
        }
        length = Math.sqrt(length);
        // A float sum of N products is off by no more than this part of its terms' sizes, and so is another's.
        double part = 2 * (8 + 2 * Math.sqrt(inputs)) * 0x1p-24;
        double widest = 0;
        boolean clear = true;
        for (int t = 0; t < projected.length; t++) {
            projected[t] = DotProduct.of(hyperplanes, from, rows, t * inputs, inputs);
            double rounding = part * (length * magnitudes[t] + Math.abs(threshold));
            clear &= Math.abs(projected[t] - threshold) > rounding;
            widest = Math.max(widest, rounding);
        }
        if (clear) {
            return threshold;
        }
        Arrays.sort(projected);
        double best = threshold;
        double distance = Double.POSITIVE_INFINITY;
        for (int t = 1; t < projected.length; t++) {
            double middle = (projected[t - 1] + projected[t]) / 2;
            boolean wide = projected[t] - projected[t - 1] > 4 * widest && Float.isFinite((float) middle);
            // Upwards where both are as near: a row on the plane is not above it.
            if (wide && Math.abs(middle - threshold) <= distance) {
                best = middle;
                distance = Math.abs(middle - threshold);
            }
        }
        return (float) best;
    }
}
