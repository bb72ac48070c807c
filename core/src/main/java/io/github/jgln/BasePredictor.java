package io.github.jgln;

import java.util.Objects;

/**
 * How a row x becomes the base predictions p0, or their logits. Each predictor but {@link Custom} is a value that backends
 * compute on their device. Every base logit ends in [-L, L] with {@code L = logit(1 - ε)}.
 */
public sealed interface BasePredictor {
    /** {@code p = (x - min) / (max - min)} over the row, clipped into [ε, 1 - ε]; a constant row predicts 0.5. */
    record RowMinMax() implements BasePredictor {}

    /** {@code p = x} clipped into [ε, 1 - ε]. */
    record Clip() implements BasePredictor {}

    /** {@code p = σ((x - mean) / standard deviation)}; a feature that has not varied is only centred. */
    record StandardisedSigmoid() implements BasePredictor {
        @Override
        public boolean usesStatistics() {
            return true;
        }
    }

    /**
     * {@code logit(p) = scale · (x - mean)}.
     *
     * @param scale finite and above 0
     */
    record CentredLogits(float scale) implements BasePredictor {
        public CentredLogits {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale: expected a finite number above 0, got " + scale);
            }
        }

        @Override
        public boolean usesStatistics() {
            return true;
        }
    }

    /**
     * One base prediction, the same for every row: the network then learns from the side information alone.
     *
     * @param probability in (0, 1)
     */
    record ConstantPrior(float probability) implements BasePredictor {
        public ConstantPrior {
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException("probability: expected a number in (0, 1), got " + probability);
            }
        }

        @Override
        public int predictions(int inputs) {
            return 1;
        }
    }

    /**
     * Any function of a row, run on the host.
     *
     * @param outputs K0
     * @param function the base predictions of a row
     */
    record Custom(int outputs, RowFunction function) implements BasePredictor {
        public Custom {
            Objects.requireNonNull(function);
            if (outputs < 1) {
                throw new IllegalArgumentException("outputs: expected at least 1, got " + outputs);
            }
        }

        @Override
        public int predictions(int inputs) {
            return outputs;
        }
    }

    /** A function of one row; called for rows in order, from one thread at a time. */
    @FunctionalInterface
    interface RowFunction {
        /**
         * Writes K0 probabilities, which are then clipped into [ε, 1 - ε].
         *
         * @param rows row-major
         * @param offset where the row begins
         * @param predictions written
         * @param to where the first prediction goes
         */
        void apply(float[] rows, int offset, float[] predictions, int to);
    }

    /** K0 for rows of {@code inputs} features. */
    default int predictions(int inputs) {
        return inputs;
    }

    /** Whether it reads the input statistics. */
    default boolean usesStatistics() {
        return false;
    }
}
