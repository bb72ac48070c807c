package io.github.jgln.tck;

/**
 * Some rows, in the precision of the reference.
 *
 * @param features {@code [row][N]}
 * @param baseLogits {@code [row][K0]} for a custom base predictor, else null
 */
record Rows(double[][] features, double[][] baseLogits) {
    static Rows none() {
        return new Rows(new double[0][], null);
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

    /** Rounded and row-major, or null. */
    float[] flatBaseLogits() {
        return baseLogits == null ? null : flat(baseLogits);
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
