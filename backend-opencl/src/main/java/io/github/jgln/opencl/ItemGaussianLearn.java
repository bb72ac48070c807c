package io.github.jgln.opencl;

/**
 * {@link Phase#LEARN_GAUSSIANS} on processors: a work-item does a stream. In the stable form the update after a row and the dot
 * products for the stream's next one share a pass over the weights; in the published one they do not. Written lane by lane for
 * the reasons of {@link ItemBernoulliLearn}.
 */
final class ItemGaussianLearn extends GaussianKernel {
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
                int row = order[slot * capacity + begin];
                int x = output * inputClassStride + row * PLANES * width;
                int summed = 0;
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
                float m0 = 0;
                float m1 = 0;
                float m2 = 0;
                float m3 = 0;
                float m4 = 0;
                float m5 = 0;
                float m6 = 0;
                float m7 = 0;
                float m8 = 0;
                float m9 = 0;
                float m10 = 0;
                float m11 = 0;
                float m12 = 0;
                float m13 = 0;
                float m14 = 0;
                float m15 = 0;
                for (int p = begin; p < end; p++) {
                    if (summed == 0) {
                        for (int i = 0; i < width; i += VECTOR) {
                            int a = w + i;
                            int b = x + i;
                            float w0 = weights[a];
                            float w1 = weights[a + 1];
                            float w2 = weights[a + 2];
                            float w3 = weights[a + 3];
                            float w4 = weights[a + 4];
                            float w5 = weights[a + 5];
                            float w6 = weights[a + 6];
                            float w7 = weights[a + 7];
                            float w8 = weights[a + 8];
                            float w9 = weights[a + 9];
                            float w10 = weights[a + 10];
                            float w11 = weights[a + 11];
                            float w12 = weights[a + 12];
                            float w13 = weights[a + 13];
                            float w14 = weights[a + 14];
                            float w15 = weights[a + 15];
                            w0 = w0 > useBound ? useBound : w0;
                            w1 = w1 > useBound ? useBound : w1;
                            w2 = w2 > useBound ? useBound : w2;
                            w3 = w3 > useBound ? useBound : w3;
                            w4 = w4 > useBound ? useBound : w4;
                            w5 = w5 > useBound ? useBound : w5;
                            w6 = w6 > useBound ? useBound : w6;
                            w7 = w7 > useBound ? useBound : w7;
                            w8 = w8 > useBound ? useBound : w8;
                            w9 = w9 > useBound ? useBound : w9;
                            w10 = w10 > useBound ? useBound : w10;
                            w11 = w11 > useBound ? useBound : w11;
                            w12 = w12 > useBound ? useBound : w12;
                            w13 = w13 > useBound ? useBound : w13;
                            w14 = w14 > useBound ? useBound : w14;
                            w15 = w15 > useBound ? useBound : w15;
                            w0 = w0 < -useBound ? -useBound : w0;
                            w1 = w1 < -useBound ? -useBound : w1;
                            w2 = w2 < -useBound ? -useBound : w2;
                            w3 = w3 < -useBound ? -useBound : w3;
                            w4 = w4 < -useBound ? -useBound : w4;
                            w5 = w5 < -useBound ? -useBound : w5;
                            w6 = w6 < -useBound ? -useBound : w6;
                            w7 = w7 < -useBound ? -useBound : w7;
                            w8 = w8 < -useBound ? -useBound : w8;
                            w9 = w9 < -useBound ? -useBound : w9;
                            w10 = w10 < -useBound ? -useBound : w10;
                            w11 = w11 < -useBound ? -useBound : w11;
                            w12 = w12 < -useBound ? -useBound : w12;
                            w13 = w13 < -useBound ? -useBound : w13;
                            w14 = w14 < -useBound ? -useBound : w14;
                            w15 = w15 < -useBound ? -useBound : w15;
                            s0 = s0 + w0 * inputs[b];
                            s1 = s1 + w1 * inputs[b + 1];
                            s2 = s2 + w2 * inputs[b + 2];
                            s3 = s3 + w3 * inputs[b + 3];
                            s4 = s4 + w4 * inputs[b + 4];
                            s5 = s5 + w5 * inputs[b + 5];
                            s6 = s6 + w6 * inputs[b + 6];
                            s7 = s7 + w7 * inputs[b + 7];
                            s8 = s8 + w8 * inputs[b + 8];
                            s9 = s9 + w9 * inputs[b + 9];
                            s10 = s10 + w10 * inputs[b + 10];
                            s11 = s11 + w11 * inputs[b + 11];
                            s12 = s12 + w12 * inputs[b + 12];
                            s13 = s13 + w13 * inputs[b + 13];
                            s14 = s14 + w14 * inputs[b + 14];
                            s15 = s15 + w15 * inputs[b + 15];
                        }
                        for (int i = 0; i < width; i += VECTOR) {
                            int a = w + i;
                            int b = x + width + i;
                            float w0 = weights[a];
                            float w1 = weights[a + 1];
                            float w2 = weights[a + 2];
                            float w3 = weights[a + 3];
                            float w4 = weights[a + 4];
                            float w5 = weights[a + 5];
                            float w6 = weights[a + 6];
                            float w7 = weights[a + 7];
                            float w8 = weights[a + 8];
                            float w9 = weights[a + 9];
                            float w10 = weights[a + 10];
                            float w11 = weights[a + 11];
                            float w12 = weights[a + 12];
                            float w13 = weights[a + 13];
                            float w14 = weights[a + 14];
                            float w15 = weights[a + 15];
                            w0 = w0 > useBound ? useBound : w0;
                            w1 = w1 > useBound ? useBound : w1;
                            w2 = w2 > useBound ? useBound : w2;
                            w3 = w3 > useBound ? useBound : w3;
                            w4 = w4 > useBound ? useBound : w4;
                            w5 = w5 > useBound ? useBound : w5;
                            w6 = w6 > useBound ? useBound : w6;
                            w7 = w7 > useBound ? useBound : w7;
                            w8 = w8 > useBound ? useBound : w8;
                            w9 = w9 > useBound ? useBound : w9;
                            w10 = w10 > useBound ? useBound : w10;
                            w11 = w11 > useBound ? useBound : w11;
                            w12 = w12 > useBound ? useBound : w12;
                            w13 = w13 > useBound ? useBound : w13;
                            w14 = w14 > useBound ? useBound : w14;
                            w15 = w15 > useBound ? useBound : w15;
                            w0 = w0 < -useBound ? -useBound : w0;
                            w1 = w1 < -useBound ? -useBound : w1;
                            w2 = w2 < -useBound ? -useBound : w2;
                            w3 = w3 < -useBound ? -useBound : w3;
                            w4 = w4 < -useBound ? -useBound : w4;
                            w5 = w5 < -useBound ? -useBound : w5;
                            w6 = w6 < -useBound ? -useBound : w6;
                            w7 = w7 < -useBound ? -useBound : w7;
                            w8 = w8 < -useBound ? -useBound : w8;
                            w9 = w9 < -useBound ? -useBound : w9;
                            w10 = w10 < -useBound ? -useBound : w10;
                            w11 = w11 < -useBound ? -useBound : w11;
                            w12 = w12 < -useBound ? -useBound : w12;
                            w13 = w13 < -useBound ? -useBound : w13;
                            w14 = w14 < -useBound ? -useBound : w14;
                            w15 = w15 < -useBound ? -useBound : w15;
                            m0 = m0 + w0 * inputs[b];
                            m1 = m1 + w1 * inputs[b + 1];
                            m2 = m2 + w2 * inputs[b + 2];
                            m3 = m3 + w3 * inputs[b + 3];
                            m4 = m4 + w4 * inputs[b + 4];
                            m5 = m5 + w5 * inputs[b + 5];
                            m6 = m6 + w6 * inputs[b + 6];
                            m7 = m7 + w7 * inputs[b + 7];
                            m8 = m8 + w8 * inputs[b + 8];
                            m9 = m9 + w9 * inputs[b + 9];
                            m10 = m10 + w10 * inputs[b + 10];
                            m11 = m11 + w11 * inputs[b + 11];
                            m12 = m12 + w12 * inputs[b + 12];
                            m13 = m13 + w13 * inputs[b + 13];
                            m14 = m14 + w14 * inputs[b + 14];
                            m15 = m15 + w15 * inputs[b + 15];
                        }
                    }
                    float s = (((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14)))
                            + (((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15)));
                    float m = (((m0 + m8) + (m4 + m12)) + ((m2 + m10) + (m6 + m14)))
                            + (((m1 + m9) + (m5 + m13)) + ((m3 + m11) + (m7 + m15)));
                    int centre = output * centreClassStride + row * CENTRE;
                    float precision = precision(s);
                    float shift = m / precision;
                    float variance = 1 / handedUp(precision);
                    float error = targets[row * outputs + output] - (centres[centre] + shift);
                    float alpha = alpha(row, s, precision, variance, error, shift, centres[centre + 1]);
                    float beta = beta(row, precision, variance, error, centres[centre + 2]);
                    int to = output * resultClassStride + row * resultRowStride + unit - output * neurons;
                    results[to] = handedUp(precision);
                    results[to + resultMeans] = centres[centre] + shift;
                    int following = row;
                    if (p + 1 < end) {
                        following = order[slot * capacity + p + 1];
                    }
                    int next = output * inputClassStride + following * PLANES * width;
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
                    m0 = 0;
                    m1 = 0;
                    m2 = 0;
                    m3 = 0;
                    m4 = 0;
                    m5 = 0;
                    m6 = 0;
                    m7 = 0;
                    m8 = 0;
                    m9 = 0;
                    m10 = 0;
                    m11 = 0;
                    m12 = 0;
                    m13 = 0;
                    m14 = 0;
                    m15 = 0;
                    if (published == 1) {
                        for (int i = 0; i < width; i++) {
                            float moved = weights[w + i] - alpha * inputs[x + i] + beta * inputs[x + width + i];
                            weights[w + i] = learnt(weights[w + i], moved);
                        }
                    } else {
                        summed = 1;
                        for (int i = 0; i < width; i += VECTOR) {
                            int a = w + i;
                            int b = x + i;
                            int c = b + width;
                            int d = next + i;
                            int f = d + width;
                            float w0 = weights[a] - alpha * inputs[b] + beta * inputs[c];
                            float w1 = weights[a + 1] - alpha * inputs[b + 1] + beta * inputs[c + 1];
                            float w2 = weights[a + 2] - alpha * inputs[b + 2] + beta * inputs[c + 2];
                            float w3 = weights[a + 3] - alpha * inputs[b + 3] + beta * inputs[c + 3];
                            float w4 = weights[a + 4] - alpha * inputs[b + 4] + beta * inputs[c + 4];
                            float w5 = weights[a + 5] - alpha * inputs[b + 5] + beta * inputs[c + 5];
                            float w6 = weights[a + 6] - alpha * inputs[b + 6] + beta * inputs[c + 6];
                            float w7 = weights[a + 7] - alpha * inputs[b + 7] + beta * inputs[c + 7];
                            float w8 = weights[a + 8] - alpha * inputs[b + 8] + beta * inputs[c + 8];
                            float w9 = weights[a + 9] - alpha * inputs[b + 9] + beta * inputs[c + 9];
                            float w10 = weights[a + 10] - alpha * inputs[b + 10] + beta * inputs[c + 10];
                            float w11 = weights[a + 11] - alpha * inputs[b + 11] + beta * inputs[c + 11];
                            float w12 = weights[a + 12] - alpha * inputs[b + 12] + beta * inputs[c + 12];
                            float w13 = weights[a + 13] - alpha * inputs[b + 13] + beta * inputs[c + 13];
                            float w14 = weights[a + 14] - alpha * inputs[b + 14] + beta * inputs[c + 14];
                            float w15 = weights[a + 15] - alpha * inputs[b + 15] + beta * inputs[c + 15];
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
                            w0 = w0 < 0 ? 0 : w0;
                            w1 = w1 < 0 ? 0 : w1;
                            w2 = w2 < 0 ? 0 : w2;
                            w3 = w3 < 0 ? 0 : w3;
                            w4 = w4 < 0 ? 0 : w4;
                            w5 = w5 < 0 ? 0 : w5;
                            w6 = w6 < 0 ? 0 : w6;
                            w7 = w7 < 0 ? 0 : w7;
                            w8 = w8 < 0 ? 0 : w8;
                            w9 = w9 < 0 ? 0 : w9;
                            w10 = w10 < 0 ? 0 : w10;
                            w11 = w11 < 0 ? 0 : w11;
                            w12 = w12 < 0 ? 0 : w12;
                            w13 = w13 < 0 ? 0 : w13;
                            w14 = w14 < 0 ? 0 : w14;
                            w15 = w15 < 0 ? 0 : w15;
                            s0 = s0 + w0 * inputs[d];
                            s1 = s1 + w1 * inputs[d + 1];
                            s2 = s2 + w2 * inputs[d + 2];
                            s3 = s3 + w3 * inputs[d + 3];
                            s4 = s4 + w4 * inputs[d + 4];
                            s5 = s5 + w5 * inputs[d + 5];
                            s6 = s6 + w6 * inputs[d + 6];
                            s7 = s7 + w7 * inputs[d + 7];
                            s8 = s8 + w8 * inputs[d + 8];
                            s9 = s9 + w9 * inputs[d + 9];
                            s10 = s10 + w10 * inputs[d + 10];
                            s11 = s11 + w11 * inputs[d + 11];
                            s12 = s12 + w12 * inputs[d + 12];
                            s13 = s13 + w13 * inputs[d + 13];
                            s14 = s14 + w14 * inputs[d + 14];
                            s15 = s15 + w15 * inputs[d + 15];
                            m0 = m0 + w0 * inputs[f];
                            m1 = m1 + w1 * inputs[f + 1];
                            m2 = m2 + w2 * inputs[f + 2];
                            m3 = m3 + w3 * inputs[f + 3];
                            m4 = m4 + w4 * inputs[f + 4];
                            m5 = m5 + w5 * inputs[f + 5];
                            m6 = m6 + w6 * inputs[f + 6];
                            m7 = m7 + w7 * inputs[f + 7];
                            m8 = m8 + w8 * inputs[f + 8];
                            m9 = m9 + w9 * inputs[f + 9];
                            m10 = m10 + w10 * inputs[f + 10];
                            m11 = m11 + w11 * inputs[f + 11];
                            m12 = m12 + w12 * inputs[f + 12];
                            m13 = m13 + w13 * inputs[f + 13];
                            m14 = m14 + w14 * inputs[f + 14];
                            m15 = m15 + w15 * inputs[f + 15];
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
                    }
                    x = next;
                    row = following;
                }
            }
        }
    }
}
