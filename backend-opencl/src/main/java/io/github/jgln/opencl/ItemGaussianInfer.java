package io.github.jgln.opencl;

/**
 * {@link Phase#INFER_GAUSSIANS} on processors: a work-item does a unit at a tile of rows. Sums are added up in the order of
 * {@link ItemGaussianLearn}, so that both predict the same bit for bit, and one after the other: of two sums in one loop that
 * stores nothing, drivers' compilers make vector instructions for one at most.
 */
final class ItemGaussianInfer extends GaussianKernel {
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
            int last = first + TILE;
            if (last > rows) {
                last = rows;
            }
            for (int row = first; row < last; row++) {
                int w = (unit * contextCount + contexts[slot * capacity + row]) * width;
                int x = output * inputClassStride + row * PLANES * width;
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
                float s = (((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14)))
                        + (((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15)));
                float m = (((m0 + m8) + (m4 + m12)) + ((m2 + m10) + (m6 + m14)))
                        + (((m1 + m9) + (m5 + m13)) + ((m3 + m11) + (m7 + m15)));
                float precision = precision(s);
                int to = output * resultClassStride + row * resultRowStride + unit - output * neurons;
                results[to] = handedUp(precision);
                results[to + resultMeans] = centres[output * centreClassStride + row * CENTRE] + m / precision;
            }
        }
    }
}
