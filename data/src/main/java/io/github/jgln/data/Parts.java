package io.github.jgln.data;

import java.util.Optional;

/**
 * Data as its source has it, which may say which rows are for testing, or leave that open.
 *
 * @param train the rows to learn from; all rows where none are for testing
 * @param test the rows to judge by, with the same features and classes
 */
public record Parts(Dataset train, Optional<Dataset> test) {
    /** @throws DataException if the two differ in features or classes */
    public Parts {
        test.ifPresent(rows -> new Split(train, rows));
    }

    /**
     * Both parts: as the source has them, or else with some rows held out.
     *
     * @param testFraction the part of the rows to hold out where the source does not say, at least 0 and below 1; at 0 none are
     *     and the order stays
     * @param seed of the shuffling, see {@link Dataset#split}
     * @throws DataException as {@link Dataset#split} does
     */
    public Split split(double testFraction, long seed) {
        if (test.isPresent()) {
            return new Split(train, test.get());
        }
        return testFraction == 0 ? new Split(train, train.limit(0)) : train.split(testFraction, seed);
    }

    /** The rows to judge a model by that has not learnt any of them: those for testing, or all where the source does not say. */
    public Dataset forTesting() {
        return test.orElse(train);
    }
}
