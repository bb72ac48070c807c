package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Rows in memory with the class of each, or the numbers that are to be learnt of it: a named view of them. A part of a data set, or another labelling of it, shares its rows, since a
 * copy of MNIST is 188 MB; nobody may write to the arrays. Only {@link #shuffled} and {@link #split} copy.
 */
public final class Dataset {
    private final String name;
    private final List<String> classes;
    private final Rows rows;
    private final Targets targets;
    private final List<String> targetNames;
    private final ImageShape imageShape;
    private final List<Column> columns;

    /**
     * @param name how messages call this data
     * @param features N, the numbers in a row, at least 1
     * @param classes the class names; a label is an index into them
     * @param rows [rowCount][N], row-major, kept without a copy
     * @param labels [rowCount], each in [0, classes.size()), kept without a copy
     * @throws DataException if the shapes do not fit each other or a label names no class
     */
    public Dataset(String name, int features, List<String> classes, float[] rows, int[] labels) {
        this(
                name,
                classes,
                List.of(),
                checked(name, features, rows, labels),
                new Targets.Classes(labels),
                null,
                List.of());
        if (this.classes.isEmpty()) {
            throw new DataException(name + ": expected at least one class, got none");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= this.classes.size()) {
                throw new DataException(name + ", row " + i + ": expected a label from 0 to "
                        + (this.classes.size() - 1) + ", got " + labels[i]);
            }
        }
    }

    private Dataset(
            String name,
            List<String> classes,
            List<String> targetNames,
            Rows rows,
            Targets targets,
            ImageShape imageShape,
            List<Column> columns) {
        this.name = Objects.requireNonNull(name, "name");
        this.classes = List.copyOf(classes);
        this.targetNames = List.copyOf(targetNames);
        this.rows = rows;
        this.targets = targets;
        this.imageShape = imageShape;
        this.columns = List.copyOf(columns);
    }

    private static Rows checked(String name, int features, float[] rows, int[] labels) {
        if (features < 1) {
            throw new DataException(name + ": expected at least one feature, got " + features);
        }
        if (rows.length != (long) labels.length * features) {
            throw new DataException(name + ": expected " + labels.length + " labels x " + features + " features = "
                    + (long) labels.length * features + " values, got " + rows.length);
        }
        return Rows.of(rows, features);
    }

    /**
     * The same data, its rows known to be images.
     *
     * @throws DataException if an image of {@code shape} does not have {@link #features()} numbers
     */
    public Dataset asImages(ImageShape shape) {
        if (shape.features() != features()) {
            throw new DataException(name + ": images of " + shape.height() + " x " + shape.width() + " have "
                    + shape.pixels()
                    + (shape.channels() == 1 ? " pixels" : " pixels in " + shape.channels() + " channels")
                    + ", but a row has " + features() + " features");
        }
        return new Dataset(name, classes, targetNames, rows, targets, shape, columns);
    }

    /**
     * Of a table.
     *
     * @param classes none where numbers are learnt
     * @param targetNames of the numbers that are learnt; none where classes are
     * @throws DataException if there are not as many columns as a row has features
     */
    static Dataset ofTable(
            String name, List<String> classes, List<String> targetNames, LabelledRows rows, List<Column> columns) {
        if (columns.size() != rows.rows().features()) {
            throw new DataException(name + ": expected " + rows.rows().features() + " columns, got " + columns.size());
        }
        return new Dataset(name, classes, targetNames, rows.rows(), rows.targets(), null, columns);
    }

    /** What the columns of a table are; none where rows are no table's. */
    public List<Column> columns() {
        return columns;
    }

    /** How messages call this data. */
    public String name() {
        return name;
    }

    /** N, the numbers in a row. */
    public int features() {
        return rows.features();
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
        return rows.count();
    }

    /** The rows. */
    public Rows rows() {
        return rows;
    }

    /**
     * The class index of each row.
     *
     * @throws DataException where numbers are learnt
     */
    public Targets.Classes targets() {
        if (targets instanceof Targets.Classes labels) {
            return labels;
        }
        throw new DataException(
                name + ": expected a label, whose classes are learnt, got the numbers " + Excerpt.names(targetNames));
    }

    /** What the numbers are called that are learnt; none where classes are. */
    public List<String> targetNames() {
        return targetNames;
    }

    /** The rows with their class indices or numbers, as learners take them. */
    public LabelledRows labelled() {
        return new LabelledRows(rows, targets);
    }

    /** The class index of each row, [rowCount], a copy. */
    public int[] labels() {
        Targets.Classes labels = targets();
        return Arrays.copyOfRange(labels.of(), labels.from(), labels.from() + rowCount());
    }

    /**
     * The class index of a row.
     *
     * @throws DataException if there is no such row
     */
    public int label(int i) {
        requireRow(i);
        return targets().get(i);
    }

    /**
     * The numbers that are to be learnt of a row, a copy.
     *
     * @throws DataException if there is no such row, or classes are learnt
     */
    public float[] numbers(int i) {
        requireRow(i);
        if (targets instanceof Targets.Reals reals) {
            int from = (reals.from() + i) * reals.width();
            return Arrays.copyOfRange(reals.of(), from, from + reals.width());
        }
        throw new DataException(name + ": expected numbers to learn, got classes");
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
        requireRow(i);
        return rows.copyOfRow(i);
    }

    private void requireRow(int i) {
        if (i < 0 || i >= rowCount()) {
            throw new DataException(name + ": expected a row from 0 to " + (rowCount() - 1) + ", got " + i);
        }
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

    /**
     * The rows from one, counted from 0, up to another, which is not among them.
     *
     * @throws DataException if this data has not so many
     */
    public Dataset range(int from, int to) {
        if (from < 0 || to < from || to > rowCount()) {
            throw new DataException(
                    name + ": expected a part of " + rowCount() + " rows, got those from " + from + " to " + to);
        }
        return withRows(rows.part(from, to - from), targets.from(from));
    }

    /** The rows in an order that depends on the seed and the row count only, on every machine and Java version. */
    public Dataset shuffled(long seed) {
        int[] order = permutation(rowCount(), seed);
        int n = features();
        float[] newRows = new float[order.length * n];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(rows.values(), rows.offset(order[i]), newRows, i * n, n);
        }
        return withRows(Rows.of(newRows, n), inOrder(order));
    }

    private Targets inOrder(int[] order) {
        if (targets instanceof Targets.Reals reals) {
            int width = reals.width();
            float[] numbers = new float[order.length * width];
            for (int i = 0; i < order.length; i++) {
                System.arraycopy(reals.of(), (reals.from() + order[i]) * width, numbers, i * width, width);
            }
            return new Targets.Reals(numbers, width, 0);
        }
        int[] labels = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            labels[i] = targets().get(order[i]);
        }
        return new Targets.Classes(labels);
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
        String wanted = classes.get(index);
        return labelled(name + " (" + wanted + " or not)", List.of("not " + wanted, wanted), c -> c == index ? 1 : 0);
    }

    /**
     * The same rows with labels counted as in other data, which may have classes that this data lacks.
     *
     * @param others names, class 0 first
     * @throws DataException if this data has classes that are not among them
     */
    public Dataset withClasses(List<String> others) {
        if (others.equals(classes)) {
            return this;
        }
        if (!others.containsAll(classes)) {
            throw new DataException(name + ": expected no classes but those known, " + others + ", got " + classes);
        }
        return labelled(name, others, c -> others.indexOf(classes.get(c)));
    }

    private Dataset labelled(String newName, List<String> newClasses, IntUnaryOperator label) {
        int[] labels = new int[rowCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label.applyAsInt(targets().get(i));
        }
        return new Dataset(newName, newClasses, List.of(), rows, new Targets.Classes(labels), imageShape, columns);
    }

    /** The same rows under other names, as many classes among them. */
    Dataset named(String newName, List<String> newClasses) {
        return new Dataset(newName, newClasses, targetNames, rows, targets, imageShape, columns);
    }

    /** Other rows of the same kind. */
    Dataset withRows(Rows others, Targets othersTargets) {
        return new Dataset(name, classes, targetNames, others, othersTargets, imageShape, columns);
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
