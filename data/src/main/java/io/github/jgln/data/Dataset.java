package io.github.jgln.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Labelled rows in memory.
 *
 * <p>Immutable by contract: {@link #rows()} and {@link #labels()} hand out the arrays themselves, since a copy of
 * MNIST is 188 MB; nobody may write to them. Every method that changes something returns another data set, which may
 * share arrays with this one.
 */
public final class Dataset {
    private final String name;
    private final int features;
    private final List<String> classes;
    private final float[] rows;
    private final int[] labels;
    private final ImageShape imageShape;

    /**
     * @param name how messages call this data
     * @param features N, the numbers in a row, at least 1
     * @param classes the class names; a label is an index into them
     * @param rows [rowCount][N], row-major, kept without a copy
     * @param labels [rowCount], each in [0, classes.size()), kept without a copy
     * @throws DataException if the shapes do not fit each other or a label names no class
     */
    public Dataset(String name, int features, List<String> classes, float[] rows, int[] labels) {
        this(name, features, classes, rows, labels, null);
    }

    private Dataset(
            String name, int features, List<String> classes, float[] rows, int[] labels, ImageShape imageShape) {
        this.name = Objects.requireNonNull(name, "name");
        this.features = features;
        this.classes = List.copyOf(classes);
        this.rows = rows;
        this.labels = labels;
        this.imageShape = imageShape;
        if (features < 1) {
            throw new DataException(name + ": expected at least one feature, got " + features);
        }
        if (this.classes.isEmpty()) {
            throw new DataException(name + ": expected at least one class, got none");
        }
        if (rows.length != (long) labels.length * features) {
            throw new DataException(name + ": expected " + labels.length + " labels x " + features + " features = "
                    + (long) labels.length * features + " values, got " + rows.length);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= this.classes.size()) {
                throw new DataException(name + ", row " + i + ": expected a label from 0 to "
                        + (this.classes.size() - 1) + ", got " + labels[i]);
            }
        }
    }

    /**
     * The same data, its rows known to be images.
     *
     * @throws DataException if {@code shape} does not have {@link #features()} pixels
     */
    public Dataset asImages(ImageShape shape) {
        if (shape.pixels() != features) {
            throw new DataException(name + ": images of " + shape.height() + " x " + shape.width() + " have "
                    + shape.pixels() + " pixels, but a row has " + features + " features");
        }
        return new Dataset(name, features, classes, rows, labels, shape);
    }

    /** How messages call this data. */
    public String name() {
        return name;
    }

    /** N, the numbers in a row. */
    public int features() {
        return features;
    }

    /** Class names; a label is an index into them. */
    public List<String> classes() {
        return classes;
    }

    /** How many classes there are, whether or not each occurs. */
    public int classCount() {
        return classes.size();
    }

    /** How many rows there are. */
    public int rowCount() {
        return labels.length;
    }

    /** All rows, [rowCount][N] row-major: the array itself, not to be written to. */
    public float[] rows() {
        return rows;
    }

    /** The class index of each row, [rowCount]: the array itself, not to be written to. */
    public int[] labels() {
        return labels;
    }

    /** The shape of a row as an image, where the source has one. */
    public Optional<ImageShape> imageShape() {
        return Optional.ofNullable(imageShape);
    }

    /**
     * A copy of one row, [N].
     *
     * @throws DataException if there is no such row
     */
    public float[] row(int i) {
        if (i < 0 || i >= rowCount()) {
            throw new DataException(name + ": expected a row from 0 to " + (rowCount() - 1) + ", got " + i);
        }
        return Arrays.copyOfRange(rows, i * features, (i + 1) * features);
    }

    /**
     * The first n rows, or all of them where there are fewer.
     *
     * @throws DataException if n is negative
     */
    public Dataset limit(int n) {
        if (n < 0) {
            throw new DataException(name + ": expected a limit of 0 or more rows, got " + n);
        }
        return n >= rowCount() ? this : range(0, n);
    }

    /** The rows in an order that depends on the seed and the row count only, on every machine and Java version. */
    public Dataset shuffled(long seed) {
        int[] order = permutation(rowCount(), seed);
        float[] newRows = new float[rows.length];
        int[] newLabels = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(rows, order[i] * features, newRows, i * features, features);
            newLabels[i] = labels[order[i]];
        }
        return withRows(name, newRows, newLabels);
    }

    /**
     * Shuffles, then holds out the last rows for testing.
     *
     * @param testFraction the part of the rows to hold out, above 0 and below 1; the row count is rounded to nearest
     * @throws DataException if the fraction is out of range, or would leave one side without rows
     */
    public Split split(double testFraction, long seed) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new DataException(
                    name + ": expected a test fraction between 0 and 1 (both excluded), got " + testFraction);
        }
        int test = (int) Math.round(rowCount() * testFraction);
        if (test == 0 || test == rowCount()) {
            throw new DataException(name + ": a test fraction of " + testFraction + " splits " + rowCount()
                    + " rows into " + (rowCount() - test) + " for training and " + test
                    + " for testing; both need at least one");
        }
        Dataset mixed = shuffled(seed);
        return new Split(mixed.range(0, rowCount() - test), mixed.range(rowCount() - test, rowCount()));
    }

    /**
     * One class against all others: label 1 for rows of that class, 0 for the rest. Shares the rows.
     *
     * @param index the class, from 0 to {@code classCount() - 1}
     * @throws DataException if there is no such class
     */
    public Dataset binary(int index) {
        if (index < 0 || index >= classCount()) {
            throw new DataException(name + ": expected a class from 0 to " + (classCount() - 1) + ", got " + index);
        }
        int[] isClass = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            isClass[i] = labels[i] == index ? 1 : 0;
        }
        String wanted = classes.get(index);
        return new Dataset(
                name + " (" + wanted + " or not)",
                features,
                List.of("not " + wanted, wanted),
                rows,
                isClass,
                imageShape);
    }

    /** Other rows of the same kind. */
    Dataset withRows(String newName, float[] newRows, int[] newLabels) {
        return new Dataset(newName, features, classes, newRows, newLabels, imageShape);
    }

    private Dataset range(int from, int to) {
        return withRows(
                name, Arrays.copyOfRange(rows, from * features, to * features), Arrays.copyOfRange(labels, from, to));
    }

    /** Fisher-Yates from the end. Written out, generator too: the library's own may change between Java versions. */
    private static int[] permutation(int n, long seed) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        SplitMix64 random = new SplitMix64(seed);
        for (int i = n - 1; i > 0; i--) {
            int j = random.below(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
