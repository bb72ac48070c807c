package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a trained model takes: other data is prepared here as its training data was.
 *
 * @param preparation what was done to rows and labels before the model got them
 * @param features the numbers of a row
 * @param columns of the table that the model learnt, for rows that hold what they say; none where rows are numbers as they are
 * @param numbers D, how many numbers are learnt of a row; 0 where classes are learnt
 */
public record ModelInput(Preparation preparation, int features, List<Column> columns, int numbers) {
    public ModelInput {
        columns = List.copyOf(columns);
    }

    /** Of a model of classes. */
    public ModelInput(Preparation preparation, int features, List<Column> columns) {
        this(preparation, features, columns, 0);
    }

    /** What a saved model takes. */
    public static ModelInput of(SavedModel model) {
        return new ModelInput(
                model.preparation(),
                model.config().features(),
                model.config().columns(),
                model.config().numbers());
    }

    /**
     * How to open a table of rows to predict: formats that have no header look for the model's columns in all rows.
     *
     * @param options how to read it otherwise
     */
    public TableOptions tableOptions(TableOptions options) {
        return options.toBuilder().names(names()).build();
    }

    /**
     * How to open a table of labelled rows.
     *
     * @param options how to read it otherwise
     * @param label the column of labels, by its name or number; where empty, it is still to be found
     */
    public TableOptions tableOptions(TableOptions options, Optional<String> label) {
        // LIBSVM's columns are numbered, but for its label.
        boolean numbered = names().stream().allMatch(name -> name.matches("c\\d{1,8}"));
        Optional<String> name = label.isPresent() || !numbered
                ? label.filter(given -> !given.matches("[+-]?\\d+"))
                : Optional.of("label");
        if (name.isEmpty()) {
            return options;
        }
        List<String> all = new ArrayList<>(names());
        if (!all.isEmpty() && !all.contains(name.get())) {
            all.add(name.get());
        }
        return options.toBuilder().names(all).build();
    }

    /**
     * How to open a table of rows with the numbers that are learnt of them.
     *
     * @param options how to read it otherwise
     * @param targets as in {@link #targets}
     */
    public TableOptions tableOptions(TableOptions options, List<String> targets) {
        List<String> all = new ArrayList<>(names());
        targets(targets).stream()
                .filter(name -> !name.matches("[+-]?\\d+") && !all.contains(name))
                .forEach(all::add);
        return options.toBuilder().names(all).build();
    }

    /** Whether numbers are learnt instead of classes. */
    public boolean learnsNumbers() {
        return numbers > 0;
    }

    /**
     * The columns of the numbers that are learnt.
     *
     * @param given their names or numbers in another table; none for those that the model knows
     * @throws DataException for another number of them, or where the model knows none
     */
    public List<String> targets(List<String> given) {
        List<String> found = given.isEmpty() ? preparation.targets() : given;
        if (found.size() != numbers) {
            throw new DataException("expected " + numbers + (numbers == 1 ? " target column" : " target columns")
                    + ", as many as the model learns, got "
                    + (found.isEmpty()
                            ? "none, and it does not know what they are called; give them by --target"
                            : found.size() + ": " + Excerpt.names(found)));
        }
        return found;
    }

    private List<String> names() {
        return known().stream().map(Column::name).distinct().toList();
    }

    /**
     * Labelled rows of a table: the model's columns are found by their names, whatever their order; by position where it does not
     * know names.
     *
     * @param label the column of labels, by its name or number
     * @param unknown what is done about labels that the model does not know
     * @throws DataException where the table lacks columns that the model needs, or where deskewing is due
     */
    public TableRows rows(Table table, String label, Classes.Unknown unknown) {
        return TableRows.of(
                table, wanted(table, List.of(label)), Optional.of(label), classes(unknown), columns.isEmpty());
    }

    /**
     * As {@link #rows(Table, String, Classes.Unknown)}, of a model of numbers.
     *
     * @param targets as in {@link #targets}
     */
    public TableRows rows(Table table, List<String> targets) {
        List<String> found = targets(targets);
        return TableRows.numbers(table, wanted(table, found), found, columns.isEmpty());
    }

    /**
     * As {@link #rows}, of rows of which nobody asks what they are to be learnt as.
     *
     * @param others columns that are none of the model's, by their names or numbers, if there are any; those whose numbers it
     *     learns need not be named
     */
    public TableRows unlabelled(Table table, List<String> others) {
        ColumnNames names = ColumnNames.of(table);
        Set<String> known = new HashSet<>(preparation.targets());
        others.forEach(other -> known.add(names.names().get(names.label(other))));
        List<String> there = names.names().stream().filter(known::contains).toList();
        return TableRows.unlabelled(table, wanted(table, there), known, columns.isEmpty());
    }

