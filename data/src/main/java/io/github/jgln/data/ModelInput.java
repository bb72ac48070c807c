package io.github.jgln.data;

import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;

/**
 * What a trained model takes: other data is prepared here as its training data was.
 *
 * @param preparation what was done to rows and labels before the model got them
 * @param features N, the numbers of a row
 */
public record ModelInput(Preparation preparation, int features) {
    /** What a saved model takes. */
    public static ModelInput of(SavedModel model) {
        return new ModelInput(model.preparation(), model.config().inputSize());
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
        if (!preparation.classes().containsAll(data.classes())) {
            throw new DataException(data.name() + ": expected classes that the model knows, " + preparation.classes()
                    + ", got " + data.classes());
        }
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

    /**
     * Rows of a table, which the model gets as they are.
     *
     * @param name how messages call them
     * @throws DataException for rows of another width, or where the model knows deskewed images, as a table does not say how its
     *     columns lie in one
     */
    public Rows unlabelled(String name, Rows table) {
        requireFeatures(name, table.features());
        if (preparation.deskewed()) {
            throw new DataException(
                    name + ": expected images, as the model was trained on deskewed ones, got a table, which"
                            + " does not say how its columns lie in an image; give the images as an idx:DIR, or train on such a"
                            + " table");
        }
        return table;
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
