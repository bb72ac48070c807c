package io.github.jgln;

/**
 * What the variances of a regression are multiplied by, so that its intervals hold as many targets as they say: mixing takes base
 * predictions that share their errors for independent ones, and says too little. For each number it is the mean of
 * {@code (y - μ)² / v} over the last thousand rows or so, all of which were predicted before they were learnt.
 */
final class VarianceCorrection {
    /** How many rows' worth the first guess, 1, is. */
    private static final double PRIOR_ROWS = 20;

    /** About so many rows count, so that the factor follows a stream. */
    private static final double WINDOW = 1000;

    /** A row counts for no more, or one outlier would make all intervals wide. */
    private static final double LARGEST = 25;

    /** {@code [D][2]}: how many rows, and the sum of their ratios. */
    private final double[] sums;

    VarianceCorrection(double[] sums) {
        this.sums = sums;
    }

    static double[] none(int width) {
        return new double[2 * width];
    }

    double[] state() {
        return sums;
    }

    /** κ of a number. */
    double factor(int number) {
        return (sums[2 * number + 1] + PRIOR_ROWS) / (sums[2 * number] + PRIOR_ROWS);
    }

    /** Takes in {@code (y - μ)² / v} of each number; NaN where there is none. */
    void takeIn(double[] ratios) {
        for (int c = 0; c < ratios.length; c++) {
            if (!Double.isNaN(ratios[c])) {
                double kept = Math.min(1, (WINDOW - 1) / sums[2 * c]);
                sums[2 * c] = kept * sums[2 * c] + 1;
                sums[2 * c + 1] = kept * sums[2 * c + 1] + Math.min(LARGEST, ratios[c]);
            }
        }
    }
}
