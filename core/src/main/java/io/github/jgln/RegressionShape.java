package io.github.jgln;

/**
 * What decides how many numbers {@link RegressionExperts} hold, and where each lies: the first target of each number, the regressions
 * of all rows, the gated ones, the bins.
 *
 * @param numbers q, what a regression reads of a row
 * @param hinges H
 * @param gates G
 * @param depth halfspaces of a gate
 * @param width D, how many numbers are learnt
 * @param bins of all columns of a table
 */
record RegressionShape(int numbers, int hinges, int gates, int depth, int width, int bins) {
    /** Of more numbers than these, regressions read as many sums. */
    private static final int MAX_NUMBERS = 200;

    /** What a gated regression reads of a row, at most, so that many contexts fit memory. */
    private static final int GATED_NUMBERS = 8;

    /** Gated regressions hold no more numbers than this, or there are fewer contexts. */
    private static final long MAX_GATED = 4_000_000;

    static RegressionShape of(BasePredictor.Regressions base, int inputs, int width, int bins) {
        int numbers = Math.min(MAX_NUMBERS, inputs);
        int depth = base.depth();
        while (depth > 0 && (base.gates() * gatedSize(numbers, width)) << depth > MAX_GATED) {
            depth--;
        }
        return new RegressionShape(numbers, base.hinges(), base.gates(), depth, width, bins);
    }

    int hinges(int which) {
        return which == 0 ? 0 : hinges;
    }

    private static long gatedSize(int numbers, int width) {
        return size(Math.min(GATED_NUMBERS, numbers), 0, width);
    }

    /** What a gated regression reads, beside the 1. */
    int gatedNumbers() {
        return Math.min(GATED_NUMBERS, numbers);
    }

    private static long size(int numbers, int hinges, int width) {
        return RecursiveLeastSquares.size(Hinges.inputs(numbers, hinges), width);
    }

    /** Where one of the first three begins; the number of the fourth is where gated ones begin. */
    int broadAt(int which) {
        long at = width;
        for (int i = 0; i < which; i++) {
            at += size(numbers, hinges(i), width);
        }
        return Math.toIntExact(at);
    }

    int gatedAt(int gate, int context) {
        long before = ((long) gate << depth) + context;
        return Math.toIntExact(broadAt(RegressionExperts.BROAD) + before * gatedSize(numbers, width));
    }

    /** A bin's rows, then the mean and the sum of squared distances from it of each number. */
    int binAt(int bin) {
        return Math.toIntExact(gatedAt(gates, 0) + (long) bin * (1 + 2 * width));
    }

    /** All numbers of the state. */
    int size() {
        return binAt(bins);
    }
}
