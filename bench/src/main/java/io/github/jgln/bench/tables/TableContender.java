package io.github.jgln.bench.tables;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;

/** A way to learn tables that can take part in a {@link TablesComparison}. */
public sealed interface TableContender {
    /** The name in tables and on the command line: one word. */
    String name();

    /** How it learns, and by what, for a line of notes. */
    String method();

    /** One that learns row by row. */
    non-sealed interface Online extends TableContender {
        /**
         * A learner that has learnt nothing, of rows as those of a table; another may be wanted after it was closed.
         *
         * @param like tells columns, classes and how many rows there will be; no row is to be looked at
         * @param seed of all that is drawn
         */
        OnlineLearner prepare(TableSet like, long seed);
    }

    /** One that must have all rows at once. */
    non-sealed interface Offline extends TableContender {
        /**
         * Learns the rows of a table, and predicts others.
         *
         * @param seed of all that is drawn
         */
        Predictions predict(TableSet train, Rows test, long seed);
    }
}
