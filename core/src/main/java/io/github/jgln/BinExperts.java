package io.github.jgln;

import java.util.ArrayList;
import java.util.List;

/**
 * Normal distributions of the targets in each bin of each column of a table, among the base predictions of
 * {@link RegressionExperts}: mean and variance of the rows that fell into the bin, with some rows' worth of all targets'. One thread
 * uses it at a time.
 */
final class BinExperts {
    private final RegressionShape shape;
    private final double knownRows;
    private final double[] state;
    /** Where a column's bins begin; none without a table. */
    private final int[] binAt;
    /** Of the row that was read last. */
    private int[] bins;

    /** @param state of all base predictions; written over as rows are learnt */
    BinExperts(RegressionShape shape, ColumnLayout columns, double knownRows, double[] state) {
        this.shape = shape;
        this.knownRows = knownRows;
        this.state = state;
        binAt = columns.binAt;
    }

    /** R. */
    int columns() {
        return binAt.length - 1;
    }

    /**
     * Predicts a row.
     *
     * @param rowBins the bin of each column, counted within all; not read without a table; may not change before {@link #learn}
     * @param middle {@code [D]}: the targets' mean
     * @param spread {@code [D]}: the targets' variance
     * @param means {@code [D][…]}, written from {@code to} on, counted from the first target
     */
    void read(int[] rowBins, double[] middle, double[] spread, double[][] means, double[][] variances, int to) {
        bins = rowBins;
        for (int j = 0; j < columns(); j++) {
            for (int c = 0; c < means.length; c++) {
                means[c][to + j] = mean(bins[j], c, middle);
                variances[c][to + j] = variance(bins[j], c, spread);
            }
        }
    }

    private double mean(int bin, int number, double[] middle) {
        int at = shape.binAt(bin);
        double sum = state[at] * state[at + 1 + 2 * number] + knownRows * (middle[number] - state[number]);
        return sum / (state[at] + knownRows);
    }

    private double variance(int bin, int number, double[] spread) {
        int at = shape.binAt(bin);
        return (state[at + 2 + 2 * number] + knownRows * spread[number]) / (state[at] + knownRows);
    }

    /**
     * Learns the row that was read last.
     *
     * @param targets {@code [D]}, counted from the first one
     */
    void learn(double[] targets) {
        for (int j = 0; j < columns(); j++) {
            int at = shape.binAt(bins[j]);
            state[at]++;
            for (int c = 0; c < targets.length; c++) {
                double off = targets[c] - state[at + 1 + 2 * c];
                state[at + 1 + 2 * c] += off / state[at];
                state[at + 2 + 2 * c] += off * (targets[c] - state[at + 1 + 2 * c]);
            }
        }
    }

    List<FittedRegression.Binned> fitted(double[] middle, double[] spread) {
        List<FittedRegression.Binned> columns = new ArrayList<>();
        for (int j = 0; j < columns(); j++) {
            int count = binAt[j + 1] - binAt[j];
            double[][] means = new double[count][middle.length];
            double[][] variances = new double[count][middle.length];
            for (int i = 0; i < count; i++) {
                for (int c = 0; c < middle.length; c++) {
                    means[i][c] = mean(binAt[j] + i, c, middle);
                    variances[i][c] = variance(binAt[j] + i, c, spread);
                }
            }
            columns.add(new FittedRegression.Binned(means, variances));
        }
        return columns;
    }
}
