package io.github.jgln.experiments;

import io.github.jgln.RowSource;
import java.util.zip.CRC32C;

/**
 * Rows and their labels, some of a larger array. Shares the arrays, which nobody may write to any more.
 *
 * @param features N
 * @param classes how many classes there are, whether or not the rows have them all
 * @param rows row-major
 * @param labels one class index per row
 * @param from the first row that counts
 * @param rowCount how many count
 */
public record LabelledRows(int features, int classes, float[] rows, int[] labels, int from, int rowCount) {
    public LabelledRows {
        if (from < 0 || rowCount < 0 || (long) from + rowCount > labels.length) {
            throw new IllegalArgumentException("expected rows within the " + labels.length + " there are, got "
                    + rowCount + " from " + from + " on");
        }
        if (rows.length < (long) labels.length * features) {
            throw new IllegalArgumentException("expected " + features + " features for each of the " + labels.length
                    + " labels, got " + rows.length + " numbers");
        }
    }

    /** All of some rows. */
    public LabelledRows(int features, int classes, float[] rows, int[] labels) {
        this(features, classes, rows, labels, 0, labels.length);
    }

    /** Some of these rows. */
    public LabelledRows part(int first, int count) {
        if (first < 0 || count < 0 || (long) first + count > rowCount) {
            throw new IllegalArgumentException(
                    "expected a part of the " + rowCount + " rows, got " + count + " from " + first + " on");
        }
        return new LabelledRows(features, classes, rows, labels, from + first, count);
    }

    /** A stream of them. */
    RowSource source() {
        int[] next = {0};
        return (into, intoLabels) -> {
            int count = Math.min(intoLabels.length, rowCount - next[0]);
            System.arraycopy(rows, (from + next[0]) * features, into, 0, count * features);
            System.arraycopy(labels, from + next[0], intoLabels, 0, count);
            next[0] += count;
            return count;
        };
    }

    /** A checksum of numbers and labels, by which other rows are told apart. */
    String checksum() {
        CRC32C crc = new CRC32C();
        byte[] bytes = new byte[4 * (features + 1)];
        for (int t = from; t < from + rowCount; t++) {
            for (int j = 0; j < features; j++) {
                put(bytes, 4 * j, Float.floatToIntBits(rows[t * features + j]));
            }
            put(bytes, 4 * features, labels[t]);
            crc.update(bytes);
        }
        return Long.toHexString(crc.getValue());
    }

    private static void put(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }
}
