package io.github.jgln;

import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.BaseLogits.Kind;
import java.util.List;
import java.util.Objects;

/**
 * How a row x becomes the base predictions p0, or their logits. Each predictor but {@link Custom},
 * {@link Whitened} and {@link Columns} is a value that backends compute on their device. Every base logit ends in [-L, L] with {@code L = logit(1 - ε)}.
 */
public sealed interface BasePredictor {
    /** {@code p = (x - min) / (max - min)} over the row, clipped into [ε, 1 - ε]; a constant row predicts 0.5. */
    record RowMinMax() implements BasePredictor {
        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.ROW_MIN_MAX, inputs, 0);
        }
    }

    /** {@code p = x} clipped into [ε, 1 - ε]. */
    record Clip() implements BasePredictor {
        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.CLIPPED, inputs, 0);
        }
    }

    /** {@code p = σ((x - mean) / standard deviation)}; a feature that has not varied is only centred. */
    record StandardisedSigmoid() implements BasePredictor {
        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.STANDARDISED, inputs, 0);
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
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.CENTRED, inputs, scale);
        }
    }

    /**
     * {@code logit(p) = A (x - mean)} with a matrix A that narrows the spread along the strongest principal axes of sample
     * rows given at creation, which decorrelates what the first layer reads and so lets it learn faster:
     *
     * <pre>
     *   A = s (1 + Σ_r (g_r - 1) u_r u_rᵀ),    g_r = (λ_r / λ_R)^(-strength / 2)
     * </pre>
     *
     * with the R largest eigenvalues λ_r of the sample's covariance, their unit vectors u_r, and s such that the total variance
     * of the logits is {@code scale²} times that of the features. Strength 1 makes the variances along the R axes equal
     * (whitening), 0.5 halves their spread's logarithm. An eigenvalue counts as at least a thousandth of the mean variance. The
     * map is fitted to the sample once and does not change. It runs on the host, on every backend.
     *
     * @param scale finite and above 0
     * @param axes R, at least 1; more than there are features count as all of them
     * @param strength in (0, 1]
     */
    record Whitened(float scale, int axes, double strength) implements BasePredictor {
        public Whitened {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale: expected a finite number above 0, got " + scale);
            }
            if (axes < 1) {
                throw new IllegalArgumentException("axes: expected at least 1, got " + axes);
            }
            if (!(strength > 0 && strength <= 1)) {
                throw new IllegalArgumentException("strength: expected a number in (0, 1], got " + strength);
            }
        }

        /** R, the axes there are for rows of {@code inputs} features. */
        public int axes(int inputs) {
            return Math.min(axes, inputs);
        }

        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return BaseLogits.given(inputs);
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
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.CONSTANT, 1, probability);
        }
    }

    /**
     * Any function of a row, run on the host.
     *
     * @param outputs K0, the base predictions of an output
     * @param byOutput whether every output of the network has base predictions of its own, so that the function writes C · K0 of
     *     them, output by output; else all outputs read the same
     * @param function the base predictions of a row
     */
    record Custom(int outputs, boolean byOutput, RowFunction function) implements BasePredictor {
        public Custom {
            Objects.requireNonNull(function);
            if (outputs < 1) {
                throw new IllegalArgumentException("outputs: expected at least 1, got " + outputs);
            }
        }

        /** Base predictions that all outputs read alike. */
        public Custom(int outputs, RowFunction function) {
            this(outputs, false, function);
        }

        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.GIVEN, outputs, 0, byOutput);
        }
    }

    /**
     * Of the columns of a table, each output's own: an expert by counts for each column, what the classes' counts alone say, the
     * standardised numbers, and for each of a number's marks whether it is reached. First-layer weights that start at 1 / I then
     * start at one over the number of columns on their experts, and at 0 on all else. It runs on the host, on every backend.
     *
     * @param scale of the standardised numbers as logits; finite and above 0
     * @param forgetting what a count loses at each row that adds to it, in [0, 1); 0 counts all rows alike
     */
    record Columns(float scale, double forgetting) implements BasePredictor {
        public Columns {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale: expected a finite number above 0, got " + scale);
            }
            if (!(forgetting >= 0 && forgetting < 1)) {
                throw new IllegalArgumentException("forgetting: expected a number in [0, 1), got " + forgetting);
            }
        }

        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.GIVEN, new ColumnLayout(columns).baseLogits(), 0, true);
        }
    }

    /**
     * Where numbers are learnt: the numbers that the network reads of a row as means, each with the same variance, in the unit of
     * standardised targets; and the same again with the other sign, as weights of the stable form have one sign only.
     *
     * @param variance finite and above 0
     */
    record Features(double variance) implements BasePredictor {
        public Features {
            if (!((float) variance > 0 && (float) variance < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("variance: expected a finite number above 0, got " + variance);
            }
        }

        @Override
        public boolean ofNumbers() {
            return true;
        }

        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return BaseLogits.given(2 * inputs);
        }
    }

    /**
     * Where numbers are learnt: linear regressions that are exact after every row (recursive least squares), each a base prediction
     * with the variance of its own errors. One is on the numbers that the network reads, two on these and on hinges at random
     * halfspaces, and the others have a regression for each context of random halfspaces, of what the first three leave. Of a table each
     * column has one more, a normal distribution for each of its bins. It runs on
     * the host, on every backend, and costs about {@code 4 (N + H)²} multiply-adds a row; of more than
     * 200 numbers they read 200 random sums.
     *
     * @param hinges H, at least 1
     * @param gates G, the regressions with contexts; at least 0
     * @param depth halfspaces of each of them, 1 to 12; fewer are used where there are many numbers
     */
    record Regressions(int hinges, int gates, int depth) implements BasePredictor {
        public Regressions {
            if (hinges < 1 || hinges > 4096) {
                throw new IllegalArgumentException("hinges: expected 1 to 4096, got " + hinges);
            }
            if (gates < 0 || gates > 4096) {
                throw new IllegalArgumentException("gates: expected 0 to 4096, got " + gates);
            }
            if (depth < 1 || depth > 12) {
                throw new IllegalArgumentException("depth: expected 1 to 12, got " + depth);
            }
        }

        @Override
        public boolean ofNumbers() {
            return true;
        }

        @Override
        public BaseLogits logits(int inputs, List<Column> columns) {
            return new BaseLogits(Kind.GIVEN, RegressionExperts.count(this) + columns.size(), 0, true);
        }
    }

    /** A function of one row; called for rows in order, from one thread at a time. */
    @FunctionalInterface
    interface RowFunction {
        /**
         * Writes K0 probabilities (C · K0 where they differ by output), which are then clipped into [ε, 1 - ε].
         *
         * @param rows row-major
         * @param offset where the row begins
         * @param predictions written
         * @param to where the first prediction goes
         */
        void apply(float[] rows, int offset, float[] predictions, int to);
    }

    /** Whether it predicts numbers, by Gaussians, instead of classes. */
    default boolean ofNumbers() {
        return false;
    }

    /**
     * What this is to a backend.
     *
     * @param inputs N
     * @param columns of the table that the rows are of; none where they are not of one
     */
    BaseLogits logits(int inputs, List<Column> columns);
}
