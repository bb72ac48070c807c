package io.github.jgln;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;

/** A layer of a {@link Snapshot}: its numbers, and how a neuron's context picks a weight row. */
record SnapshotLayer(LayerSpec spec, LayerState state, int sideInputs, int skippedInputs) {
    /** How many logits of the layer below it reads. */
    int belowInputs() {
        return spec.predictionInputs() - skippedInputs;
    }

    /** The neuron's logit for the logits below, and the base logits where it reads them too, without the clip. */
    float mix(int c, int k, float[] side, float[] below, int belowFrom, float[] base, int baseFrom) {
        float[] weights = state.weights()[c][k];
        int row = weightRow(c, k, side);
        int inputs = spec.predictionInputs();
        float sum = DotProduct.of(weights, row, below, belowFrom, belowInputs());
        if (skippedInputs > 0) {
            sum += DotProduct.of(weights, row + belowInputs(), base, baseFrom, skippedInputs);
        }
        return spec.bias() ? sum + weights[row + inputs] * state.biasLogits()[c] : sum;
    }

    /** Where the weight row begins that the neuron's context picks. */
    int weightRow(int c, int k, float[] side) {
        float[] hyperplanes = state.normals(c, k);
        float[] thresholds = state.bounds(c, k);
        int context = 0;
        for (int j = 0; j < thresholds.length; j++) {
            if (DotProduct.of(hyperplanes, j * sideInputs, side, 0, sideInputs) > thresholds[j]) {
                context |= 1 << j;
            }
        }
        return context * spec.inputs();
    }
}
