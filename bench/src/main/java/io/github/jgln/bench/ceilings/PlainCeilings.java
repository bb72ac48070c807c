package io.github.jgln.bench.ceilings;

/**
 * Without the Vector API: what the compiler makes of plain loops. It keeps no vectors in registers here, so these ceilings
 * are those of plain Java, not of the machine.
 */
final class PlainCeilings implements CeilingKernels {
    /** Small enough for any first-level cache, long enough for the compiler's widest vectors. */
    private static final int LENGTH = 2048;

    private static final int SUMS = 8;

    @Override
    public int step() {
        return LENGTH;
    }

    /** With a fused multiply-add, which the engine's plain kernels do without, this would call a function on old processors. */
    @Override
    public float multiplyAdd(int steps) {
        float[] s = new float[LENGTH];
        for (int n = 0; n < steps; n++) {
            for (int i = 0; i < LENGTH; i++) {
                s[i] = s[i] * 1.0000001f + 1e-9f;
            }
        }
        return s[steps % LENGTH];
    }

    @Override
    public float read(float[] values, int from, int to) {
        // Floats are never added up in vectors by the compiler, integers are.
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits += (int) values[i];
        }
        return bits;
    }
}
