package io.github.jgln;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Settings known to work, each a set of the knobs of {@link GLNConfig}; any of them can be changed afterwards. */
public enum Preset {
    /** The reference implementation's defaults, 16-16-1, as its published MNIST results used them. */
    PYGLN {
        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return builder.layerSizes(16, 16);
        }
    },
    /**
     * The knobs of the example code of the paper's authors (deepmind-research, gated_linear_networks), at 16-16-1: base logits
     * and side information are the standardised features, hyperplanes have length 1 and thresholds from N(0, 0.05²), weights
     * start at 0, W = 200, ε = 0.01, rate {@code min(0.003, 1 / (1 + 0.1 t))}. Two things differ: the bias logit is drawn, not
     * 1, and a neuron also learns where its output is clipped.
     */
    DEEPMIND {
        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return builder.layerSizes(16, 16)
                    .contextBias(true)
                    .thresholdStandardDeviation(0.05)
                    .normaliseHyperplanes(true)
                    .basePredictor(new BasePredictor.StandardisedSigmoid())
                    .sideInformation(SideInformation.STANDARDISED)
                    .learningRate(new LearningRate.InversePower(0.003, 0.1, 1))
                    .predictionClipping(0.01)
                    .weightClipping(200)
                    .weightInitialisation(new WeightInitialisation.Constant(0));
        }
    },
    /**
     * What the paper states of its networks, as far as it does, at 16-16-1: the rate {@code min(100 / t, 0.01)}, centred side
     * information, hyperplanes of length 1 with thresholds from N(0, 1), W = 200, weights 1 / I at first.
     */
    PAPER {
        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return builder.layerSizes(16, 16)
                    .contextBias(true)
                    .sideInformation(SideInformation.CENTRED)
                    .learningRate(new LearningRate.Hyperbolic(100, 0.01))
                    .weightClipping(200);
        }
    },
    /**
     * The best known for images like MNIST in a single pass within seconds: six layers of 16 neurons, the last one's averaged,
     * each of which also reads the base logits; rows of length 1, centred side information, halfspaces that combine sample rows
     * and that the classes share, 8 of a neuron in the first layer and 6 above; whitened base logits, a rate that falls linearly
     * from 0.06 to 0 over the rows, a fifth of it above the first layer, W = 200, ε = 1e-4. It needs sample rows at creation.
     */
    BEST {
        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return strongest(builder, inputSize, rows).halfspaces(Halfspaces.COMBINATIONS);
        }
    },
    /** As {@link #BEST} with random halfspaces as published, without thresholds. */
    BEST_RANDOM {
        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return strongest(builder, inputSize, rows);
        }
    },
    /**
     * The best known for tables and streams of them, with no end in sight: three layers of 32 neurons, and one neuron without
     * halfspaces above them; each also reads the base logits, those of {@link BasePredictor.Columns}; 8 halfspaces of a neuron, which
     * the classes share, half of them on a single number, half random of length 1 with thresholds from N(0, 0.5²); a constant rate of
     * 0.05 that goes with the size of what a neuron reads, a twentieth of it for the last neuron; W = 200, ε = 1e-3. Without columns
     * every feature counts as a column of numbers. More accurate, and slower by as many times, with {@link GLNConfig.Builder#replay a replay}
     * of a few rows.
     */
    TABLE {
        @Override
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return configure(numbers(inputSize), classes, rows);
        }

        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return builder.layerSizes(32, 32, 32)
                    // One neuron without halfspaces weighs the last layer's: slowly, so that probabilities are honest.
                    .contextMapSize(8, 8, 8, 0)
                    .layerRateFactors(1, 1, 1, 0.05)
                    .sharedHalfspaces(true)
                    .singleFeatureShare(0.5)
                    .contextBias(true)
                    .thresholdStandardDeviation(0.5)
                    .skipConnections(true)
                    .basePredictor(new BasePredictor.Columns(2, 0))
                    .learningRate(0.05)
                    .rateNormaliser(40)
                    .weightClipping(200);
        }
    },
    /**
     * The best known for numbers of tables and streams of them, in one pass: see {@link #configureNumbers}. Base predictions are
     * {@link BasePredictor.Regressions} on 128 hinges and sixteen with ten halfspaces each; three layers of 16 neurons with 4
     * halfspaces mix them, the last one's averaged; a rate of 0.5, weights in [0, 200]. It learns no classes.
     */
    REGRESSION {
        @Override
        GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows) {
            return builder.layerSizes(16, 16)
                    .outputNeurons(16)
                    .contextMapSize(4)
                    .sharedHalfspaces(true)
                    .singleFeatureShare(0.5)
                    .contextBias(true)
                    .thresholdStandardDeviation(0.5)
                    .skipConnections(true)
                    .basePredictor(new BasePredictor.Regressions(128, 16, 10))
                    .learningRate(0.5)
                    .weightClipping(200);
        }
    };

    private static GLNConfig.Builder strongest(GLNConfig.Builder builder, int inputSize, long rows) {
        return builder.layerSizes(16, 16, 16, 16, 16)
                .outputNeurons(16)
                .contextMapSize(8, 6)
                .sharedHalfspaces(true)
                .skipConnections(true)
                .unitRows(true)
                .sideInformation(SideInformation.CENTRED)
                // A feature of a row of length 1 is about 1 / √N.
                .basePredictor(new BasePredictor.Whitened((float) Math.sqrt(inputSize), 64, 0.5))
                .learningRate(new LearningRate.LinearDecay(0.06, rows))
                .layerRateFactors(1, 0.2)
                .weightClipping(200)
                .predictionClipping(1e-4);
    }

    /**
     * Begins a configuration with these settings.
     *
     * @param inputSize N, the features of a row
     * @param classes at least 2
     * @param rows how many rows will be learnt in all, for rates that fall; at least 1
     */
    public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
        requireClasses();
        return set(GLNConfig.builder(inputSize).classes(classes), inputSize, rows);
    }

    /**
     * Begins a configuration with these settings for the rows of a table, whose columns become standardised numbers whatever the
     * preset does with features.
     *
     * @param columns of the features
     * @param classes at least 2
     * @param rows as in {@link #configure(int, int, long)}
     */
    public GLNConfig.Builder configure(List<Column> columns, int classes, long rows) {
        requireClasses();
        GLNConfig.Builder builder = GLNConfig.builder(columns).classes(classes);
        return set(builder, new ColumnLayout(columns).numbers, rows)
                .sideInformation(SideInformation.RAW)
                .unitRows(false);
    }

    /**
     * Begins a configuration with these settings for rows of a table of which numbers are learnt.
     *
     * @param columns of the features
     * @param width D, how many numbers are learnt of a row; at least 1
     * @param rows as in {@link #configure(int, int, long)}
     * @throws IllegalArgumentException for a preset that learns classes
     */
    public GLNConfig.Builder configureNumbers(List<Column> columns, int width, long rows) {
        if (!ofNumbers()) {
            throw new IllegalArgumentException("preset: expected one that learns numbers, " + REGRESSION + ", got "
                    + this + ", which learns classes");
        }
        GLNConfig.Builder builder = GLNConfig.builder(columns).numbers(width);
        return set(builder, new ColumnLayout(columns).numbers, rows);
    }

    /** As {@link #configureNumbers(List, int, long)}, where every feature counts as a column of numbers. */
    public GLNConfig.Builder configureNumbers(int inputSize, int width, long rows) {
        return configureNumbers(numbers(inputSize), width, rows);
    }

    private static List<Column> numbers(int inputSize) {
        return IntStream.rangeClosed(1, inputSize)
                .<Column>mapToObj(j -> new Column.Number("x" + j))
                .toList();
    }

    /** Whether it learns numbers instead of classes. */
    public boolean ofNumbers() {
        return this == REGRESSION;
    }

    private void requireClasses() {
        if (ofNumbers()) {
            throw new IllegalArgumentException(
                    "preset: expected one that learns classes, got " + this + ", which learns numbers");
        }
    }

    /** Sets what the preset is about. */
    abstract GLNConfig.Builder set(GLNConfig.Builder builder, int inputSize, long rows);

    /** The name users type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
