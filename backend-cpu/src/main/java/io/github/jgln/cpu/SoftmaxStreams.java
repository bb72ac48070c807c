package io.github.jgln.cpu;

import java.util.Arrays;

/**
 * Learns one neuron of all classes, coupled by softmax, through a block of rows. As in {@link BernoulliStreams} each context's
 * rows are a stream of their own, in time order; it has a weight row of every class, and each class's update after a row
 * shares a pass over its weights with the dot product for the stream's next row.
 */
final class SoftmaxStreams {
    private final MixingOps ops;
    private final SoftmaxStep step;
    /** First row of each context not yet learnt, or -1; all -1 between neurons. */
    private final int[] head;
    /** The next row of the same context, or -1. */
    private final int[] next;

    // Of each class.
    private final float[][] weights;
    private final int[] weightsAt;
    private final int[] rowZero;
    private final float[] reach;

    SoftmaxStreams(Operations operations, int classes, int contexts, int rows) {
        this.ops = operations.mixing().forWorker();
        this.step = new SoftmaxStep(classes, operations.lanes());
        this.head = new int[contexts];
        Arrays.fill(head, -1);
        this.next = new int[rows];
        this.weights = new float[classes][];
        this.weightsAt = new int[classes];
        this.rowZero = new int[classes];
        this.reach = new float[classes];
    }

    /** Learns neuron k of every class. */
    void learn(Layer layer, int neuron, MixWork work) {
        // Halfspaces are shared, and so are contexts: those of the first class's neuron.
        int contexts = layer.gate.contextOffset(neuron, work.capacity);
        int lanes = layer.gate.lanes();
        for (int t = work.rows - 1; t >= 0; t--) {
            int context = work.contexts[contexts + t * lanes];
            next[t] = head[context];
            head[context] = t;
        }
        for (int c = 0; c < step.classes; c++) {
            int unit = unit(layer, c, neuron);
            weights[c] = layer.weights(unit);
            rowZero[c] = work.input(c, 0);
            step.biasLogits[c] = layer.biasLogits[c];
        }
        for (int t = 0; t < work.rows; t++) {
            int context = work.contexts[contexts + t * lanes];
            if (head[context] == t) {
                head[context] = -1;
                learn(layer, neuron, context, t, work);
            }
        }
    }

    /** Learns one stream, from its first row on. */
    private void learn(Layer layer, int neuron, int context, int first, MixWork work) {
        int k = layer.k;
        float[] x = work.inputs;
        int stride = work.rowStride;
        for (int c = 0; c < step.classes; c++) {
            int unit = unit(layer, c, neuron);
            weightsAt[c] = layer.weightsAt(unit) + context * layer.contextStride();
            step.biasWeights[c] = layer.biasWeights[unit][context];
            reach[c] = layer.reach[unit][context];
            step.dots[c] = ops.dot(weights[c], weightsAt[c], x, rowZero[c] + first * stride, k);
        }
        for (int t = first; t >= 0; ) {
            for (int c = 0; c < step.classes; c++) {
                step.rates[c] = work.rate(c, t);
            }
            ops.predictCoupled(step, work.labels[work.labelsFrom + t], work.logitBound, work.weightBound);
            int following = next[t];
            for (int c = 0; c < step.classes; c++) {
                work.outputs[unit(layer, c, neuron) * work.capacity + t] = step.dots[c];
                float g = step.steps[c];
                float[] w = weights[c];
                int at = weightsAt[c];
                int row = rowZero[c] + t * stride;
                int nextRow = rowZero[c] + following * stride;
                // No weight moves further than g times the largest logit there can be.
                reach[c] = (reach[c] + Math.abs(g) * work.logitBound) * BernoulliStreams.ROUND_UP;
                if (reach[c] > work.weightBound) {
                    ops.update(w, at, x, row, k, g);
                    reach[c] = ops.clip(w, at, k, work.weightBound);
                    step.dots[c] = following >= 0 ? ops.dot(w, at, x, nextRow, k) : 0;
                } else if (following >= 0) {
                    step.dots[c] = ops.updateDot(w, at, x, row, nextRow, k, g);
                } else {
                    ops.update(w, at, x, row, k, g);
                }
            }
            t = following;
        }
        for (int c = 0; c < step.classes; c++) {
            int unit = unit(layer, c, neuron);
            layer.biasWeights[unit][context] = step.biasWeights[c];
            layer.reach[unit][context] = reach[c];
        }
    }

    private static int unit(Layer layer, int output, int neuron) {
        return output * layer.spec.neurons() + neuron;
    }
}
