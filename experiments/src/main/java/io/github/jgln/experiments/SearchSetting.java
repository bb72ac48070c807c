package io.github.jgln.experiments;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.LearningRate;
import io.github.jgln.SideInformation;
import java.util.Locale;

/**
 * The knobs that are searched. All have centred side information, base logits of 3 × the centred input, whitened or not, and
 * a rate that falls linearly to 0 over the rows.
 *
 * @param neurons of the hidden layer
 * @param contextMapSize M of the hidden layer
 * @param outputNeurons of each class
 * @param outputContextMapSize M of the output layer
 * @param halfspaces where they come from
 * @param sharedHalfspaces whether classes share them
 * @param whitening strength along 64 axes; 0 is none
 * @param rate of the first row
 * @param outputRateFactor what the output layer multiplies it by
 * @param predictionClipping ε
 */
public record SearchSetting(
        int neurons,
        int contextMapSize,
        int outputNeurons,
        int outputContextMapSize,
        Halfspaces halfspaces,
        boolean sharedHalfspaces,
        double whitening,
        double rate,
        double outputRateFactor,
        double predictionClipping) {
    private static final float SCALE = 3;
    private static final int AXES = 64;
    private static final double WEIGHT_CLIPPING = 200;

    /**
     * The configuration.
     *
     * @param rows how many will be learnt in all
     */
    public GLNConfig config(int features, int classes, long rows, long seed) {
        return GLNConfig.builder(features, neurons)
                .classes(classes)
                .outputNeurons(outputNeurons)
                .contextMapSize(contextMapSize, outputContextMapSize)
                .halfspaces(halfspaces)
                .sharedHalfspaces(sharedHalfspaces)
                .sideInformation(SideInformation.CENTRED)
                .basePredictor(
                        whitening > 0
                                ? new BasePredictor.Whitened(SCALE, AXES, whitening)
                                : new BasePredictor.CentredLogits(SCALE))
                .learningRate(new LearningRate.LinearDecay(rate, rows))
                .layerRateFactors(1, outputRateFactor)
                .weightClipping(WEIGHT_CLIPPING)
                .predictionClipping(predictionClipping)
                .seed(seed)
                .build();
    }

    /** The options of {@code jgln train} that set the same. */
    public String options() {
        String kind = switch (halfspaces) {
            case RANDOM_NORMAL -> "random";
            case BISECTORS -> "bisectors";
            case DIFFERENCES -> "differences";
            case COMBINATIONS -> "combinations";
        };
        return String.format(
                Locale.ROOT,
                "--layers %d --context-map-size %d,%d --output-neurons %d --halfspaces %s%s --side-information centred"
                        + " --base-predictor %s --learning-rate linear:%s --layer-rate-factors 1,%s --weight-clipping 200"
                        + " --prediction-clipping %s",
                neurons,
                contextMapSize,
                outputContextMapSize,
                outputNeurons,
                kind,
                sharedHalfspaces ? " --shared-halfspaces" : "",
                whitening > 0 ? "whitened:3,64," + whitening : "centred:3",
                rate,
                outputRateFactor,
                predictionClipping);
    }
}
