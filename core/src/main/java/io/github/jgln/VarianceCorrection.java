package io.github.jgln;

/**
 * What the variances of a regression are multiplied by, so that its intervals hold as many targets as they say: mixing takes base
 * predictions that share their errors for independent ones, and says too little. For each number it is the mean of
 * {@code (y - μ)² / v} over the rows before, all of which were predicted before they were learnt.
 */
final class VarianceCorrection {
    /** How many rows' worth the first guess, 1, is. */
    private static final double PRIOR_ROWS = 10;

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
                sums[2 * c]++;
                sums[2 * c + 1] += ratios[c];
            }
        }
    }
}
