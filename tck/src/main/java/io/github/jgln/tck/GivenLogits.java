package io.github.jgln.tck;

import io.github.jgln.BasePredictor;
import io.github.jgln.spi.NetworkSpec;

/** Base logits of a user's function, in the precision of the reference: the model calls it, and so must whoever follows one. */
final class GivenLogits {
    private GivenLogits() {}

    /**
     * Of one row.
     *
     * @param bounds ε and L
     * @return {@code [K0]}, or {@code [C · K0]} where they differ by output
     */
    static double[] of(BasePredictor.Custom custom, double[] x, NetworkSpec spec, Oracle.Bounds bounds) {
        float[] predictions = new float[spec.baseCopies() * spec.basePredictions()];
        custom.function().apply(Doubles.rounded(x), 0, predictions, 0);
        double[] logits = new double[predictions.length];
        for (int j = 0; j < logits.length; j++) {
            double p = Math.max(bounds.epsilon(), Math.min(1 - bounds.epsilon(), predictions[j]));
            logits[j] = Math.max(-bounds.logit(), Math.min(bounds.logit(), Math.log(p / (1 - p))));
        }
        return logits;
    }
}