    /** @param others columns that are none of the model's, by their names or numbers */
    private List<Column> wanted(Table table, List<String> others) {
        requireNotDeskewed(table.name());
        if (!known().isEmpty()) {
            return known();
        }
        ColumnNames names = ColumnNames.of(table);
        List<Integer> at = others.stream().map(names::label).toList();
        List<Column> all = IntStream.range(0, names.names().size())
                .filter(c -> !at.contains(c))
                .<Column>mapToObj(c -> new Column.Number(names.names().get(c)))
                .toList();
        requireFeatures(table.name(), all.size());
        return all;
    }

    private Classes classes(Classes.Unknown unknown) {
        return preparation
                .oneClass()
                .map(Classes::oneAgainstTheRest)
                .orElseGet(() -> Classes.of(preparation.classes(), unknown));
    }

    /**
     * All rows of a table that have a label, not yet {@link #labelled}. A label that the model does not know counts as none, and is
     * told.
     *
     * @param label the column of labels, by its name or number; where empty, the one that {@link #label} finds
     * @param listener told what was left out and may surprise
     * @throws DataException as {@link #rows} and {@link TableDataset#read(TableRows, LoadListener)} do
     */
    public Dataset read(Table table, Optional<String> label, LoadListener listener) {
        String found = label.orElseGet(() -> label(table));
        return TableDataset.read(rows(table, found, Classes.Unknown.UNLABELLED), listener);
    }

    /**
     * All rows of a table that have the numbers that are learnt.
     *
     * @param targets as in {@link #targets}
     * @param listener told what was left out and may surprise
     * @throws DataException as {@link #rows} and {@link TableDataset#read(TableRows, LoadListener)} do
     */
    public Dataset read(Table table, List<String> targets, LoadListener listener) {
        return TableDataset.read(rows(table, targets), listener);
    }

    /**
     * The column of labels that nobody names: of those that are not the model's the one called class, label or target, else the
     * last.
     *
     * @throws DataException where all columns are the model's
     */
    public String label(Table table) {
        Set<String> used = Set.copyOf(names());
        ColumnNames names = ColumnNames.of(table);
        int at = names.label(name -> !used.contains(name));
        if (at < 0) {
            throw new DataException(
                    table.name() + ": expected a label beside the columns of the model, found only these: "
                            + Excerpt.names(names.names()) + "; if one of them is the label, give it by --label");
        }
        return names.names().get(at);
    }

    private List<Column> known() {
        return columns.isEmpty()
                ? preparation.columns().stream().<Column>map(Column.Number::new).toList()
                : columns;
    }

    /**
     * Labelled rows as the model knows them: its classes by its numbers, images deskewed if they were. Numbers that are learnt are
     * as they are.
     *
     * @throws DataException for rows of another width, for classes that the model does not know, or where deskewing is due and
     *     the rows are no images
     */
    public Dataset labelled(Dataset data) {
        requireFeatures(data.name(), data.features());
        if (learnsNumbers() != !data.targetNames().isEmpty()) {
            throw new DataException(data.name() + ": expected "
                    + (learnsNumbers()
                            ? "numbers, which the model learns, got classes"
                            : "labels, as the model learns classes, got numbers"));
        }
        if (learnsNumbers()) {
            return data;
        }
        boolean known = data.classes().equals(preparation.classes());
        return upright(preparation
                .oneClass()
                .filter(name -> !known)
                .map(name -> oneAgainstTheRest(data, name))
                .orElseGet(() -> relabelled(data)));
    }

    private static Dataset oneAgainstTheRest(Dataset data, String name) {
        int index = data.classes().indexOf(name);
        if (index < 0) {
            throw new DataException(data.name() + ": expected '" + name
                    + "', the class the model knows, among the classes, got " + data.classes());
        }
        return data.binary(index);
    }

    private Dataset relabelled(Dataset data) {
        return data.withClasses(preparation.classes());
    }

    /**
     * The rows of images as the model knows them, whatever their labels.
     *
     * @throws DataException for rows of another width, or where deskewing is due and the rows are no images
     */
    public Rows unlabelled(Dataset images) {
        requireFeatures(images.name(), images.features());
        return upright(images).rows();
    }

    private void requireNotDeskewed(String name) {
        if (preparation.deskewed()) {
            throw new DataException(
                    name + ": expected images, as the model was trained on deskewed ones, got a table, which"
                            + " does not say how its columns lie in an image; give the images as an idx:DIR, or train on such a"
                            + " table");
        }
    }

    private Dataset upright(Dataset data) {
        return preparation.deskewed() ? Deskew.apply(data) : data;
    }

    private void requireFeatures(String name, int got) {
        if (got != features) {
            throw new DataException(
                    name + ": expected rows of " + features + " features, as the model has, got " + got);
        }
    }
}
