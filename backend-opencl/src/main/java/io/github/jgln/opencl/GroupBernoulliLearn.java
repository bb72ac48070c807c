package io.github.jgln.opencl;

/**
 * {@link Phase#LEARN} on graphics cards: a work-group does a stream, its items side by side along the weight row, with a tree
 * of additions in local memory.
 */
final class GroupBernoulliLearn extends BlockKernel {
    @Local
    private final float[] partial = new float[GROUP_SIZE];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int stream = getGroupId();
            int lane = getLocalId();
            int unit = stream / contextCount;
            int context = stream - unit * contextCount;
            int output = unit / neurons;
            int slot = firstSlot + output * slotClassStride + unit - output * neurons;
            int e = slotStreams[slot] + context;
            int end = ends[e];
            int begin = 0;
            if (context > 0) {
                begin = ends[e - 1];
            }
            int w = stream * width;
            float beta = biasLogits[output];
            float biasWeight = biasWeights[stream];
            int row = 0;
            if (begin < end) {
                row = order[slot * capacity + begin];
            }
            int x = output * inputClassStride + row * width;
            float sum = 0;
            for (int i = lane; i < width; i += GROUP_SIZE) {
                sum = sum + weights[w + i] * inputs[x + i];
            }
            for (int p = begin; p < end; p++) {
                partial[lane] = sum;
                localBarrier();
                for (int distance = GROUP_SIZE / 2; distance > 0; distance = distance / 2) {
                    if (lane < distance) {
                        partial[lane] = partial[lane] + partial[lane + distance];
                    }
                    localBarrier();
                }
                float dot = partial[0];
                // Nobody may write the next row's partial sums before all have read this one.
                localBarrier();
                float logit = bounded(dot + biasWeight * beta, logitBound);
                float g = bernoulliStep(row, output, logit);
                biasWeight = bounded(biasWeight - g * beta, weightBound);
                if (lane == 0) {
                    results[output * resultClassStride + row * resultRowStride + unit - output * neurons] = logit;
                    biasWeights[stream] = biasWeight;
                }
                int following = row;
                if (p + 1 < end) {
                    following = order[slot * capacity + p + 1];
                }
                int next = output * inputClassStride + following * width;
                sum = 0;
                for (int i = lane; i < width; i += GROUP_SIZE) {
                    float v = bounded(weights[w + i] - g * inputs[x + i], weightBound);
                    weights[w + i] = v;
                    sum = sum + v * inputs[next + i];
                }
                x = next;
                row = following;
            }
        }
    }
}
