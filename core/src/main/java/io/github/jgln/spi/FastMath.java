package io.github.jgln.spi;

/**
 * Float approximations for backends, and the constants of their polynomials for vector twins that take the same steps.
 *
 * <p>{@link #sigmoid}: absolute error below 1.5e-7 for |x| ≤ 17. {@link #exp}: relative error below 3e-6 for |x| ≤ 34.
 * {@link #log}: absolute error below 5e-7 on [1e-8, 1e8],
 * relative to max(1, |log x|).
 */
public final class FastMath {
    public static final float LOG2_E = 1.442695041f;

    /** Adding it rounds a float below 2^22 to an integer, which is then in the low bits. */
    public static final float ROUND = 12582912f;

    /** 2^f = Σ E_i f^i for |f| ≤ 1/2: ln(2)^i / i!. */
    public static final float E1 = 0.6931471806f;

    public static final float E2 = 0.2402265070f;
    public static final float E3 = 0.0555041087f;
    public static final float E4 = 0.0096181291f;
    public static final float E5 = 0.0013333558f;
    public static final float E6 = 0.000154035304f;

    /** log(1 + f) ≈ f - f²/2 + f³ Σ P_i f^i for 1 + f in [√½, √2]: the polynomial of Cephes' logf. */
    public static final float P0 = 3.3333331174e-1f;

    public static final float P1 = -2.4999993993e-1f;
    public static final float P2 = 2.0000714765e-1f;
    public static final float P3 = -1.6668057665e-1f;
    public static final float P4 = 1.4249322787e-1f;
    public static final float P5 = -1.2420140846e-1f;
    public static final float P6 = 1.1676998740e-1f;
    public static final float P7 = -1.1514610310e-1f;
    public static final float P8 = 7.0376836292e-2f;

    public static final int SQRT_HALF_BITS = 0x3f3504f3;
    public static final float LN2 = 0.693147180559945f;

    private FastMath() {}

    /** {@code 1 / (1 + e^-x)}. */
    public static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    /** {@code e^x}. */
    public static float exp(float x) {
        float t = x * LOG2_E;
        float rounded = t + ROUND;
        float f = t - (rounded - ROUND);
        float f2 = f * f;
        float low = (1 + E1 * f) + f2 * (E2 + E3 * f);
        float high = (E4 + E5 * f) + f2 * E6;
        float power = low + (f2 * f2) * high;
        float scale = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) + 127) << 23);
        return power * scale;
    }

    /** {@code ln x} for a positive normal x. */
    public static float log(float x) {
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
    public static float logit(float p, float epsilon, float bound) {
        float c = p < epsilon ? epsilon : p > 1 - epsilon ? 1 - epsilon : p;
        float logit = log(c / (1 - c));
        return logit < -bound ? -bound : logit > bound ? bound : logit;
    }
}
