package io.github.jgln.bench.tables;

import io.github.jgln.bench.tables.TableRun.Measure;

/**
 * What a contender's process is told.
 *
 * @param contender its name
 * @param data the table's name in the results
 * @param file of the table
 * @param label the column to learn
 * @param limit the rows to take at most
 * @param warmUpSeconds on throw-away models
 * @param version of JGLN
 * @param result file to write a {@link Outcome} to
 */
record TableTask(
        String contender,
        String data,
        String file,
        String label,
        int limit,
        Measure measure,
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
    record Outcome(TableRun run, String unavailable) {}
}
