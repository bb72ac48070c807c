package io.github.jgln.bench.rows;

import io.github.jgln.data.Split;

/**
 * What a report says of the rows that were learnt.
 *
 * @param name of the data, with what was done to it
 * @param features N, the numbers in a row
 * @param classes at least 2
 * @param rows learnt, at least 1
 * @param testRows predicted afterwards, at least 1
 */
public record DataSummary(String name, int features, int classes, int rows, int testRows) {
    /** @throws IllegalArgumentException when there is nothing to tell apart, to learn or to test */
    public DataSummary {
        require("classes", 2, classes);
        require("rows", 1, rows);
        require("test rows", 1, testRows);
    }

    private static void require(String what, int least, int got) {
        if (got < least) {
            throw new IllegalArgumentException(what + ": expected at least " + least + ", got " + got);
        }
    }

    /**
     * What there is to say of these rows.
     *
     * @throws IllegalArgumentException for fewer than two classes, or where a part has no rows
     */
    public static DataSummary of(String name, Split data) {
        return new DataSummary(
                name,
                data.train().features(),
                data.train().classCount(),
                data.train().rowCount(),
                data.test().rowCount());
    }
}
