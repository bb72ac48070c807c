package io.github.jgln.bench.rows;

import java.util.Arrays;

/**
 * What all contenders of a comparison learn and are tested on. The arrays are not copied; nobody may write to them.
 *
 * @param name as reports call it, with what was done to the rows
 * @param features N, the numbers in a row
 * @param classes labels are from 0 to {@code classes - 1}
 * @param rows to learn, in this order: {@code [labels.length × N]}, row-major
 * @param labels of those rows
 * @param testRows as {@code rows}, not learnt
 * @param testLabels of those
 */
public record CompareData(
        String name, int features, int classes, float[] rows, int[] labels, float[] testRows, int[] testLabels) {
    /** @throws IllegalArgumentException when the shapes do not fit each other or a label names no class */
    public CompareData {
        require(features >= 1, "features: expected at least 1, got " + features);
        require(classes >= 2, "classes: expected at least 2, got " + classes);
        check("rows", rows, labels, features, classes);
        check("test rows", testRows, testLabels, features, classes);
    }

    private static void check(String what, float[] rows, int[] labels, int features, int classes) {
        require(labels.length >= 1, what + ": expected at least 1, got none");
        require(
                rows.length == (long) labels.length * features,
                what + ": expected " + labels.length + " labels × " + features + " features = "
                        + (long) labels.length * features + " values, got " + rows.length);
        for (int label : labels) {
            require(
                    label >= 0 && label < classes,
                    what + ": expected labels from 0 to " + (classes - 1) + ", got " + label);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** How many rows are learnt. */
    public int rowCount() {
        return labels.length;
    }

    /** How many rows are tested. */
    public int testCount() {
        return testLabels.length;
    }

    /** The same with the first rows to learn only. */
    public CompareData first(int count) {
        return count >= rowCount()
                ? this
                : new CompareData(
                        name,
                        features,
                        classes,
                        Arrays.copyOf(rows, count * features),
                        Arrays.copyOf(labels, count),
                        testRows,
                        testLabels);
    }
}
