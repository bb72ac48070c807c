package io.github.jgln.spi;

import java.util.List;

/**
 * All numbers of a network. A backend copies what it is given and hands out copies.
 *
 * @param spec the network's shape
 * @param layers as many as {@code spec.layers()}
 * @param statistics of the features, as far as learning has gone
 * @param projection of {@link io.github.jgln.BasePredictor.Whitened}, whose logits the host computes and hands over with the
 *     rows, so that backends need not keep it; null with other base predictors
 */
public record NetworkState(
        NetworkSpec spec, List<LayerState> layers, InputStatistics statistics, Projection projection) {
    /** As backends hand it out: the projection is the host's and never changes. */
    public NetworkState(NetworkSpec spec, List<LayerState> layers, InputStatistics statistics) {
        this(spec, layers, statistics, null);
    }

    /** The same numbers with this projection. */
    public NetworkState withProjection(Projection projection) {
        return new NetworkState(spec, layers, statistics, projection);
    }

    public NetworkState {
        layers = List.copyOf(layers);
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

    private static void requireShape(int i, NetworkSpec spec, LayerState state) {
        LayerSpec layer = spec.layers().get(i);
        int m = layer.contextMapSize();
        requireShape(i, "hyperplanes", state.hyperplanes(), spec.outputs(), layer.neurons(), m * spec.inputs());
        requireShape(i, "thresholds", state.thresholds(), spec.outputs(), layer.neurons(), m);
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
