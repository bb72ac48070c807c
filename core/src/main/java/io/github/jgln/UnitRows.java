package io.github.jgln;

/** Rows divided by their Euclidean length, see {@link GLNConfig.Builder#unitRows}. */
final class UnitRows {
    private UnitRows() {}

    /**
     * Divides rows.
     *
     * @param rows {@code count × n}, row-major, beginning at {@code offset}; not changed
     * @param divided written: {@code count × n}
     */
    static void divide(float[] rows, int offset, int count, int n, float[] divided) {
        for (int t = 0; t < count; t++) {
            int from = offset + t * n;
            double squares = 0;
            for (int j = 0; j < n; j++) {
                squares += (double) rows[from + j] * rows[from + j];
            }
            double length = squares > 0 ? Math.sqrt(squares) : 1;
            for (int j = 0; j < n; j++) {
                divided[t * n + j] = (float) (rows[from + j] / length);
            }
        }
    }
}
