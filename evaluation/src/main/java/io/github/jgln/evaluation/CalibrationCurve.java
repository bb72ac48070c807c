package io.github.jgln.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a classifier is right as often as it says: rows in {@value #BINS} bins by their confidence, which is the probability
 * of the predicted class. Bin m of M has the confidences in {@code ((m-1)/M, m/M]} (Guo et al., "On calibration of modern neural
 * networks", 2017).
 *
 * @param bins from the lowest confidence to the highest, empty ones too
 */
public record CalibrationCurve(List<Bin> bins) {
    /** M. */
    public static final int BINS = 15;

    public CalibrationCurve {
        bins = List.copyOf(bins);
    }

    /**
     * One bin.
     *
     * @param rows in it
     * @param confidence their mean; NaN without rows
     * @param accuracy the share of them that was classed right; NaN without rows
     */
    public record Bin(long rows, double confidence, double accuracy) {}

    /**
     * The expected calibration error, {@code Σ_m |B_m| / n · |acc(B_m) - conf(B_m)|}, from 0 to 1; equation 3 of the paper. NaN
     * without rows.
     */
    public double expectedError() {
        long rows = 0;
        double sum = 0;
        for (Bin bin : bins) {
            if (bin.rows() > 0) {
                rows += bin.rows();
                sum += bin.rows() * Math.abs(bin.accuracy() - bin.confidence());
            }
        }
        return sum / rows;
    }

    /** Counts rows by their confidence. */
    static final class Counter {
        private final long[] rows = new long[BINS];
        private final long[] correct = new long[BINS];
        private final double[] confidence = new double[BINS];

        void add(double sure, boolean right) {
            int bin = (int) Math.ceil(sure * BINS) - 1;
            rows[bin]++;
            correct[bin] += right ? 1 : 0;
            confidence[bin] += sure;
        }

        CalibrationCurve curve() {
            List<Bin> bins = new ArrayList<>();
            for (int m = 0; m < BINS; m++) {
                bins.add(new Bin(rows[m], confidence[m] / rows[m], (double) correct[m] / rows[m]));
            }
            return new CalibrationCurve(bins);
        }
    }
}
