package io.github.jgln.data;

/** The SplitMix64 generator (Steele, Lea and Flood 2014): a seed gives one sequence everywhere. */
final class SplitMix64 {
    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, bound): the top 31 bits modulo the bound, redrawn where they fall in the incomplete last cycle. */
    int below(int bound) {
        long end = (1L << 31) - (1L << 31) % bound;
        long bits;
        do {
            bits = next() >>> 33;
        } while (bits >= end);
        return (int) (bits % bound);
    }
}
