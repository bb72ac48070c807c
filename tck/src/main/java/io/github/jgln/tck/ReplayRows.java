package io.github.jgln.tck;

import io.github.jgln.Rows;

/**
 * Some rows, in the precision of the reference.
 *
 * @param features {@code [row][N]}
 * @param baseLogits {@code [row][K0]}, or {@code [row][C · K0]} where they differ by output; null where none are given
 */
record ReplayRows(double[][] features, double[][] baseLogits) {
    static ReplayRows none() {
        return new ReplayRows(new double[0][], null);
    }

    int count() {
        return features.length;
    }

    /** Row t's base logits, or null. */
    double[] baseLogits(int t) {
        return baseLogits == null ? null : baseLogits[t];
    }

    /** Rounded and row-major, as backends take them. */
    float[] flatFeatures() {
        return flat(features);
    }

    /** Rounded, as backends take them. */
    Rows rows() {
        return features.length == 0 ? Rows.NONE : Rows.of(flat(features), features[0].length);
    }

    /** Rounded, as backends take them; none where none are given. */
    Rows base() {
        return baseLogits == null || baseLogits.length == 0
                ? Rows.NONE
                : Rows.of(flat(baseLogits), baseLogits[0].length);
    }

    private static float[] flat(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int t = 0; t < rows.length; t++) {
            for (int j = 0; j < width; j++) {
                flat[t * width + j] = (float) rows[t][j];
            }
        }
        return flat;
    }
}
