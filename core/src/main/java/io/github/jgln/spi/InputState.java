package io.github.jgln.spi;

import java.util.Optional;

/**
 * The numbers that rows are prepared by.
 *
 * @param statistics of the features, as far as learning has gone
 * @param projection that makes {@link io.github.jgln.BasePredictor.Whitened}'s logits, which come to backends with the rows: they
 *     hand it on as they got it
 * @param columns what a table's columns have shown; likewise
 * @param replay the rows that may be learnt again; likewise
 * @param regression what a regression keeps beside its network; likewise
 */
public record InputState(
        InputStatistics statistics,
        Optional<Projection> projection,
        Optional<ColumnState> columns,
        Optional<ReplayMemory> replay,
        Optional<RegressionState> regression) {
    /** Of the features alone. */
    public InputState(InputStatistics statistics) {
        this(statistics, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with other statistics. */
    public InputState with(InputStatistics others) {
        return new InputState(others, projection, columns, replay, regression);
    }
}
