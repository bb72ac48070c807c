package io.github.jgln.evaluation;

import io.github.jgln.Coupling;
import io.github.jgln.Predictions;

/**
 * The probabilities of one row at a time, which sum to 1 over the classes: what {@link Predictions#normalisedProbabilities}
 * says, in double precision and in one array that serves all rows. A float cannot hold how far from certain a learner was, of
 * which the log loss tells.
 *
 * <p>In logarithms, {@code log p_c = s_c - log Σ_j exp(s_j)}, where {@code s_c} is the logit itself of outputs coupled by softmax
 * and {@code log σ(logit)} of independent ones; of a single output, {@code log σ(-logit)} and {@code log σ(logit)}. So nothing
 * overflows, and outputs that are all close to 0 still have a sum to be divided by.
 */
final class RowProbabilities {
    /** How far from 1 the sum of a caller's probabilities may be, which may have been floats, of many classes. */
    private static final double TOLERANCE = 1e-3;

    private final double[] of;

    RowProbabilities(int classes) {
        of = new double[requireClasses(classes)];
    }

    static int requireClasses(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes: expected at least 2, got " + classes);
        }
        return classes;
    }

    /** Refuses what is no probability of each class and one of these classes. */
    static void require(int classes, double[] probabilities, int actual) {
        if (probabilities.length != classes) {
            throw new IllegalArgumentException(
                    "probabilities: expected one for each of " + classes + " classes, got " + probabilities.length);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            // Not a number is refused as well.
            if (!(probabilities[c] >= 0 && probabilities[c] <= 1)) {
                throw new IllegalArgumentException(
                        "probabilities: expected numbers from 0 to 1, got " + probabilities[c] + " of class " + c);
            }
            sum += probabilities[c];
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "probabilities: expected a sum of 1, to within " + TOLERANCE + ", got " + sum);
        }
        requireClass(classes, actual);
    }

    static void requireClass(int classes, int actual) {
        if (actual < 0 || actual >= classes) {
            throw new IllegalArgumentException("class: expected 0 to " + (classes - 1) + ", got " + actual);
        }
    }

    /** The most probable class, the lowest index on ties. */
    static int largest(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }

    /**
     * Those of a row.
     *
     * @param predictions of as many classes as there are here
     * @return overwritten by the next call
     */
    double[] of(Predictions predictions, int row) {
        float[] logits = predictions.logits();
        int outputs = predictions.outputs();
        if (outputs == 1) {
            of[0] = logSigmoid(-logits[row]);
            of[1] = logSigmoid(logits[row]);
        } else {
            boolean softmax = predictions.coupling() == Coupling.SOFTMAX;
            for (int c = 0; c < outputs; c++) {
                float logit = logits[row * outputs + c];
                of[c] = softmax ? logit : logSigmoid(logit);
            }
        }
        double largest = of[largest(of)];
        double sum = 0;
        for (int c = 0; c < of.length; c++) {
            of[c] = Math.exp(of[c] - largest);
            sum += of[c];
        }
        for (int c = 0; c < of.length; c++) {
            of[c] /= sum;
        }
        return of;
    }

    /** {@code log σ(x) = -log(1 + exp(-x))}, where no power overflows. */
    private static double logSigmoid(double x) {
        return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
    }
}
