package io.github.jgln;

/** Float32 dot products in plain Java. */
final class DotProduct {
    private DotProduct() {}

    /** {@code Σ_i a[from + i] · b[offset + i]}, in eight sums, so that additions overlap. */
    static float of(float[] a, int from, float[] b, int offset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            s0 += a[from + i] * b[offset + i];
            s1 += a[from + i + 1] * b[offset + i + 1];
            s2 += a[from + i + 2] * b[offset + i + 2];
            s3 += a[from + i + 3] * b[offset + i + 3];
            s4 += a[from + i + 4] * b[offset + i + 4];
            s5 += a[from + i + 5] * b[offset + i + 5];
            s6 += a[from + i + 6] * b[offset + i + 6];
            s7 += a[from + i + 7] * b[offset + i + 7];
        }
        for (; i < length; i++) {
            s0 += a[from + i] * b[offset + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
