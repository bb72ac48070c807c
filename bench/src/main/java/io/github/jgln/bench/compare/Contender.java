package io.github.jgln.bench.compare;

import io.github.jgln.bench.rows.CompareData;

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

    /** Multiply-adds that learning one row takes, on average over the rows. */
    double multiplyAddsPerRow(CompareData data);

    /**
     * A model that has learnt nothing. Whatever turns rows into the library's own form is done here, as it is not timed.
     *
     * @param seed of all that is drawn
     */
    Learner prepare(CompareData data, long seed);
}
