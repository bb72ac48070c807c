package io.github.jgln;

import java.util.Locale;

/** Settings known to work, each a set of the knobs of {@link GLNConfig}; any of them can be changed afterwards. */
public enum Preset {
    /** The reference implementation's defaults, 16-16-1, as its published MNIST results used them. */
    PYGLN {
        @Override
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return GLNConfig.builder(inputSize, 16, 16).classes(classes);
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
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return GLNConfig.builder(inputSize, 16, 16)
                    .classes(classes)
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
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return GLNConfig.builder(inputSize, 16, 16)
                    .classes(classes)
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
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return strongest(inputSize, classes, rows).halfspaces(Halfspaces.COMBINATIONS);
        }
    },
    /** As {@link #BEST} with random halfspaces as published, without thresholds. */
    BEST_RANDOM {
        @Override
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return strongest(inputSize, classes, rows);
        }
    };

    private static GLNConfig.Builder strongest(int inputSize, int classes, long rows) {
        return GLNConfig.builder(inputSize, 16, 16, 16, 16, 16)
                .classes(classes)
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
    public abstract GLNConfig.Builder configure(int inputSize, int classes, long rows);

    /** The name users type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
