package io.github.jgln.tck;

import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.GLNConfig;
import io.github.jgln.LearningRate;
import io.github.jgln.Replay;
import io.github.jgln.SideInformation;
import java.util.Arrays;
import java.util.Random;

/** Configurations that differ in all that an engine may treat differently, and rows for them. */
enum Models {
    DEFAULTS(GLNConfig.builder(17, 5, 3).learningRate(0.02)),
    RUNNING_STATISTICS(GLNConfig.builder(9, 9, 4)
            .classes(3)
            .contextBias(true)
            .sideInformation(SideInformation.STANDARDISED)
            .basePredictor(new BasePredictor.StandardisedSigmoid())
            .learningRate(new LearningRate.Hyperbolic(1, 0.1))),
    FIXED_STATISTICS(GLNConfig.builder(6, 4)
            .sideInformation(SideInformation.CENTRED)
            .basePredictor(new BasePredictor.CentredLogits(2))
            .fixedStatistics(filled(6, 0.4f), filled(6, 0.2f))
            .bias(false)
            .learningRate(new LearningRate.LinearDecay(0.1, 500))),
    CUSTOM_PREDICTOR(GLNConfig.builder(8, 6)
            .classes(3)
            .contextMapSize(2, 5)
            .basePredictor(AgreementContract.threeOfTheRow())
            .sideInformation(SideInformation.CENTRED)
            .layerRateFactors(1, 0.5)
            .learningRate(0.05)),
    OUTPUT_NEURONS(GLNConfig.builder(11, 6)
            .classes(3)
            .outputNeurons(5)
            .contextMapSize(3, 2)
            .sharedHalfspaces(true)
            .learningRate(0.03)),
    SOFTMAX(GLNConfig.builder(12, 6, 4)
            .classes(4)
            .outputNeurons(2)
            .contextMapSize(3, 2, 1)
            .sharedHalfspaces(true)
            .coupling(Coupling.SOFTMAX)
            .skipConnections(true)
            .rateNormaliser(5)
            .learningRate(0.2)),
    SKIP_CONNECTIONS(GLNConfig.builder(13, 6, 4)
            .classes(3)
            .outputNeurons(2)
            .contextMapSize(3, 2, 1)
            .skipConnections(true)
            .unitRows(true)
            .learningRate(0.03)),
    NORMALISED_RATES(GLNConfig.builder(14, 6, 4)
            .classes(3)
            .contextMapSize(3)
            .skipConnections(true)
            .rateNormaliser(5)
            .learningRate(0.2)),
    /** A memory of fewer rows than any test learns, so that it is written over. */
    REPLAYED(GLNConfig.builder(9, 5, 3)
            .classes(3)
            .replay(new Replay(2, 37, 0.5))
            .classWeights(1, 3, 0.5)
            .learningRate(0.02)),
    NO_GATING(GLNConfig.builder(5).contextMapSize(0).learningRate(0.01)),
    CLIPPED(GLNConfig.builder(10, 5, 5)
            .predictionClipping(0.05)
            .weightClipping(0.3)
            .learningRate(0.5)),
    /** Enough work for an engine to spread it over threads. */
    WIDE(GLNConfig.builder(64, 16, 16).classes(10).learningRate(0.002));

    private final GLNConfig.Builder builder;

    Models(GLNConfig.Builder builder) {
        this.builder = builder;
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    GLNConfig config() {
        return config(7);
    }

    GLNConfig config(long seed) {
        return builder.seed(seed).build();
    }

    /** A labelled stream for this model. */
    Labelled rows(int count, long seed) {
        GLNConfig config = config();
        Random random = new Random(seed);
        RowDistribution distribution = new RowDistribution(random, config.inputSize());
        double[][] rows = new double[count][];
        for (int t = 0; t < count; t++) {
            rows[t] = distribution.row(random);
        }
        int[] labels = distribution.labels(rows, config.classes(), random);
        return new Labelled(new ReplayRows(rows, null).flatFeatures(), labels, config.inputSize());
    }

    /**
     * Rows and their labels.
     *
     * @param features row-major
     * @param width N
     */
    record Labelled(float[] features, int[] labels, int width) {
        int count() {
            return labels.length;
        }

        Labelled part(int from, int to) {
            return new Labelled(
                    Arrays.copyOfRange(features, from * width, to * width),
                    Arrays.copyOfRange(labels, from, to),
                    width);
        }

        float[] row(int t) {
            return Arrays.copyOfRange(features, t * width, (t + 1) * width);
        }
    }
}
