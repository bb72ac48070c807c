package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import java.nio.file.Path;
import java.util.List;

/**
 * What a trained model takes: other data is prepared here as its training data was.
 *
 * @param preparation what was done to rows and labels before the model got them
 * @param features the numbers of a row
 * @param columns of the table that the model learnt, for rows that hold what they say; none where rows are numbers as they are
 */
public record ModelInput(Preparation preparation, int features, List<Column> columns) {
    public ModelInput {
        columns = List.copyOf(columns);
    }

    /** What a saved model takes. */
    public static ModelInput of(SavedModel model) {
        return new ModelInput(
                model.preparation(), model.config().features(), model.config().columns());
    }

    /**
     * All rows of a CSV file, not yet {@link #labelled}: the model's columns are found by their names, whatever their order; by
     * position where it does not know names.
     *
     * @param listener told which columns a file lacks or has beside
     * @throws DataException as {@link CsvDataset#read(Path, CsvOptions, List, boolean, LoadListener)} does
     */
    public Dataset read(Path file, CsvOptions options, LoadListener listener) {
        List<Column> known = known();
        return known.isEmpty()
                ? CsvDataset.read(file, options, listener)
                : CsvDataset.read(file, options, known, !columns.isEmpty(), listener);
    }

    /** As {@link #read}, of rows whose labels nobody asks for. */
    public Rows readUnlabelled(Path file, CsvOptions options, LoadListener listener) {
        requireNotDeskewed(file.toString());
        Rows rows = CsvDataset.readUnlabelled(file, options, known(), !columns.isEmpty(), listener);
        requireFeatures(file.toString(), rows.features());
        return rows;
    }

    private List<Column> known() {
        return columns.isEmpty()
                ? preparation.columns().stream().<Column>map(Column.Number::new).toList()
                : columns;
    }

    /**
     * Labelled rows as the model knows them: its classes by its numbers, images deskewed if they were.
     *
     * @throws DataException for rows of another width, for classes that the model does not know, or where deskewing is due and
     *     the rows are no images
     */
    public Dataset labelled(Dataset data) {
        requireFeatures(data.name(), data.features());
        return upright(preparation
                .oneClass()
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
