package io.github.jgln.cpu;

import java.util.Arrays;

/**
 * Learns one neuron of a wide layer through a block of rows: each context's rows are a stream of their own, in time order,
 * and the update after a row shares a pass over the weights with the dot product for the stream's next row.
 *
 * <p>Two streams advance in turns, so that one's reduction and sigmoid hide behind the other's pass.
 */
final class Streams {
    /** Makes a float sum an upper bound of the exact one. */
    static final float ROUND_UP = 1.000001f;

    private final Kernels kernels;
    private final Stream a = new Stream();
    private final Stream b = new Stream();
    /** First row of each context not yet begun, or -1; all -1 between neurons. */
    private final int[] head;
    /** The next row of the same context, or -1. */
    private final int[] next;

    private MixWork work;
    private float[] weights;
    private int weightsOffset;
    private float[] biasWeights;
    private float[] reach;
    private int k;
    private int contextOffset;
    private int lanes;
    private int inputOffset;
    private int outputOffset;
    private int output;
    private boolean oneOutput;
    private float beta;
    private int cursor;

    /** One (neuron, context): the row it stands at and the step that row's update will take. */
    private static final class Stream {
        private int context;
        private int row;
        private float g;
    }

    Streams(Kernels kernels, int contexts, int rows) {
        this.kernels = kernels;
        this.head = new int[contexts];
        Arrays.fill(head, -1);
        this.next = new int[rows];
    }

    /** Learns a unit. */
    void learn(Layer layer, int unit, MixWork work) {
        this.work = work;
        weights = layer.weights.array(unit);
        weightsOffset = layer.weights.offset(unit);
        biasWeights = layer.biasWeights[unit];
        reach = layer.reach[unit];
        k = layer.k;
        contextOffset = layer.gate.contextOffset(unit, work.capacity);
        lanes = layer.gate.lanes();
        output = layer.output(unit);
        oneOutput = layer.outputs == 1;
        inputOffset = work.input(output, 0);
        outputOffset = unit * work.capacity;
        beta = layer.biasLogits[output];
        cursor = 0;
        link();
        boolean aRuns = begin(a);
        boolean bRuns = begin(b);
        while (aRuns && bRuns) {
            aRuns = advance(a);
            bRuns = advance(b);
        }
        while (aRuns) {
            aRuns = advance(a);
        }
        while (bRuns) {
            bRuns = advance(b);
        }
    }

    /** Predicts one neuron's outputs without learning. */
    static void infer(Kernels kernels, Layer layer, int unit, MixWork work) {
        float[] w = layer.weights.array(unit);
        int weightsOffset = layer.weights.offset(unit);
        float[] biasWeights = layer.biasWeights[unit];
        float beta = layer.biasLogits[layer.output(unit)];
        int x = work.input(layer.output(unit), 0);
        int at = layer.gate.contextOffset(unit, work.capacity);
        int lanes = layer.gate.lanes();
        int out = unit * work.capacity;
        for (int t = 0; t < work.rows; t++) {
            int context = work.contexts[at + t * lanes];
            float dot = kernels.dot(w, weightsOffset + context * layer.k, work.inputs, x + t * work.rowStride, layer.k);
            work.outputs[out + t] = bounded(dot + biasWeights[context] * beta, work.logitBound);
        }
    }

    private static float bounded(float value, float bound) {
        return value > bound ? bound : value < -bound ? -bound : value;
    }

    private int context(int row) {
        return work.contexts[contextOffset + row * lanes];
    }

    /** Chains the rows of each context in time order. */
    private void link() {
        for (int t = work.rows - 1; t >= 0; t--) {
            int context = context(t);
            next[t] = head[context];
            head[context] = t;
        }
    }

    /** Takes up the next stream that nobody has begun; false if none is left. */
    private boolean begin(Stream stream) {
        for (; cursor < work.rows; cursor++) {
            int context = context(cursor);
            if (head[context] == cursor) {
                head[context] = -1;
                stream.context = context;
                stream.row = cursor++;
                predict(stream, dot(stream));
                return true;
            }
        }
        return false;
    }

    private float dot(Stream stream) {
        return kernels.dot(
                weights, weightsOffset + stream.context * k, work.inputs, inputOffset + stream.row * work.rowStride, k);
    }

    /** The output of the stream's row, and the step its update will take; the bias weight takes it at once. */
    private void predict(Stream stream, float dot) {
        float biasWeight = biasWeights[stream.context];
        int t = stream.row;
        float o = bounded(dot + biasWeight * beta, work.logitBound);
        work.outputs[outputOffset + t] = o;
        int label = work.labels[work.labelsFrom + t];
        float y = oneOutput ? label : label == output ? 1f : 0f;
        float g = work.rates[work.labelsFrom + t] * (FastMath.sigmoid(o) - y);
        biasWeights[stream.context] = bounded(biasWeight - g * beta, work.weightBound);
        stream.g = g;
    }

    /** Updates by the stream's row and predicts its next one, or begins another stream; false if there is none. */
    private boolean advance(Stream stream) {
        int at = weightsOffset + stream.context * k;
        int x = inputOffset + stream.row * work.rowStride;
        int following = next[stream.row];
        float moved = (reach[stream.context] + Math.abs(stream.g) * work.logitBound) * ROUND_UP;
        if (moved <= work.weightBound) {
            reach[stream.context] = moved;
            if (following >= 0) {
                float dot = kernels.updateDot(
                        weights, at, work.inputs, x, inputOffset + following * work.rowStride, k, stream.g);
                stream.row = following;
                predict(stream, dot);
                return true;
            }
            kernels.update(weights, at, work.inputs, x, k, stream.g);
        } else {
            kernels.update(weights, at, work.inputs, x, k, stream.g);
            reach[stream.context] = kernels.clip(weights, at, k, work.weightBound);
            if (following >= 0) {
                stream.row = following;
                predict(stream, dot(stream));
                return true;
            }
        }
        return begin(stream);
    }
}
