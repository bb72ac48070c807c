package io.github.jgln.spi;

import java.util.Arrays;

/**
 * What the columns of a table have shown so far: it belongs to a model, is read before a row and takes the row in after it. Rows
 * come to backends as numbers already, so they know nothing of it.
 *
 * @param numbers the statistics of the N numbers that the columns become
 * @param seen {@code [B]}: how many rows fell into each bin
 * @param hits {@code [B · C]}: how many of them output c is right for, bin by bin
 * @param classes {@code [C]}: how many rows of all output c is right for
 * @param rows how many rows there were
 */
public record ColumnState(InputStatistics numbers, double[] seen, double[] hits, double[] classes, double rows) {
    /** Nothing seen yet. */
    public static ColumnState none(int numbers, int bins, int outputs) {
        return new ColumnState(
                InputStatistics.none(numbers), new double[bins], new double[bins * outputs], new double[outputs], 0);
    }

    /** A copy that shares no array. */
    public ColumnState copy() {
        return new ColumnState(numbers.copy(), seen.clone(), hits.clone(), classes.clone(), rows);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ColumnState s
                && numbers.equals(s.numbers)
                && Arrays.equals(seen, s.seen)
                && Arrays.equals(hits, s.hits)
                && Arrays.equals(classes, s.classes)
                && rows == s.rows;
    }

    @Override
    public int hashCode() {
        return numbers.hashCode() + 31 * Arrays.hashCode(hits);
    }
}
