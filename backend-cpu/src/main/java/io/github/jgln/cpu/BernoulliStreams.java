package io.github.jgln.cpu;

import io.github.jgln.spi.FastMath;

/**
 * Learns one neuron of a wide layer of Bernoulli mixing through a block of rows: each context's rows are a stream of their own, in time order,
 * and the update after a row shares a pass over the weights with the dot product for the stream's next row.
 */
final class BernoulliStreams {
    /** Makes a float sum an upper bound of the exact one. */
    static final float ROUND_UP = 1.000001f;

    private final MixingOps ops;
    private final ContextChains chains;

    BernoulliStreams(MixingOps ops, int contexts, int rows) {
        this.ops = ops;
        this.chains = new ContextChains(contexts, rows);
    }

    /** Learns a unit. */
    void learn(Layer layer, int unit, MixWork work) {
        int contexts = layer.gate.contextOffset(unit, work.capacity);
        int lanes = layer.gate.lanes();
        chains.chain(work.contexts, contexts, lanes, work.rows);
        for (int t = 0; t < work.rows; t++) {
            int context = work.contexts[contexts + t * lanes];
            if (chains.begin(context, t)) {
                learn(layer, unit, context, t, work);
            }
        }
    }

    /** Learns one stream, from its first row on. */
    private void learn(Layer layer, int unit, int context, int first, MixWork work) {
        int k = layer.k;
        int output = layer.output(unit);
        boolean oneOutput = layer.outputs == 1;
        float beta = layer.biasLogits[output];
        float[] w = layer.weights(unit);
        int at = layer.weightsAt(unit) + context * k;
        float[] x = work.inputs;
        int rowZero = work.input(output, 0);
        float biasWeight = layer.biasWeights[unit][context];
        float reach = layer.reach[unit][context];
        float dot = ops.dot(w, at, x, rowZero + first * work.rowStride, k);
        for (int t = first; t >= 0; ) {
            float o = bounded(dot + biasWeight * beta, work.logitBound);
            work.outputs[unit * work.capacity + t] = o;
            int label = work.labels[work.labelsFrom + t];
            float y = oneOutput ? label : label == output ? 1f : 0f;
            float g = work.rate(output, t) * (FastMath.sigmoid(o) - y);
            biasWeight = bounded(biasWeight - g * beta, work.weightBound);

            int row = rowZero + t * work.rowStride;
            int following = chains.after(t);
            int nextRow = rowZero + following * work.rowStride;
            // No weight moves further than g times the largest logit there can be.
            reach = (reach + Math.abs(g) * work.logitBound) * ROUND_UP;
            if (reach > work.weightBound) {
                ops.update(w, at, x, row, k, g);
                reach = ops.clip(w, at, k, work.weightBound);
                dot = following >= 0 ? ops.dot(w, at, x, nextRow, k) : 0;
            } else if (following >= 0) {
                dot = ops.updateDot(w, at, x, row, nextRow, k, g);
            } else {
                ops.update(w, at, x, row, k, g);
            }
            t = following;
        }
        layer.biasWeights[unit][context] = biasWeight;
        layer.reach[unit][context] = reach;
    }

    /** Predicts one neuron's outputs without learning. */
    static void infer(MixingOps ops, Layer layer, int unit, MixWork work) {
        float[] w = layer.weights(unit);
        int weights = layer.weightsAt(unit);
        int contextStride = layer.contextStride();
        float[] biasWeights = layer.biasWeights[unit];
        float beta = layer.biasLogits[layer.output(unit)];
        int rowZero = work.input(layer.output(unit), 0);
        int contexts = layer.gate.contextOffset(unit, work.capacity);
        int lanes = layer.gate.lanes();
        int out = unit * work.capacity;
        for (int t = 0; t < work.rows; t++) {
            int context = work.contexts[contexts + t * lanes];
            float dot =
                    ops.dot(w, weights + context * contextStride, work.inputs, rowZero + t * work.rowStride, layer.k);
            work.outputs[out + t] = bounded(dot + biasWeights[context] * beta, work.logitBound);
        }
    }

    private static float bounded(float value, float bound) {
        return value > bound ? bound : value < -bound ? -bound : value;
    }
}
