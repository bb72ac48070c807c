package io.github.jgln.bench.figures;

import java.util.List;

/**
 * How much is measured, to bound the time a run takes.
 *
 * @param samples of each figure at most
 * @param seconds for the samples of one figure, but one at least; warming up may take twice as long
 * @param warmUpSeconds before the first figure of a kind
 * @param ceilingMillis of each sample of a ceiling
 * @param epochRows of the epoch; a slow backend learns fewer and is scaled up
 * @param epochs how many at most
 * @param epochSeconds for all of them, but one at least
 * @param blockRows learnt or predicted at a time for rates
 * @param neurons sizes of the one hidden layer
 * @param rowCounts how many rows are learnt in one go
 */
record Effort(
        int samples,
        double seconds,
        double warmUpSeconds,
        int ceilingMillis,
        int epochRows,
        int epochs,
        double epochSeconds,
        int blockRows,
        List<Integer> neurons,
        List<Integer> rowCounts) {
    /** The rows of MNIST. */
    static final int EPOCH = 60_000;

    /** The rows of kin40k, a table that regressions are often measured on. */
    static final int GAUSSIAN_EPOCH = 40_000;

    private static final int MANY_ROWS = 10_000;

    /** Rows at hand for {@link #neurons}. */
    static final int NEURON_ROWS = 1024;

    static Effort full() {
        return new Effort(
                9,
                1.5,
                2.5,
                40,
                EPOCH,
                3,
                12,
                4096,
                List.of(4, 8, 16, 32, 64, 128, 256, 512),
                List.of(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, EPOCH));
    }

    static Effort quick() {
        return new Effort(5, 1, 2, 25, EPOCH, 1, 8, 2048, List.of(4, 16, 64), List.of(1_000, 4_000, MANY_ROWS));
    }

    /** What it takes to measure learning with ever larger layers and nothing else. */
    static Effort neurons(List<Integer> sizes) {
        return new Effort(5, 0.4, 0, 0, 0, 0, 0, 4 * NEURON_ROWS, sizes, List.of());
    }

    /** Rows at hand. */
    int rowsNeeded() {
        int most = rowCounts.stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.max(epochRows, most);
    }

    /** How many rows are predicted at a time. */
    List<Integer> predictions() {
        return epochRows < MANY_ROWS ? List.of(1, 100, epochRows) : List.of(1, 100, MANY_ROWS);
    }
}
