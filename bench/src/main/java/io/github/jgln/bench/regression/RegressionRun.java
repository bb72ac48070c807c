package io.github.jgln.bench.regression;

/**
 * What was measured of one contender on one table of numbers; a line of the results' file.
 *
 * @param data the table's name, with the order of its rows where that is not its file's
 * @param rows learnt
 * @param features of a row
 * @param contender its name
 * @param method how it learns
 * @param seed of all that was drawn
 * @param prequential of the rows learnt, each predicted before it was
 * @param heldOut of the rows held out, predicted after all others were learnt; null where there are none
 * @param seconds of learning, with the predictions of the rows learnt
 * @param rowsPerSecond learnt
 * @param version of JGLN
 * @param date when it was finished, as in 2026-01-31T12:34Z
 * @param processor of the machine
 */
public record RegressionRun(
        String data,
        int rows,
        int features,
        String contender,
        String method,
        long seed,
        RegressionFigures prequential,
        RegressionFigures heldOut,
        double seconds,
        double rowsPerSecond,
        String version,
        String date,
        String processor) {
    boolean of(RegressionTask task) {
        return data.equals(task.data()) && contender.equals(task.contender()) && seed == task.seed();
    }
}
