package io.github.jgln.cpu;

import io.github.jgln.Coupling;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;

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

    /** How many outputs have inputs of their own. */
    final int copies;
    /** Whether the outputs are learnt together: further apart their weights and inputs would push each other out of caches. */
    private final boolean coupled;
    /** How many outputs' weight rows of a context lie side by side: all where they are learnt together, else 1. */
    private final int together;
    /** A piece per unit, {@code [2^M][k]}, or per neuron, {@code [2^M][C][k]}. */
    private final Floats weights;

    final float[][] biasWeights;
    /** {@code [unit][context]}: a bound no weight of that row exceeds, so that most updates need no clipping. */
    final float[][] reach;

    /** 0 where the layer has no bias. */
    final float[] biasLogits;

    private final float[] givenBiasLogits;
    final Gate gate;

    Layer(NetworkSpec network, int index, LayerState state, Operations operations) {
        this.spec = network.layers().get(index);
        this.copies = index == 0 ? network.baseCopies() : network.outputs();
        this.coupled = network.coupling() == Coupling.SOFTMAX;
        this.outputs = state.biasLogits().length;
        this.units = outputs * spec.neurons();
        int inputs = spec.predictionInputs();
        this.k = padded(inputs, operations.lanes());
        this.together = coupled && Floats.fits((long) spec.contexts() * outputs * k) ? outputs : 1;
        this.weights = new Floats(units / together, Math.multiplyExact(spec.contexts(), together * k));
        this.biasWeights = new float[units][];
        this.reach = new float[units][];
        this.givenBiasLogits = state.biasLogits().clone();
        this.biasLogits = spec.bias() ? state.biasLogits().clone() : new float[outputs];
        this.gate = new Gate(spec, state, network.inputs(), operations);
        for (int u = 0; u < units; u++) {
            float[] source = state.weights()[output(u)][u % spec.neurons()];
            float[] target = weights(u);
            int at = weightsAt(u);
            int stride = contextStride();
            biasWeights[u] = new float[spec.contexts()];
            reach[u] = new float[spec.contexts()];
            for (int context = 0; context < spec.contexts(); context++) {
                System.arraycopy(source, context * spec.inputs(), target, at + context * stride, inputs);
                if (spec.bias()) {
                    biasWeights[u][context] = source[context * spec.inputs() + inputs];
                }
                for (int i = 0; i < inputs; i++) {
                    reach[u][context] = Math.max(reach[u][context], Math.abs(target[at + context * stride + i]));
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

    /** Floats between the inputs of two rows. */
    int rowStride() {
        return coupled ? copies * k : k;
    }

    /** Floats between the inputs of two outputs, in a block of so many rows; 0 where they read the same. */
    int classStride(int capacity) {
        return copies == 1 ? 0 : coupled ? k : capacity * k;
    }

    /** The array that a unit's weights are in. */
    float[] weights(int unit) {
        return weights.array(piece(unit));
    }

    /** Where in its array the row of a unit's context 0 begins. */
    int weightsAt(int unit) {
        return weights.offset(piece(unit)) + (together == 1 ? 0 : output(unit) * k);
    }

    /** Floats between the rows of a unit's contexts. */
    int contextStride() {
        return together * k;
    }

    private int piece(int unit) {
        return together == 1 ? unit : unit % spec.neurons();
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
                        weights(u), weightsAt(u) + context * contextStride(), target, context * spec.inputs(), inputs);
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
