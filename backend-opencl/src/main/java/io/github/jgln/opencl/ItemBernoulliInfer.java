package io.github.jgln.opencl;

/**
 * {@link Phase#INFER} on processors: a work-item does a unit at a tile of rows. Sums are added up in the order of
 * {@link ItemBernoulliLearn}, so that both predict the same bit for bit.
 */
final class ItemBernoulliInfer extends BlockKernel {
    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int item = getGlobalId();
            int tiles = (rows + TILE - 1) / TILE;
            int unit = item / tiles;
            int first = (item - unit * tiles) * TILE;
            int output = unit / neurons;
            int slot = firstSlot + output * slotClassStride + unit - output * neurons;
            float beta = biasLogits[output];
            int last = first + TILE;
            if (last > rows) {
                last = rows;
            }
            for (int row = first; row < last; row++) {
                int stream = unit * contextCount + contexts[slot * capacity + row];
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
                results[output * resultClassStride + row * resultRowStride + unit - output * neurons] =
                        bounded(dot + biasWeights[stream] * beta, logitBound);
            }
        }
    }
}
