package io.github.jgln.opencl;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;

/**
 * One layer's weights as the kernels read them. A weight row is padded to whole vectors; its bias weight is kept apart, because
 * the bias logit differs between outputs where all of them read the same row of base logits.
 */
final class Layer {
    final LayerSpec spec;
    final int index;
    final int outputs;
    final int units;
    /** Padded inputs without the bias. */
    final int width;

    /** {@code [unit][context][width]}. */
    final float[] weights;

    final float[] biasWeights;
    /** 0 where the layer has no bias. */
    final float[] biasLogits;

    private final float[] givenBiasLogits;

    Layer(int index, LayerSpec spec, LayerState state, DeviceLimits limits) {
        this.spec = spec;
        this.index = index;
        this.outputs = state.biasLogits().length;
        this.width = (spec.predictionInputs() + BlockKernel.VECTOR - 1) / BlockKernel.VECTOR * BlockKernel.VECTOR;
        long unitCount = (long) outputs * spec.neurons();
        long streams = unitCount * spec.contexts();
        this.weights = new float[limits.length(streams * width, "layer " + index + ": the weights")];
        this.biasWeights = new float[limits.length(streams, "layer " + index + ": the bias weights")];
        this.units = (int) unitCount;
        this.givenBiasLogits = state.biasLogits().clone();
        this.biasLogits = spec.bias() ? state.biasLogits().clone() : new float[outputs];
        int inputs = spec.predictionInputs();
        for (int stream = 0; stream < streams; stream++) {
            int unit = stream / spec.contexts();
            int from = stream % spec.contexts() * spec.inputs();
            float[] source = state.weights()[unit / spec.neurons()][unit % spec.neurons()];
            System.arraycopy(source, from, weights, stream * width, inputs);
            biasWeights[stream] = spec.bias() ? source[from + inputs] : 0;
        }
    }

    int streams() {
        return units * spec.contexts();
    }

    LayerState download(Gate gate) {
        int inputs = spec.predictionInputs();
        int neurons = spec.neurons();
        float[][][] copy = new float[outputs][neurons][spec.contexts() * spec.inputs()];
        for (int unit = 0; unit < units; unit++) {
            int c = unit / neurons;
            int k = unit % neurons;
            for (int context = 0; context < spec.contexts(); context++) {
                int stream = unit * spec.contexts() + context;
                int to = context * spec.inputs();
                System.arraycopy(weights, stream * width, copy[c][k], to, inputs);
                if (spec.bias()) {
                    copy[c][k][to + inputs] = biasWeights[stream];
                }
            }
        }
        return new LayerState(gate.normals(index), gate.bounds(index), copy, givenBiasLogits.clone());
    }

    long bytes() {
        return 4L * (weights.length + biasWeights.length + biasLogits.length);
    }
}
