package io.github.jgln.spi;

import io.github.jgln.BasePredictor;
import io.github.jgln.SideInformation;
import java.util.List;
import java.util.Objects;

/**
 * All that a backend must know of a network beside its numbers. The paper's symbols: {@code z} side information,
 * {@code p0} base predictions, {@code l} the logits a neuron reads, {@code w} the weight row its context picks,
 * {@code h, b} a halfspace's normal and threshold, {@code y} the target, {@code η} the rate.
 *
 * <p>For row t, output c, layer i and neuron k (Veness et al. 2019, equations 5 to 9):
 *
 * <pre>
 *   ctx = Σ_j 2^j [h_j · z > b_j]
 *   o   = clip(w[ctx] · l, -L, L)                              L = logitBound
 *   w[ctx] ← clip(w[ctx] - η[i][t] (σ(o) - y) l, -W, W)        W = weightBound
 * </pre>
 *
 * The layer above reads {@code o}, which is from before the update. The logit of an output is the mean of {@code o} over its
 * neurons in the last layer. With skip connections {@code l} is, above the first layer, the outputs of the layer below, then
 * the base logits, then the bias. With one output {@code y} is the label (0 or 1); with
 * more, output c has {@code y = [label = c]} (one-vs-all).
 *
 * @param inputs N, the features of a row
 * @param basePredictions K0
 * @param outputs C: 1 for two classes, else the number of classes
 * @param layers from the one that reads the base logits to the last one
 * @param sharedHalfspaces whether neuron k of a layer has the same halfspaces in every output, so that a row is gated once
 *     for all of them
 * @param skipConnections whether the layers above the first read the base logits too
 * @param logitBound L = logit(1 - ε)
 * @param weightBound W
 * @param predictionClipping ε; base predictions are clipped into [ε, 1 - ε]
 * @param sideInformation how a row becomes z
 * @param basePredictor how a row becomes p0
 * @param runningStatistics whether {@code learn} takes each row into the input statistics after the row has
 *     predicted; false where nothing reads them
 * @param mixing the family the neurons mix
 * @param gating how contexts are made
 */
public record NetworkSpec(
        int inputs,
        int basePredictions,
        int outputs,
        List<LayerSpec> layers,
        boolean sharedHalfspaces,
        boolean skipConnections,
        float logitBound,
        float weightBound,
        float predictionClipping,
        SideInformation sideInformation,
        BasePredictor basePredictor,
        boolean runningStatistics,
        Mixing mixing,
        Gating gating) {

    public NetworkSpec {
        layers = List.copyOf(layers);
        Objects.requireNonNull(sideInformation);
        Objects.requireNonNull(basePredictor);
        Objects.requireNonNull(mixing);
        Objects.requireNonNull(gating);
    }

    /** The base logits that a layer reads beside the outputs of the layer below: none, or all with skip connections. */
    public int skippedInputs(int layer) {
        return skipConnections && layer > 0 ? basePredictions : 0;
    }

    /** The label of two classes is the target itself; with more classes output c predicts {@code label = c}. */
    public int target(int output, int label) {
        return outputs == 1 ? label : (label == output ? 1 : 0);
    }

    /** The learnt numbers of the whole network: all weights. */
    public long weights() {
        return layers.stream()
                .mapToLong(l -> (long) outputs * l.neurons() * l.contexts() * l.inputs())
                .sum();
    }

    /** How many outputs have halfspaces of their own: all of them, or 1 where they are shared. */
    public int gatedOutputs() {
        return sharedHalfspaces ? 1 : outputs;
    }

    /** P, the halfspaces of the whole network; shared ones count once. */
    public long halfspaces() {
        return layers.stream()
                .mapToLong(l -> (long) gatedOutputs() * l.neurons() * l.contextMapSize())
                .sum();
    }

    /** What one row costs, in multiply-adds. */
    public Cost cost() {
        long mixing = layers.stream()
                .mapToLong(l -> (long) outputs * l.neurons() * l.inputs())
                .sum();
        return new Cost(halfspaces() * inputs, mixing);
    }
}
