package io.github.jgln.opencl;

/**
 * {@link Phase#LEARN_COUPLED} on graphics cards: a work-group does a stream, row by row: the outputs of all classes, each as
 * {@link GroupBernoulliLearn} predicts it, then their updates. What it needs of all outputs at once it reads from the results.
 */
final class GroupSoftmaxLearn extends BlockKernel {
    @Local
    private final float[] partial = new float[GROUP_SIZE];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int lane = getLocalId();
            int neuron = getGroupId() / contextCount;
            int context = getGroupId() - neuron * contextCount;
            int slot = firstSlot + neuron;
            int e = slotStreams[slot] + context;
            int end = ends[e];
            int begin = 0;
            if (context > 0) {
                begin = ends[e - 1];
            }
            for (int p = begin; p < end; p++) {
                int row = order[slot * capacity + p];
                int result = row * resultRowStride + neuron;
                float largest = -logitBound;
                for (int output = 0; output < outputs; output++) {
                    int stream = (output * neurons + neuron) * contextCount + context;
                    int w = stream * width;
                    int x = output * inputClassStride + row * width;
                    float sum = 0;
                    for (int i = lane; i < width; i += GROUP_SIZE) {
                        sum = sum + weights[w + i] * inputs[x + i];
                    }
                    partial[lane] = sum;
                    localBarrier();
                    for (int distance = GROUP_SIZE / 2; distance > 0; distance = distance / 2) {
                        if (lane < distance) {
                            partial[lane] = partial[lane] + partial[lane + distance];
                        }
                        localBarrier();
                    }
                    // Bias weights are the first item's alone, so that nobody waits for memory to see them.
                    if (lane == 0) {
                        float logit = bounded(partial[0] + biasWeights[stream] * biasLogits[output], logitBound);
                        results[output * resultClassStride + result] = logit;
                        partial[0] = logit;
                    }
                    localBarrier();
                    largest = partial[0] > largest ? partial[0] : largest;
                    // Nobody may write the next output's partial sums before all have read this one.
                    localBarrier();
                }
                globalBarrier();
                float powers = 0;
                for (int output = 0; output < outputs; output++) {
                    powers = powers + exp(results[output * resultClassStride + result] - largest);
                }
                for (int output = 0; output < outputs; output++) {
                    int stream = (output * neurons + neuron) * contextCount + context;
                    int w = stream * width;
                    int x = output * inputClassStride + row * width;
                    float g = softmaxStep(row, output, results[output * resultClassStride + result] - largest, powers);
                    if (lane == 0) {
                        biasWeights[stream] = bounded(biasWeights[stream] - g * biasLogits[output], weightBound);
                    }
                    for (int i = lane; i < width; i += GROUP_SIZE) {
                        weights[w + i] = bounded(weights[w + i] - g * inputs[x + i], weightBound);
                    }
                }
            }
        }
    }
}
