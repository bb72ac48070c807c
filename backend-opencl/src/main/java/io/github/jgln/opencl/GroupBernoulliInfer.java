package io.github.jgln.opencl;

/**
 * {@link Phase#INFER} on graphics cards: a work-group does a unit at a tile of rows, each as {@link GroupBernoulliLearn}
 * predicts it.
 */
final class GroupBernoulliInfer extends BlockKernel {
    @Local
    private final float[] partial = new float[GROUP_SIZE];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int workGroup = getGroupId();
            int lane = getLocalId();
            int tiles = (rows + TILE - 1) / TILE;
            int unit = workGroup / tiles;
            int first = (workGroup - unit * tiles) * TILE;
            int output = unit / neurons;
            int slot = firstSlot + output * slotClassStride + unit - output * neurons;
            float beta = biasLogits[output];
            int end = first + TILE;
            if (end > rows) {
                end = rows;
            }
            for (int row = first; row < end; row++) {
                int stream = unit * contextCount + contexts[slot * capacity + row];
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
                if (lane == 0) {
                    results[output * resultClassStride + row * resultRowStride + unit - output * neurons] =
                            bounded(partial[0] + biasWeights[stream] * beta, logitBound);
                }
                localBarrier();
            }
        }
    }
}
