package io.github.jgln.evaluation;

/**
 * The area under the ROC curve of two classes: how probable it is that of a row of class 1 and a row of class 0, both drawn at
 * random, the first has the higher probability of class 1, ties counted half.
 *
 * @param value from 0 to 1; NaN unless both classes occurred
 * @param error the exact area is no further than this from {@code value}; NaN likewise
 */
public record Auc(double value, double error) {
    static final Auc NONE = new Auc(Double.NaN, Double.NaN);

    /**
     * Counts rows by their logit of class 1, in bins of equal width and two at the ends for all beyond, so that a stream
     * without end needs no more memory. Pairs of rows in different bins are ordered as exactly as in a sorted list; a pair in
     * one bin counts half, so with {@code p_b} and {@code q_b} rows of class 1 and 0 in bin b, and P and Q in all, the error is
     * at most {@code ½ Σ_b p_b q_b / (P Q)}. Bins of logits, since learners that are often sure crowd at both ends of the
     * probabilities.
     */
    static final class Counter {
        private static final int BINS = 8192;

        /** {@code σ(-16)} is 1e-7. */
        private static final double BEYOND = 16;

        private final long[] ones = new long[BINS];
        private final long[] zeros = new long[BINS];

        void add(double probability, boolean one) {
            // Of 0 and 1 the logits are infinite, which the ends take.
            double logit = Math.log(probability) - Math.log1p(-probability);
            double place = (logit + BEYOND) / (2 * BEYOND) * BINS;
            int bin = (int) Math.max(0, Math.min(BINS - 1, place));
            (one ? ones : zeros)[bin]++;
        }

        Auc auc() {
            double below = 0;
            double ordered = 0;
            double together = 0;
            double allOnes = 0;
            for (int b = 0; b < BINS; b++) {
                ordered += ones[b] * below;
                together += (double) ones[b] * zeros[b];
                below += zeros[b];
                allOnes += ones[b];
            }
            double pairs = allOnes * below;
            return new Auc((ordered + together / 2) / pairs, together / 2 / pairs);
        }
    }
}
