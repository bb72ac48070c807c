package io.github.jgln.opencl;

/**
 * {@link Phase#LEARN_COUPLED} on processors: a work-item does a stream, row by row: the outputs of all classes, then their
 * updates. What it needs of all outputs at once it reads from the results.
 */
final class ItemSoftmaxLearn extends BlockKernel {
    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int neuron = getGlobalId() / contextCount;
            int context = getGlobalId() - neuron * contextCount;
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
                    float s0 = 0;
                    float s1 = 0;
                    float s2 = 0;
                    float s3 = 0;
                    float s4 = 0;
                    float s5 = 0;
                    float s6 = 0;
                    float s7 = 0;
                    float s8 = 0;
                    float s9 = 0;
                    float s10 = 0;
                    float s11 = 0;
                    float s12 = 0;
                    float s13 = 0;
                    float s14 = 0;
                    float s15 = 0;
                    for (int i = 0; i < width; i += VECTOR) {
                        int a = w + i;
                        int b = x + i;
                        s0 = s0 + weights[a] * inputs[b];
                        s1 = s1 + weights[a + 1] * inputs[b + 1];
                        s2 = s2 + weights[a + 2] * inputs[b + 2];
                        s3 = s3 + weights[a + 3] * inputs[b + 3];
                        s4 = s4 + weights[a + 4] * inputs[b + 4];
                        s5 = s5 + weights[a + 5] * inputs[b + 5];
                        s6 = s6 + weights[a + 6] * inputs[b + 6];
                        s7 = s7 + weights[a + 7] * inputs[b + 7];
                        s8 = s8 + weights[a + 8] * inputs[b + 8];
                        s9 = s9 + weights[a + 9] * inputs[b + 9];
                        s10 = s10 + weights[a + 10] * inputs[b + 10];
                        s11 = s11 + weights[a + 11] * inputs[b + 11];
                        s12 = s12 + weights[a + 12] * inputs[b + 12];
                        s13 = s13 + weights[a + 13] * inputs[b + 13];
                        s14 = s14 + weights[a + 14] * inputs[b + 14];
                        s15 = s15 + weights[a + 15] * inputs[b + 15];
                    }
                    float dot = (((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14)))
                            + (((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15)));
                    float logit = bounded(dot + biasWeights[stream] * biasLogits[output], logitBound);
                    results[output * resultClassStride + result] = logit;
                    largest = logit > largest ? logit : largest;
                }
                float sum = 0;
                for (int output = 0; output < outputs; output++) {
                    sum = sum + exp(results[output * resultClassStride + result] - largest);
                }
                for (int output = 0; output < outputs; output++) {
                    int stream = (output * neurons + neuron) * contextCount + context;
                    int w = stream * width;
                    int x = output * inputClassStride + row * width;
                    float g = softmaxStep(row, output, results[output * resultClassStride + result] - largest, sum);
                    biasWeights[stream] = bounded(biasWeights[stream] - g * biasLogits[output], weightBound);
                    for (int i = 0; i < width; i++) {
                        weights[w + i] = bounded(weights[w + i] - g * inputs[x + i], weightBound);
                    }
                }
            }
        }
    }
}
