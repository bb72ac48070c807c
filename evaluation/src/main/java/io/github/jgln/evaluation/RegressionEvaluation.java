package io.github.jgln.evaluation;

import io.github.jgln.Gaussians;
import io.github.jgln.Targets;
import java.util.List;

/**
 * All that is measured of a stream of rows of which numbers are foretold: of each number over all rows and over the last of them.
 * Keeps no rows, and no more for a longer stream. One thread uses it at a time.
 */
public final class RegressionEvaluation {
    private final List<TargetEvaluation> targets;
    private long rows;

    /**
     * Of no rows yet.
     *
     * @param targets what the numbers are called, in their order
     * @param window w, how many rows back each {@link GaussianWindow} goes
     * @throws IllegalArgumentException for no targets or a window of fewer than 1 row
     */
    public RegressionEvaluation(List<String> targets, int window) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets: expected at least one, got none");
        }
        this.targets =
                targets.stream().map(name -> new TargetEvaluation(name, window)).toList();
    }

    /**
     * Rows with what was said of each before it was learnt.
     *
     * @throws IllegalArgumentException for another number of targets, or numbers that are not finite; then no row is counted
     */
    public void rows(Gaussians said, Targets.Reals actual) {
        if (said.width() != targets.size() || actual.width() != targets.size()) {
            throw new IllegalArgumentException("expected " + targets.size()
                    + " numbers of each row, got predictions of " + said.width() + " and targets of " + actual.width());
        }
        for (int i = 0; i < said.pairs().length; i++) {
            float number = said.pairs()[i];
            if (!Float.isFinite(number) || i % 2 == 1 && number <= 0) {
                throw new IllegalArgumentException("predictions: expected finite means and variances above 0, got "
                        + number + " in row " + i / (2 * said.width()));
            }
        }
        for (int t = 0; t < said.rowCount(); t++) {
            for (int c = 0; c < targets.size(); c++) {
                targets.get(c).row(said.mean(t, c), said.variance(t, c), Regressor.number(actual, t, c));
            }
        }
        rows += said.rowCount();
    }

    /** How many rows there were, those included that are not measured: see {@link TargetEvaluation}. */
    public long rows() {
        return rows;
    }

    /** Each number's own figures, in their order; they go on changing. */
    public List<TargetEvaluation> targets() {
        return targets;
    }
}
