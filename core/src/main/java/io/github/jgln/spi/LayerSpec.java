package io.github.jgln.spi;

/**
 * The shape of one layer.
 *
 * @param neurons K, the neurons of each class
 * @param contextMapSize M, the halfspaces of each neuron; it owns 2^M weight rows
 * @param inputs I, the length of a weight row: the logits of the layer below, with skip
 *     connections the base logits after them, and, if {@code bias}, a constant one in the end
 * @param bias whether the last input is the layer's bias logit
 */
public record LayerSpec(int neurons, int contextMapSize, int inputs, boolean bias) {
    /** 2^M, the weight rows of each neuron. */
    public int contexts() {
        return 1 << contextMapSize;
    }

    /** The inputs that depend on the row: I without the bias. */
    public int predictionInputs() {
        return bias ? inputs - 1 : inputs;
    }
}
