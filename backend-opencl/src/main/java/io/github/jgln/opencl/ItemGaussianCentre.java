package io.github.jgln.opencl;

/** {@link Phase#CENTRE_GAUSSIANS} on processors: a work-item does a row that an output reads, or all of them. */
final class ItemGaussianCentre extends GaussianKernel {
    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int item = getGlobalId();
            int copy = item / rows;
            int row = item - copy * rows;
            int x = copy * inputClassStride + row * PLANES * width;
            float q0 = 0;
            float q1 = 0;
            float q2 = 0;
            float q3 = 0;
            float q4 = 0;
            float q5 = 0;
            float q6 = 0;
            float q7 = 0;
            float q8 = 0;
            float q9 = 0;
            float q10 = 0;
            float q11 = 0;
            float q12 = 0;
            float q13 = 0;
            float q14 = 0;
            float q15 = 0;
            float r0 = 0;
            float r1 = 0;
            float r2 = 0;
            float r3 = 0;
            float r4 = 0;
            float r5 = 0;
            float r6 = 0;
            float r7 = 0;
            float r8 = 0;
            float r9 = 0;
            float r10 = 0;
            float r11 = 0;
            float r12 = 0;
            float r13 = 0;
            float r14 = 0;
            float r15 = 0;
            for (int i = 0; i < width; i += VECTOR) {
                int a = x + i;
                q0 = q0 + inputs[a] * inputs[a];
                q1 = q1 + inputs[a + 1] * inputs[a + 1];
                q2 = q2 + inputs[a + 2] * inputs[a + 2];
                q3 = q3 + inputs[a + 3] * inputs[a + 3];
                q4 = q4 + inputs[a + 4] * inputs[a + 4];
                q5 = q5 + inputs[a + 5] * inputs[a + 5];
                q6 = q6 + inputs[a + 6] * inputs[a + 6];
                q7 = q7 + inputs[a + 7] * inputs[a + 7];
                q8 = q8 + inputs[a + 8] * inputs[a + 8];
                q9 = q9 + inputs[a + 9] * inputs[a + 9];
                q10 = q10 + inputs[a + 10] * inputs[a + 10];
                q11 = q11 + inputs[a + 11] * inputs[a + 11];
                q12 = q12 + inputs[a + 12] * inputs[a + 12];
                q13 = q13 + inputs[a + 13] * inputs[a + 13];
                q14 = q14 + inputs[a + 14] * inputs[a + 14];
                q15 = q15 + inputs[a + 15] * inputs[a + 15];
            }
            for (int i = 0; i < width; i += VECTOR) {
                int a = x + i;
                int b = a + 2 * width;
                r0 = r0 + inputs[a] * inputs[a] * inputs[b];
                r1 = r1 + inputs[a + 1] * inputs[a + 1] * inputs[b + 1];
                r2 = r2 + inputs[a + 2] * inputs[a + 2] * inputs[b + 2];
                r3 = r3 + inputs[a + 3] * inputs[a + 3] * inputs[b + 3];
                r4 = r4 + inputs[a + 4] * inputs[a + 4] * inputs[b + 4];
                r5 = r5 + inputs[a + 5] * inputs[a + 5] * inputs[b + 5];
                r6 = r6 + inputs[a + 6] * inputs[a + 6] * inputs[b + 6];
                r7 = r7 + inputs[a + 7] * inputs[a + 7] * inputs[b + 7];
                r8 = r8 + inputs[a + 8] * inputs[a + 8] * inputs[b + 8];
                r9 = r9 + inputs[a + 9] * inputs[a + 9] * inputs[b + 9];
                r10 = r10 + inputs[a + 10] * inputs[a + 10] * inputs[b + 10];
                r11 = r11 + inputs[a + 11] * inputs[a + 11] * inputs[b + 11];
                r12 = r12 + inputs[a + 12] * inputs[a + 12] * inputs[b + 12];
                r13 = r13 + inputs[a + 13] * inputs[a + 13] * inputs[b + 13];
                r14 = r14 + inputs[a + 14] * inputs[a + 14] * inputs[b + 14];
                r15 = r15 + inputs[a + 15] * inputs[a + 15] * inputs[b + 15];
            }
            float precisions = (((q0 + q8) + (q4 + q12)) + ((q2 + q10) + (q6 + q14)))
                    + (((q1 + q9) + (q5 + q13)) + ((q3 + q11) + (q7 + q15)));
            float centre = ((((r0 + r8) + (r4 + r12)) + ((r2 + r10) + (r6 + r14)))
                            + (((r1 + r9) + (r5 + r13)) + ((r3 + r11) + (r7 + r15))))
                    / precisions;
            r0 = 0;
            r1 = 0;
            r2 = 0;
            r3 = 0;
            r4 = 0;
            r5 = 0;
            r6 = 0;
            r7 = 0;
            r8 = 0;
            r9 = 0;
            r10 = 0;
            r11 = 0;
            r12 = 0;
            r13 = 0;
            r14 = 0;
            r15 = 0;
            for (int i = 0; i < width; i += VECTOR) {
                int a = x + i;
                int b = a + width;
                int c = b + width;
                float v0 = inputs[a] * (inputs[c] - centre);
                float v1 = inputs[a + 1] * (inputs[c + 1] - centre);
                float v2 = inputs[a + 2] * (inputs[c + 2] - centre);
                float v3 = inputs[a + 3] * (inputs[c + 3] - centre);
                float v4 = inputs[a + 4] * (inputs[c + 4] - centre);
                float v5 = inputs[a + 5] * (inputs[c + 5] - centre);
                float v6 = inputs[a + 6] * (inputs[c + 6] - centre);
                float v7 = inputs[a + 7] * (inputs[c + 7] - centre);
                float v8 = inputs[a + 8] * (inputs[c + 8] - centre);
                float v9 = inputs[a + 9] * (inputs[c + 9] - centre);
                float v10 = inputs[a + 10] * (inputs[c + 10] - centre);
                float v11 = inputs[a + 11] * (inputs[c + 11] - centre);
                float v12 = inputs[a + 12] * (inputs[c + 12] - centre);
                float v13 = inputs[a + 13] * (inputs[c + 13] - centre);
                float v14 = inputs[a + 14] * (inputs[c + 14] - centre);
                float v15 = inputs[a + 15] * (inputs[c + 15] - centre);
                r0 = r0 + v0 * v0;
                r1 = r1 + v1 * v1;
                r2 = r2 + v2 * v2;
                r3 = r3 + v3 * v3;
                r4 = r4 + v4 * v4;
                r5 = r5 + v5 * v5;
                r6 = r6 + v6 * v6;
                r7 = r7 + v7 * v7;
                r8 = r8 + v8 * v8;
                r9 = r9 + v9 * v9;
                r10 = r10 + v10 * v10;
                r11 = r11 + v11 * v11;
                r12 = r12 + v12 * v12;
                r13 = r13 + v13 * v13;
                r14 = r14 + v14 * v14;
                r15 = r15 + v15 * v15;
                inputs[b] = v0;
                inputs[b + 1] = v1;
                inputs[b + 2] = v2;
                inputs[b + 3] = v3;
                inputs[b + 4] = v4;
                inputs[b + 5] = v5;
                inputs[b + 6] = v6;
                inputs[b + 7] = v7;
                inputs[b + 8] = v8;
                inputs[b + 9] = v9;
                inputs[b + 10] = v10;
                inputs[b + 11] = v11;
                inputs[b + 12] = v12;
                inputs[b + 13] = v13;
                inputs[b + 14] = v14;
                inputs[b + 15] = v15;
            }
            int to = copy * centreClassStride + row * CENTRE;
            centres[to] = centre;
            centres[to + 1] = precisions;
            centres[to + 2] = (((r0 + r8) + (r4 + r12)) + ((r2 + r10) + (r6 + r14)))
                    + (((r1 + r9) + (r5 + r13)) + ((r3 + r11) + (r7 + r15)));
        }
    }
}
