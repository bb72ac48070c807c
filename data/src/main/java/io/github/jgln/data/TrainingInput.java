package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.Preparation;
import java.util.List;
import java.util.Optional;

/**
 * How data is made into what a model learns and is tested by. What of it later rows need too goes with the model, as its
 * {@link Preparation}; they are then made ready by {@link ModelInput}.
 *
 * @param shuffled whether the training rows are shuffled
 * @param limit the training rows at most, the first ones of the shuffled
 * @param oneClass the one class, by name, that is learnt against all others
 * @param deskewed whether images are set upright
 */
public record TrainingInput(boolean shuffled, int limit, Optional<String> oneClass, boolean deskewed) {
    /** Rows as they are. */
    public static final TrainingInput AS_IS = new TrainingInput(false, Integer.MAX_VALUE, Optional.empty(), false);

    /**
     * Both parts, ready.
     *
     * @param seed of the shuffling
     * @throws DataException when there is but one class, or no such one, or where deskewing is due and the rows are no images
     */
    public Split of(Split data, long seed) {
        Dataset train = data.train();
        Dataset test = data.test();
        if (train.targetNames().isEmpty()) {
            requireClasses(train.name(), train.classes());
        }
        if (shuffled) {
            train = train.shuffled(seed);
        }
        train = train.limit(limit);
        if (oneClass.isPresent()) {
            int index = train.classes().indexOf(oneClass.get());
            if (index < 0) {
                throw new DataException(train.name() + ": expected one of the classes " + train.classes() + ", got '"
                        + oneClass.get() + "'");
            }
            train = train.binary(index);
            test = test.binary(index);
        }
        Split prepared = new Split(train, test);
        return deskewed ? Deskew.apply(prepared) : prepared;
    }

    /**
     * What was done, for the model that learns the rows.
     *
     * @param train as {@link #of} made them
     */
    public Preparation preparation(Dataset train) {
        return train.targetNames().isEmpty()
                ? preparation(train.classes(), train.columns())
                : numbersPreparation(train.targetNames(), train.columns());
    }

    /**
     * As {@link #preparation(Dataset)}, of rows that are not held, of which numbers are learnt.
     *
     * @param targets the names of the numbers
     */
    public static Preparation numbersPreparation(List<String> targets, List<Column> columns) {
        return Preparation.ofNumbers(targets, columns.stream().map(Column::name).toList());
    }

    /**
     * As {@link #preparation(Dataset)}, of rows that are not held.
     *
     * @param classes names, class 0 first
     */
    public Preparation preparation(List<String> classes, List<Column> columns) {
        return new Preparation(
                classes, deskewed, oneClass, columns.stream().map(Column::name).toList());
    }

    static void requireClasses(String name, List<String> classes) {
        if (classes.size() < 2) {
            throw new DataException(
                    name + ": expected labels of at least 2 classes to learn, found only " + Excerpt.names(classes));
        }
    }
}
