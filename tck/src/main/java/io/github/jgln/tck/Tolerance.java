package io.github.jgln.tck;

/**
 * How far a backend may be from the reference, absolutely.
 *
 * @param probability of every row and output
 * @param weight of every weight after the stream
 */
record Tolerance(double probability, double weight) {
    /** For golden cases, of a few hundred rows each. */
    static final Tolerance GOLDEN = new Tolerance(2e-5, 1e-5);

    /** Rounding adds up with every step; the first step alone has the rounding of one sum. */
    static Tolerance ofSteps(int steps) {
        return new Tolerance(5e-6 + 2e-8 * steps, 2e-6 + 1e-8 * steps);
    }
}
