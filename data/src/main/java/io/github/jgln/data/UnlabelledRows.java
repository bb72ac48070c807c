package io.github.jgln.data;

/**
 * Rows whose classes are not known.
 *
 * @param features N, the numbers in a row
 * @param rowCount how many rows there are
 * @param rows [rowCount][N], row-major
 */
public record UnlabelledRows(int features, int rowCount, float[] rows) {}
