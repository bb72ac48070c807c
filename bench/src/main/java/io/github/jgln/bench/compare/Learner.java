package io.github.jgln.bench.compare;

import io.github.jgln.bench.rows.CompareData;
import java.io.IOException;

/** A {@link Contender}'s model, for one pass over the rows it was prepared for. */
public interface Learner extends AutoCloseable {
    /**
     * Learns all rows once, in order, and tells of each in turn whether it was classed right before it was learnt.
     *
     * @throws IOException when the library does
     */
    void learn(LearningCurve curve) throws IOException;

    /**
     * How many of the test rows are classed right.
     *
     * @throws IOException when the library does
     */
    int correctTestRows() throws IOException;

    /**
     * The same model, to learn and be tested on other rows of the same shape; closing either closes it.
     *
     * @throws UnsupportedOperationException for a model that learns only the rows it was prepared for
     */
    default Learner on(CompareData other) {
        throw new UnsupportedOperationException("it learns the rows it was prepared for, once, and no others");
    }

    /** Bytes the model holds where it computes; -1 where nobody tells. */
    default long memoryBytes() {
        return -1;
    }

    @Override
    void close();
}
