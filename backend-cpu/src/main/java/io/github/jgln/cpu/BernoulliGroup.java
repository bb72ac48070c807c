package io.github.jgln.cpu;

/**
 * Learns neurons of a narrow layer of Bernoulli mixing side by side, row by row: there a neuron's step is shorter than the
 * latency of its sigmoid.
 */
final class BernoulliGroup {
    private final MixingOps ops;
    private final GroupStep step = new GroupStep();

    // One element per neuron of the group.
    private final int[] contexts = new int[GroupStep.SIZE];
    private final int[] contextAt = new int[GroupStep.SIZE];
    private final int[] inputAt = new int[GroupStep.SIZE];
    private final int[] outputs = new int[GroupStep.SIZE];
    private final int[] labels = new int[GroupStep.SIZE];
    private final float[][] weights = new float[GroupStep.SIZE][];
    private final int[] weightsAt = new int[GroupStep.SIZE];

    BernoulliGroup(MixingOps ops) {
        this.ops = ops;
    }

    /** Learns some units, at most {@link GroupStep#SIZE}. */
    void learn(Layer layer, int firstUnit, int units, MixWork work) {
        int k = layer.k;
        int lanes = layer.gate.lanes();
        for (int u = 0; u < units; u++) {
            int unit = firstUnit + u;
            int output = layer.output(unit);
            outputs[u] = output;
            step.biasLogits[u] = layer.biasLogits[output];
            contextAt[u] = layer.gate.contextOffset(unit, work.capacity);
            inputAt[u] = work.input(output, 0);
            labels[u] = layer.outputs == 1 ? 1 : output;
            weights[u] = layer.weights(unit);
            weightsAt[u] = layer.weightsAt(unit);
        }
        for (int t = 0; t < work.rows; t++) {
            int label = work.labels[work.labelsFrom + t];
            for (int u = 0; u < units; u++) {
                int context = work.contexts[contextAt[u] + t * lanes];
                contexts[u] = context;
                step.biasWeights[u] = layer.biasWeights[firstUnit + u][context];
                step.rates[u] = work.rate(outputs[u], t);
                step.targets[u] = label == labels[u] ? 1f : 0f;
                step.dots[u] = ops.dot(
                        weights[u], weightsAt[u] + context * k, work.inputs, inputAt[u] + t * work.rowStride, k);
            }
            ops.predictTogether(step, work.logitBound, work.weightBound);
            for (int u = 0; u < units; u++) {
                int context = contexts[u];
                work.outputs[(firstUnit + u) * work.capacity + t] = step.dots[u];
                layer.biasWeights[firstUnit + u][context] = step.biasWeights[u];
                float g = step.steps[u];
                int at = weightsAt[u] + context * k;
                ops.update(weights[u], at, work.inputs, inputAt[u] + t * work.rowStride, k, g);
                float[] reach = layer.reach[firstUnit + u];
                reach[context] = (reach[context] + Math.abs(g) * work.logitBound) * BernoulliStreams.ROUND_UP;
                if (reach[context] > work.weightBound) {
                    reach[context] = ops.clip(weights[u], at, k, work.weightBound);
                }
            }
        }
    }
}
