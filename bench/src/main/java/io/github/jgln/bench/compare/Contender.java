package io.github.jgln.bench.compare;

import io.github.jgln.OnlineLearner;
import io.github.jgln.data.Dataset;

/**
 * A way to learn online that can take part in a {@link Comparison}. Those that are no backend of this engine are found by
 * {@link java.util.ServiceLoader}, in the process that measures them; a constructor loads no native code.
 */
public interface Contender {
    /** The name in tables and legends. */
    String name();

    /** What computes: engine, device, threads. */
    String device();

    /** How it learns, for a line of notes. */
    String method();

    /** Whether it computes on this machine's processor, so that the processor's multiply-add peak bounds it. */
    default boolean onProcessor() {
        return true;
    }

    /**
     * The rows it is given to learn at a time, after which progress is told and its curve has a mark; a few dozen marks a pass
     * will do.
     */
    default int markRows() {
        return 500;
    }

    /**
     * Multiply-adds that learning one row takes, on average over some rows.
     *
     * @param train the rows to learn
     */
    double multiplyAddsPerRow(Dataset train);

    /**
     * A learner that has learnt nothing. What is made here is not timed.
     *
     * @param train the rows it will be given to learn, for all that depends on them: their width, their classes, how many there
     *     are
     * @param seed of all that is drawn
     */
    OnlineLearner prepare(Dataset train, long seed);
}
