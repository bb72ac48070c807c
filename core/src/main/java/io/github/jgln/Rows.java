package io.github.jgln;

import java.util.Arrays;

/**
 * Some rows of numbers: a view of an array, so that a part of them is taken without a copy. The array is shared, and nobody
 * may write to it while a view of it is in use.
 *
 * @param values row-major; row t of the view begins at {@code (from + t) · features}
 * @param features N, the numbers in a row, at least 1
 * @param from the first row of the view, counted in rows of the array
 * @param count the rows of the view
 */
public record Rows(float[] values, int features, int from, int count) {
    /** No rows at all. */
    public static final Rows NONE = new Rows(new float[0], 1, 0, 0);

    /** @throws IllegalArgumentException when the array does not hold these rows */
    public Rows {
        if (features < 1) {
            throw new IllegalArgumentException("features: expected at least 1, got " + features);
        }
        if (from < 0 || count < 0 || ((long) from + count) * features > values.length) {
            throw new IllegalArgumentException("rows: expected a part of the " + values.length / features + " rows of "
                    + features + " features that the array holds, got " + count + " from " + from + " on");
        }
    }

    /**
     * All rows of an array.
     *
     * @throws IllegalArgumentException when its length is no multiple of {@code features}
     */
    public static Rows of(float[] values, int features) {
        if (features < 1 || values.length % features != 0) {
            throw new IllegalArgumentException(
                    "rows: expected whole rows of " + features + " features, got " + values.length + " numbers");
        }
        return new Rows(values, features, 0, values.length / features);
    }

    /**
     * A copy of these rows, one after the other.
     *
     * @throws IllegalArgumentException when there are none, or they differ in length
     */
    public static Rows copyOf(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows: expected at least 1, got none");
        }
        int features = rows[0].length;
        float[] flat = new float[Math.multiplyExact(rows.length, features)];
        for (int t = 0; t < rows.length; t++) {
            if (rows[t].length != features) {
                throw new IllegalArgumentException("rows: expected " + features + " features in row " + t
                        + ", as in row 0, got " + rows[t].length);
            }
            System.arraycopy(rows[t], 0, flat, t * features, features);
        }
        return of(flat, features);
    }

    /** Where the first row begins in the array. */
    public int offset() {
        return from * features;
    }

    /** Where a row of the view begins in the array. */
    public int offset(int row) {
        return (from + row) * features;
    }

    /**
     * Some of these rows.
     *
     * @param first counted from the first row of this view
     * @throws IllegalArgumentException when this view has not so many
     */
    public Rows part(int first, int rows) {
        if (first < 0 || rows < 0 || (long) first + rows > count) {
            throw new IllegalArgumentException(
                    "rows: expected a part of " + count + " rows, got " + rows + " from " + first + " on");
        }
        return new Rows(values, features, from + first, rows);
    }

    /** A copy of one row, {@code [N]}. */
    public float[] copyOfRow(int row) {
        Rows one = part(row, 1);
        return Arrays.copyOfRange(values, one.offset(), one.offset() + features);
    }

    /** A copy of all rows of the view, row-major. */
    public float[] toArray() {
        return Arrays.copyOfRange(values, offset(), offset() + count * features);
    }
}
