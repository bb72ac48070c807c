package io.github.jgln;

/**
 * SplitMix64 (Steele, Lea, Flood 2014) with normal variates by Marsaglia's polar method. Own code because the result must
 * be the same on every JVM: the library's generators promise that for bits, not for {@code nextGaussian}.
 */
final class StateRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private double spare = Double.NaN;

    /** A stream of its own for each purpose and place, so that one part's size does not shift another's numbers. */
    StateRandom(long seed, long... place) {
        state = mix(seed + GOLDEN_GAMMA);
        for (long p : place) {
            state = mix(state ^ mix(p + GOLDEN_GAMMA));
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, bound); the bias of the product is below bound · 2^-53. */
    int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    /** N(0, 1). */
    double nextGaussian() {
        if (!Double.isNaN(spare)) {
            double result = spare;
            spare = Double.NaN;
            return result;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        // StrictMath: the same bits everywhere.
        double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
        spare = v * factor;
        return u * factor;
    }
}
