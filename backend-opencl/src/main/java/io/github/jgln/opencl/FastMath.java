package io.github.jgln.opencl;

/** Float approximations for base logits. */
final class FastMath {
    /** log(1 + f) ≈ f - f²/2 + f³ Σ P_i f^i for 1 + f in [√½, √2]: the polynomial of Cephes' logf. */
    private static final float P0 = 3.3333331174e-1f;

    private static final float P1 = -2.4999993993e-1f;
    private static final float P2 = 2.0000714765e-1f;
    private static final float P3 = -1.6668057665e-1f;
    private static final float P4 = 1.4249322787e-1f;
    private static final float P5 = -1.2420140846e-1f;
    private static final float P6 = 1.1676998740e-1f;
    private static final float P7 = -1.1514610310e-1f;
    private static final float P8 = 7.0376836292e-2f;

    private static final int SQRT_HALF_BITS = 0x3f3504f3;
    private static final float LN2 = 0.693147180559945f;

    private FastMath() {}

    /** {@code ln x} for a positive normal x: absolute error below 5e-7 relative to max(1, |ln x|). */
    static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - SQRT_HALF_BITS) >> 23;
        float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
        float p = P8;
        p = p * f + P7;
        p = p * f + P6;
        p = p * f + P5;
        p = p * f + P4;
        p = p * f + P3;
        p = p * f + P2;
        p = p * f + P1;
        p = p * f + P0;
        float f2 = f * f;
        return exponent * LN2 + (f + (f2 * f * p - 0.5f * f2));
    }

    /** {@code log(p / (1 - p))} clipped to ±bound, for p clipped into [ε, 1 - ε]. */
    static float logit(float p, float epsilon, float bound) {
        float c = p < epsilon ? epsilon : p > 1 - epsilon ? 1 - epsilon : p;
        float logit = log(c / (1 - c));
        return logit < -bound ? -bound : logit > bound ? bound : logit;
    }
}
