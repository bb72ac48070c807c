package io.github.jgln.spi;

import java.util.Arrays;

/**
 * What a regression keeps beside its network, of rows learnt so far: it belongs to a model, is read before a row and takes the
 * row in after it. Targets come to backends standardised already, and base predictions with the rows, so they know nothing of it.
 *
 * @param targets mean and variance of the D numbers that are learnt
 * @param passes how often the rows that are learnt had all been learnt before: 0 where they are new
 * @param corrections what keeps the variances of predictions honest, laid out as whoever corrects them says
 * @param experts all numbers of the base predictions that learn, laid out as these say; none where none do
 */
public record RegressionState(InputStatistics targets, long passes, double[] corrections, double[] experts) {
    /** A copy that shares no array. */
    public RegressionState copy() {
        return new RegressionState(targets.copy(), passes, corrections.clone(), experts.clone());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof RegressionState s
                && targets.equals(s.targets)
                && passes == s.passes
                && Arrays.equals(corrections, s.corrections)
                && Arrays.equals(experts, s.experts);
    }

    @Override
    public int hashCode() {
        return targets.hashCode() + 31 * Arrays.hashCode(corrections);
    }
}
