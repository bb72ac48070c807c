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
            projected[t] = dot(hyperplanes, from, t * inputs);
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

    /** In eight sums, which processors do at once. */
    private float dot(float[] hyperplanes, int from, int row) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i <= inputs - 8; i += 8) {
            s0 += hyperplanes[from + i] * rows[row + i];
            s1 += hyperplanes[from + i + 1] * rows[row + i + 1];
            s2 += hyperplanes[from + i + 2] * rows[row + i + 2];
            s3 += hyperplanes[from + i + 3] * rows[row + i + 3];
            s4 += hyperplanes[from + i + 4] * rows[row + i + 4];
            s5 += hyperplanes[from + i + 5] * rows[row + i + 5];
            s6 += hyperplanes[from + i + 6] * rows[row + i + 6];
            s7 += hyperplanes[from + i + 7] * rows[row + i + 7];
        }
        for (; i < inputs; i++) {
            s0 += hyperplanes[from + i] * rows[row + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
