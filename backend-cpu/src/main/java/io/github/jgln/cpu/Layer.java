package io.github.jgln.cpu;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;

/**
 * One layer's numbers, laid out for the operations. A unit is a (output c, neuron k), numbered {@code c · K + k}.
 *
 * <p>A weight row is padded to k floats; its bias weight is kept apart, because the bias logit differs between outputs while
 * all of them read the same row of base logits.
 */
final class Layer {
    final LayerSpec spec;
    final int outputs;
    final int units;
    /** Padded inputs without the bias. */
    final int k;

    /** A piece per unit: {@code [2^M][k]}. */
    final Floats weights;

    final float[][] biasWeights;
    /** {@code [unit][context]}: a bound no weight of that row exceeds, so that most updates need no clipping. */
    final float[][] reach;

    /** 0 where the layer has no bias. */
    final float[] biasLogits;

    private final float[] givenBiasLogits;
    final Gate gate;

    Layer(LayerSpec spec, LayerState state, int n, Operations operations) {
        this.spec = spec;
        this.outputs = state.biasLogits().length;
        this.units = outputs * spec.neurons();
        int inputs = spec.predictionInputs();
        this.k = padded(inputs, operations.lanes());
        this.weights = new Floats(units, Math.multiplyExact(spec.contexts(), k));
        this.biasWeights = new float[units][];
        this.reach = new float[units][];
        this.givenBiasLogits = state.biasLogits().clone();
        this.biasLogits = spec.bias() ? state.biasLogits().clone() : new float[outputs];
        this.gate = new Gate(spec, state, n, operations);
        for (int u = 0; u < units; u++) {
            float[] source = state.weights()[output(u)][u % spec.neurons()];
            float[] target = weights.array(u);
            int at = weights.offset(u);
            biasWeights[u] = new float[spec.contexts()];
            reach[u] = new float[spec.contexts()];
            for (int context = 0; context < spec.contexts(); context++) {
                System.arraycopy(source, context * spec.inputs(), target, at + context * k, inputs);
                if (spec.bias()) {
                    biasWeights[u][context] = source[context * spec.inputs() + inputs];
                }
                for (int i = 0; i < inputs; i++) {
                    reach[u][context] = Math.max(reach[u][context], Math.abs(target[at + context * k + i]));
                }
            }
        }
    }

    static int padded(int length, int lanes) {
        return (length + lanes - 1) / lanes * lanes;
    }

    int output(int unit) {
        return unit / spec.neurons();
    }

    LayerState download() {
        int inputs = spec.predictionInputs();
        int neurons = spec.neurons();
        int m = spec.contextMapSize();
        int gated = gate.units / neurons;
        float[][][] hyperplanes = new float[gated][neurons][m * gate.n];
        float[][][] thresholds = new float[gated][neurons][m];
        float[][][] copy = new float[outputs][neurons][spec.contexts() * spec.inputs()];
        for (int u = 0; u < units; u++) {
            int c = output(u);
            if (c < gated) {
                gate.download(u, hyperplanes[c][u % neurons], thresholds[c][u % neurons]);
            }
            float[] target = copy[c][u % neurons];
            for (int context = 0; context < spec.contexts(); context++) {
                System.arraycopy(
                        weights.array(u), weights.offset(u) + context * k, target, context * spec.inputs(), inputs);
                if (spec.bias()) {
                    target[context * spec.inputs() + inputs] = biasWeights[u][context];
                }
            }
        }
        return new LayerState(hyperplanes, thresholds, copy, givenBiasLogits.clone());
    }

    long bytes() {
        return weights.bytes() + gate.bytes() + 8L * units * spec.contexts();
    }
}
