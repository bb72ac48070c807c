package io.github.jgln.experiments;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.Knob;
import io.github.jgln.LearningRate;
import io.github.jgln.SideInformation;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The knobs that are searched. All have centred side information, base logits in proportion to the centred input, whitened or
 * not, and a rate that falls linearly to 0 over the rows.
 *
 * @param hiddenLayers how many
 * @param neurons of each hidden layer
 * @param contextMapSize M of the first layer
 * @param outputNeurons of each class
 * @param upperContextMapSize M of the layers above the first
 * @param skipConnections whether these read the base logits too
 * @param unitRows whether rows are divided by their length
 * @param halfspaces where they come from
 * @param sharedHalfspaces whether classes share them
 * @param scale of the base logits
 * @param whitening strength along 64 axes; 0 is none
 * @param rate of the first row
 * @param upperRateFactor what the layers above the first multiply it by
 * @param predictionClipping ε
 */
public record SearchSetting(
        int hiddenLayers,
        int neurons,
        int contextMapSize,
        int outputNeurons,
        int upperContextMapSize,
        boolean skipConnections,
        boolean unitRows,
        Halfspaces halfspaces,
        boolean sharedHalfspaces,
        float scale,
        double whitening,
        double rate,
        double upperRateFactor,
        double predictionClipping) {
    private static final int AXES = 64;
    private static final double WEIGHT_CLIPPING = 200;

    /**
     * The configuration.
     *
     * @param rows how many will be learnt in all
     */
    public GLNConfig config(int features, int classes, long rows, long seed) {
        return GLNConfig.builder(features, layers())
                .classes(classes)
                .outputNeurons(outputNeurons)
                .contextMapSize(contextMapSize, upperContextMapSize)
                .skipConnections(skipConnections)
                .unitRows(unitRows)
                .halfspaces(halfspaces)
                .sharedHalfspaces(sharedHalfspaces)
                .sideInformation(SideInformation.CENTRED)
                .basePredictor(
                        whitening > 0
                                ? new BasePredictor.Whitened(scale, AXES, whitening)
                                : new BasePredictor.CentredLogits(scale))
                .learningRate(new LearningRate.LinearDecay(rate, rows))
                .layerRateFactors(1, upperRateFactor)
                .weightClipping(WEIGHT_CLIPPING)
                .predictionClipping(predictionClipping)
                .seed(seed)
                .build();
    }

    private int[] layers() {
        int[] layers = new int[hiddenLayers];
        Arrays.fill(layers, neurons);
        return layers;
    }

    /** The options of {@code jgln train} that set the same: every knob that is turned. */
    public String options() {
        // A setting turns the same knobs whatever the data.
        GLNConfig config = config(1, 2, 1, Knob.SEED.defaultValue());
        return Knob.ALL.stream()
                .filter(knob -> !knob.isDefaultIn(config))
                .map(knob -> "--" + knob.option() + (knob.isSwitch() ? "" : " " + value(knob, config)))
                .collect(Collectors.joining(" "));
    }

    /** A rate is typed without the rows, which are as many as will be learnt then. */
    private String value(Knob<?> knob, GLNConfig config) {
        return knob == Knob.LEARNING_RATE ? "linear:" + rate : knob.printOf(config);
    }
}
