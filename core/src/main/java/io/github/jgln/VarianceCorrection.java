package io.github.jgln;

/**
 * What the variances of a regression are multiplied by, so that its intervals hold as many targets as they say: mixing takes base
 * predictions that share their errors for independent ones, and says too little. For each number it is the mean of
 * {@code (y - μ)² / v} over the last fifth of the rows or so, all of which were predicted before they were learnt.
 */
final class VarianceCorrection {
    /** How many rows' worth the first guess, 1, is. */
    private static final double PRIOR_ROWS = 20;

    /** About so many rows count, and a fifth of all more, so that the factor follows a stream, and is steady after a long one. */
    private static final double WINDOW = 100;

    /** A row counts for no more, or one outlier would make all intervals wide. */
    private static final double LARGEST = 25;

    /** {@code [D][3]}: how many rows count, the sum of their ratios, and how many rows there were. */
    private final double[] sums;

    VarianceCorrection(double[] sums) {
        this.sums = sums;
    }

    static double[] none(int width) {
        return new double[3 * width];
    }

    double[] state() {
        return sums;
    }

    /** κ of a number. */
    double factor(int number) {
        return (sums[3 * number + 1] + PRIOR_ROWS) / (sums[3 * number] + PRIOR_ROWS);
    }

    /** Takes in {@code (y - μ)² / v} of each number; NaN where there is none. */
    void takeIn(double[] ratios) {
        for (int c = 0; c < ratios.length; c++) {
            if (!Double.isNaN(ratios[c])) {
                int at = 3 * c;
                double window = WINDOW + sums[at + 2] / 5;
                double kept = Math.min(1, (window - 1) / sums[at]);
                sums[at] = kept * sums[at] + 1;
                sums[at + 1] = kept * sums[at + 1] + Math.min(LARGEST, ratios[c]);
                sums[at + 2]++;
            }
        }
    }
}
