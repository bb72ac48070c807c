package io.github.jgln.spi;

import java.util.List;

/**
 * All numbers of a network. A backend copies what it is given and hands out copies.
 *
 * @param spec the network's shape
 * @param layers as many as {@code spec.layers()}
 * @param input what rows are prepared by
 */
public record NetworkState(NetworkSpec spec, List<LayerState> layers, InputState input) {

    /**
     * @throws IllegalArgumentException when the numbers are of another shape than the spec says
     */
    public NetworkState {
        layers = List.copyOf(layers);
        InputStatistics statistics = input.statistics();
        if (layers.size() != spec.layers().size()) {
            throw new IllegalArgumentException(
                    "expected the state of " + spec.layers().size() + " layers, got " + layers.size());
        }
        if (statistics.mean().length != spec.inputs() || statistics.squares().length != spec.inputs()) {
            throw new IllegalArgumentException("expected statistics of " + spec.inputs() + " features, got "
                    + statistics.mean().length + " means and " + statistics.squares().length + " squares");
        }
        for (int i = 0; i < layers.size(); i++) {
            requireShape(i, spec, layers.get(i));
        }
    }

    /** Of the features, as far as learning has gone. */
    public InputStatistics statistics() {
        return input.statistics();
    }

    private static void requireShape(int i, NetworkSpec spec, LayerState state) {
        LayerSpec layer = spec.layers().get(i);
        int m = layer.contextMapSize();
        requireShape(i, "hyperplanes", state.hyperplanes(), spec.gatedOutputs(), layer.neurons(), m * spec.inputs());
        requireShape(i, "thresholds", state.thresholds(), spec.gatedOutputs(), layer.neurons(), m);
        int weights = layer.contexts() * layer.inputs();
        requireShape(i, "weights", state.weights(), spec.outputs(), layer.neurons(), weights);
        if (state.biasLogits().length != spec.outputs()) {
            throw new IllegalArgumentException(
                    "layer " + i + ": expected " + spec.outputs() + " bias logits, got " + state.biasLogits().length);
        }
    }

    private static void requireShape(int i, String name, float[][][] array, int outputs, int neurons, int length) {
        boolean fits = array.length == outputs;
        for (int c = 0; fits && c < outputs; c++) {
            fits = array[c].length == neurons;
            for (int k = 0; fits && k < neurons; k++) {
                fits = array[c][k].length == length;
            }
        }
        if (!fits) {
            throw new IllegalArgumentException("layer " + i + ": expected " + name + " of shape [" + outputs + "]["
                    + neurons + "][" + length + "], got another");
        }
    }
}
