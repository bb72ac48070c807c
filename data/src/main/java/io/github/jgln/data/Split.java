package io.github.jgln.data;

/**
 * Data to learn from and data to judge by.
 *
 * @param train the rows to learn from
 * @param test the rows held out, with the same features and classes
 */
public record Split(Dataset train, Dataset test) {
    /** @throws DataException if the two differ in features or classes */
    public Split {
        if (train.features() != test.features()) {
            throw new DataException("training and test data must have the same features, got " + train.features()
                    + " in " + train.name() + " and " + test.features() + " in " + test.name());
        }
        if (!train.targetNames().equals(test.targetNames())) {
            throw new DataException("training and test data must have the same targets, got " + train.targetNames()
                    + " and " + test.targetNames());
        }
        if (!train.classes().equals(test.classes())) {
            throw new DataException("training and test data must have the same classes, got " + train.classes()
                    + " and " + test.classes());
        }
    }
}
