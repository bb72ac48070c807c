package io.github.jgln.bench.regression;

import io.github.jgln.OnlineLearner;

/** A way to learn numbers row by row that can take part in a {@link RegressionComparison}. */
public interface RegressionContender {
    /** The name in tables and on the command line: one word. */
    String name();

    /** How it learns, by what, and where its variances come from, for a line of notes. */
    String method();

    /**
     * A learner of one number that has learnt nothing; another may be wanted after it was closed.
     *
     * @param features N, of a row
     * @param rows how many there will be
     * @param seed of all that is drawn
     */
    OnlineLearner prepare(int features, long rows, long seed);
}
