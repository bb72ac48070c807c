package io.github.jgln.bench.rows;

/**
 * What a report says of the rows that were learnt.
 *
 * @param name of the data, with what was done to it
 * @param rows learnt
 * @param testRows predicted afterwards
 */
public record DataSet(String name, int features, int classes, int rows, int testRows) {
    /** What there is to say of these rows. */
    public static DataSet of(CompareData data) {
        return new DataSet(data.name(), data.features(), data.classes(), data.rowCount(), data.testCount());
    }
}
