package io.github.jgln.bench.regression;

/**
 * What one process is to measure.
 *
 * @param contender its name
 * @param data as in {@link RegressionRun}
 * @param file the table
 * @param shuffled whether the rows are learnt in an order drawn by the seed
 * @param seed of all that is drawn
 * @param warmUpSeconds spent on throw-away models
 * @param version of JGLN
 * @param result file to write an {@link Outcome} to
 */
record RegressionTask(
        String contender,
        String data,
        String file,
        boolean shuffled,
        long seed,
        double warmUpSeconds,
        String version,
        String result) {
    /**
     * What comes of it.
     *
     * @param run null where it is unavailable
     * @param unavailable why; null where it is not
     */
    record Outcome(RegressionRun run, String unavailable) {}
}
