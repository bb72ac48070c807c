package io.github.jgln.bench.peers;

import io.github.jgln.Column;
import io.github.jgln.Rows;
import java.util.List;

/**
 * A table's rows for learners that want numbers: numbers standardised by the rows that were learnt before and cut at
 * {@code ±5}, or as they are; a number for each place of a category, 1 for the row's own and 0 for the others.
 */
final class TableFeatures {
    private static final double CUT = 5;

    private final List<Column> columns;
    private final boolean standardised;
    private final int width;
    private final long[] counts;
    private final double[] means;
    private final double[] squares;

    /**
     * @param standardised whether numbers are, a missing one then being the mean; else they stay as they are, and missing ones NaN
     */
    TableFeatures(List<Column> columns, boolean standardised) {
        this.columns = columns;
        this.standardised = standardised;
        this.width = columns.stream()
                .mapToInt(column -> column instanceof Column.Category category ? category.places() : 1)
                .sum();
        this.counts = new long[columns.size()];
        this.means = new double[columns.size()];
        this.squares = new double[columns.size()];
    }

    /** The numbers of a row. */
    int width() {
        return width;
    }

    /** The numbers of a row of the table, by the rows before. */
    Rows of(Rows row) {
        float[] made = new float[width];
        write(row, 0, made, 0);
        return Rows.of(made, width);
    }

    /** Writes row {@code t} from {@code at} on. */
    void write(Rows rows, int t, float[] into, int at) {
        int next = at;
        for (int j = 0; j < columns.size(); j++) {
            float value = rows.values()[rows.offset(t) + j];
            if (columns.get(j) instanceof Column.Category category) {
                if (!Float.isNaN(value)) {
                    into[next + (int) value] = 1;
                }
                next += category.places();
            } else {
                into[next++] = standardised ? standard(j, value) : value;
            }
        }
    }

    private float standard(int j, float value) {
        if (Float.isNaN(value) || counts[j] < 2 || squares[j] == 0) {
            return 0;
        }
        double z = (value - means[j]) / Math.sqrt(squares[j] / counts[j]);
        return (float) Math.max(-CUT, Math.min(CUT, z));
    }

    /** Takes a row into the statistics; by Welford's method, which loses no figures however large the numbers are. */
    void learn(Rows row) {
        for (int j = 0; j < columns.size(); j++) {
            float value = row.values()[row.offset() + j];
            if (columns.get(j) instanceof Column.Number && !Float.isNaN(value)) {
                double off = value - means[j];
                means[j] += off / ++counts[j];
                squares[j] += off * (value - means[j]);
            }
        }
    }
}
