package io.github.jgln;

/** A product of float vectors, summed in an order that no JVM changes. */
final class DotProduct {
    private DotProduct() {}

    /** {@code Σ a[from + i] b[at + i]} over {@code length}, in eight sums, so that additions overlap. */
    static float of(float[] a, int from, float[] b, int at, int length) {
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
            s0 += a[from + i] * b[at + i];
            s1 += a[from + i + 1] * b[at + i + 1];
            s2 += a[from + i + 2] * b[at + i + 2];
            s3 += a[from + i + 3] * b[at + i + 3];
            s4 += a[from + i + 4] * b[at + i + 4];
            s5 += a[from + i + 5] * b[at + i + 5];
            s6 += a[from + i + 6] * b[at + i + 6];
            s7 += a[from + i + 7] * b[at + i + 7];
        }
        for (; i < length; i++) {
            s0 += a[from + i] * b[at + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
