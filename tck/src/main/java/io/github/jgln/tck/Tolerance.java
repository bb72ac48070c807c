package io.github.jgln.tck;

/**
 * How far a backend may be from the reference, absolutely.
 *
 * @param probability of every row and output; of means, relative to 1 where they are larger, and a tenth of relative ones of variances
 * @param weight of every weight after the stream
 */
record Tolerance(double probability, double weight) {
    /** The least for golden cases, of a few hundred rows each. */
    static final Tolerance GOLDEN = new Tolerance(2e-5, 1e-5);

    /** For golden cases of Gaussians, whose projections divide by small numbers. */
    static final Tolerance GAUSSIAN_GOLDEN = new Tolerance(1e-4, 1e-4);

    /** The most: beyond it nothing would be shown. */
    private static final double MOST = 5e-3;

    /** How much of its worst case rounding comes to; ten times what it came to in cases 785 wide. */
    private static final double SHARE = 1e-3;

    /** For a golden case, by how far rounding to float may take it at worst. */
    static Tolerance golden(RoundingBound worst) {
        return new Tolerance(
                Math.max(GOLDEN.probability, Math.min(MOST, SHARE * worst.largestProbability())),
                Math.max(GOLDEN.weight, Math.min(MOST, SHARE * worst.largestWeight())));
    }

    /** As {@link #ofSteps}, where two sums are divided by each other. */
    static Tolerance ofGaussianSteps(int steps) {
        return new Tolerance(5e-5 + 2e-8 * steps, 2e-5 + 1e-8 * steps);
    }

    /** Rounding adds up with every step; the first step alone has the rounding of one sum. */
    static Tolerance ofSteps(int steps) {
        return new Tolerance(5e-6 + 2e-8 * steps, 2e-6 + 1e-8 * steps);
    }
}
