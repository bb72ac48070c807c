package io.github.jgln.opencl;

/**
 * {@link Phase#LEARN} on processors: a work-item does a stream. The update after a row and the dot product for the stream's
 * next one share a pass over the weights.
 *
 * <p>Lane by lane, all loads before all stores: this is what drivers' compilers turn into vector instructions and keep in
 * registers. A loop over lanes, a private array or one more method between them, and it is four times as slow.
 */
final class ItemBernoulliLearn extends BlockKernel {
    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int stream = getGlobalId();
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
            if (begin < end) {
                int w = stream * width;
                float beta = biasLogits[output];
                float biasWeight = biasWeights[stream];
                int row = order[slot * capacity + begin];
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
                for (int p = begin; p < end; p++) {
                    float dot = (((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14)))
                            + (((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15)));
                    float logit = bounded(dot + biasWeight * beta, logitBound);
                    results[output * resultClassStride + row * resultRowStride + unit - output * neurons] = logit;
                    float g = bernoulliStep(row, output, logit);
                    biasWeight = bounded(biasWeight - g * beta, weightBound);
                    int following = row;
                    if (p + 1 < end) {
                        following = order[slot * capacity + p + 1];
                    }
                    int next = output * inputClassStride + following * width;
                    s0 = 0;
                    s1 = 0;
                    s2 = 0;
                    s3 = 0;
                    s4 = 0;
                    s5 = 0;
                    s6 = 0;
                    s7 = 0;
                    s8 = 0;
                    s9 = 0;
                    s10 = 0;
                    s11 = 0;
                    s12 = 0;
                    s13 = 0;
                    s14 = 0;
                    s15 = 0;
                    for (int i = 0; i < width; i += VECTOR) {
                        int a = w + i;
                        int b = x + i;
                        int c = next + i;
                        float w0 = weights[a] - g * inputs[b];
                        float w1 = weights[a + 1] - g * inputs[b + 1];
                        float w2 = weights[a + 2] - g * inputs[b + 2];
                        float w3 = weights[a + 3] - g * inputs[b + 3];
                        float w4 = weights[a + 4] - g * inputs[b + 4];
                        float w5 = weights[a + 5] - g * inputs[b + 5];
                        float w6 = weights[a + 6] - g * inputs[b + 6];
                        float w7 = weights[a + 7] - g * inputs[b + 7];
                        float w8 = weights[a + 8] - g * inputs[b + 8];
                        float w9 = weights[a + 9] - g * inputs[b + 9];
                        float w10 = weights[a + 10] - g * inputs[b + 10];
                        float w11 = weights[a + 11] - g * inputs[b + 11];
                        float w12 = weights[a + 12] - g * inputs[b + 12];
                        float w13 = weights[a + 13] - g * inputs[b + 13];
                        float w14 = weights[a + 14] - g * inputs[b + 14];
                        float w15 = weights[a + 15] - g * inputs[b + 15];
                        w0 = w0 > weightBound ? weightBound : w0;
                        w1 = w1 > weightBound ? weightBound : w1;
                        w2 = w2 > weightBound ? weightBound : w2;
                        w3 = w3 > weightBound ? weightBound : w3;
                        w4 = w4 > weightBound ? weightBound : w4;
                        w5 = w5 > weightBound ? weightBound : w5;
                        w6 = w6 > weightBound ? weightBound : w6;
                        w7 = w7 > weightBound ? weightBound : w7;
                        w8 = w8 > weightBound ? weightBound : w8;
                        w9 = w9 > weightBound ? weightBound : w9;
                        w10 = w10 > weightBound ? weightBound : w10;
                        w11 = w11 > weightBound ? weightBound : w11;
                        w12 = w12 > weightBound ? weightBound : w12;
                        w13 = w13 > weightBound ? weightBound : w13;
                        w14 = w14 > weightBound ? weightBound : w14;
                        w15 = w15 > weightBound ? weightBound : w15;
                        w0 = w0 < -weightBound ? -weightBound : w0;
                        w1 = w1 < -weightBound ? -weightBound : w1;
                        w2 = w2 < -weightBound ? -weightBound : w2;
                        w3 = w3 < -weightBound ? -weightBound : w3;
                        w4 = w4 < -weightBound ? -weightBound : w4;
                        w5 = w5 < -weightBound ? -weightBound : w5;
                        w6 = w6 < -weightBound ? -weightBound : w6;
                        w7 = w7 < -weightBound ? -weightBound : w7;
                        w8 = w8 < -weightBound ? -weightBound : w8;
                        w9 = w9 < -weightBound ? -weightBound : w9;
                        w10 = w10 < -weightBound ? -weightBound : w10;
                        w11 = w11 < -weightBound ? -weightBound : w11;
                        w12 = w12 < -weightBound ? -weightBound : w12;
                        w13 = w13 < -weightBound ? -weightBound : w13;
                        w14 = w14 < -weightBound ? -weightBound : w14;
                        w15 = w15 < -weightBound ? -weightBound : w15;
                        s0 = s0 + w0 * inputs[c];
                        s1 = s1 + w1 * inputs[c + 1];
                        s2 = s2 + w2 * inputs[c + 2];
                        s3 = s3 + w3 * inputs[c + 3];
                        s4 = s4 + w4 * inputs[c + 4];
                        s5 = s5 + w5 * inputs[c + 5];
                        s6 = s6 + w6 * inputs[c + 6];
                        s7 = s7 + w7 * inputs[c + 7];
                        s8 = s8 + w8 * inputs[c + 8];
                        s9 = s9 + w9 * inputs[c + 9];
                        s10 = s10 + w10 * inputs[c + 10];
                        s11 = s11 + w11 * inputs[c + 11];
                        s12 = s12 + w12 * inputs[c + 12];
                        s13 = s13 + w13 * inputs[c + 13];
                        s14 = s14 + w14 * inputs[c + 14];
                        s15 = s15 + w15 * inputs[c + 15];
                        weights[a] = w0;
                        weights[a + 1] = w1;
                        weights[a + 2] = w2;
                        weights[a + 3] = w3;
                        weights[a + 4] = w4;
                        weights[a + 5] = w5;
                        weights[a + 6] = w6;
                        weights[a + 7] = w7;
                        weights[a + 8] = w8;
                        weights[a + 9] = w9;
                        weights[a + 10] = w10;
                        weights[a + 11] = w11;
                        weights[a + 12] = w12;
                        weights[a + 13] = w13;
                        weights[a + 14] = w14;
                        weights[a + 15] = w15;
                    }
                    x = next;
                    row = following;
                }
                biasWeights[stream] = biasWeight;
            }
        }
    }
}
