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
     * The best known for images like MNIST in a single pass, 16-16-1: bisector halfspaces, centred side information, base
     * logits of 3 × the centred input, a rate that falls linearly from 0.015 to 0 over the rows, W = 200, ε = 1e-4. It needs
     * sample rows at creation.
     */
    BEST {
        @Override
        public GLNConfig.Builder configure(int inputSize, int classes, long rows) {
            return GLNConfig.builder(inputSize, 16, 16)
                    .classes(classes)
                    .halfspaces(Halfspaces.BISECTORS)
                    .sideInformation(SideInformation.CENTRED)
                    .basePredictor(new BasePredictor.CentredLogits(3))
                    .learningRate(new LearningRate.LinearDecay(0.015, rows))
                    .weightClipping(200)
                    .predictionClipping(1e-4);
        }
    };

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
        return name().toLowerCase(Locale.ROOT);
    }
}
