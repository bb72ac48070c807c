package io.github.jgln.bench.ceilings;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API at the width the processor prefers. Twelve sums are enough to hide the latency of a multiply-add on
 * today's cores (four or five cycles, two a cycle) and few enough for the sixteen registers of AVX2.
 */
final class VectorCeilings implements CeilingKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    @Override
    public int step() {
        return 12 * L;
    }

    @Override
    public float multiplyAdd(int steps) {
        FloatVector b = FloatVector.broadcast(F, 1.0000001f);
        FloatVector c = FloatVector.broadcast(F, 1e-9f);
        FloatVector s0 = FloatVector.broadcast(F, 0f);
        FloatVector s1 = FloatVector.broadcast(F, 1e-9f);
        FloatVector s2 = FloatVector.broadcast(F, 2e-9f);
        FloatVector s3 = FloatVector.broadcast(F, 3e-9f);
        FloatVector s4 = FloatVector.broadcast(F, 4e-9f);
        FloatVector s5 = FloatVector.broadcast(F, 5e-9f);
        FloatVector s6 = FloatVector.broadcast(F, 6e-9f);
        FloatVector s7 = FloatVector.broadcast(F, 7e-9f);
        FloatVector s8 = FloatVector.broadcast(F, 8e-9f);
        FloatVector s9 = FloatVector.broadcast(F, 9e-9f);
        FloatVector s10 = FloatVector.broadcast(F, 10e-9f);
        FloatVector s11 = FloatVector.broadcast(F, 11e-9f);
        for (int i = 0; i < steps; i++) {
            s0 = s0.fma(b, c);
            s1 = s1.fma(b, c);
            s2 = s2.fma(b, c);
            s3 = s3.fma(b, c);
            s4 = s4.fma(b, c);
            s5 = s5.fma(b, c);
            s6 = s6.fma(b, c);
            s7 = s7.fma(b, c);
            s8 = s8.fma(b, c);
            s9 = s9.fma(b, c);
            s10 = s10.fma(b, c);
            s11 = s11.fma(b, c);
        }
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
        return low.add(high).reduceLanes(VectorOperators.ADD);
    }

    @Override
    public float read(float[] values, int from, int to) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        FloatVector s4 = FloatVector.zero(F);
        FloatVector s5 = FloatVector.zero(F);
        FloatVector s6 = FloatVector.zero(F);
        FloatVector s7 = FloatVector.zero(F);
        int i = from;
        for (; i <= to - 8 * L; i += 8 * L) {
            s0 = s0.add(FloatVector.fromArray(F, values, i));
            s1 = s1.add(FloatVector.fromArray(F, values, i + L));
            s2 = s2.add(FloatVector.fromArray(F, values, i + 2 * L));
            s3 = s3.add(FloatVector.fromArray(F, values, i + 3 * L));
            s4 = s4.add(FloatVector.fromArray(F, values, i + 4 * L));
            s5 = s5.add(FloatVector.fromArray(F, values, i + 5 * L));
            s6 = s6.add(FloatVector.fromArray(F, values, i + 6 * L));
            s7 = s7.add(FloatVector.fromArray(F, values, i + 7 * L));
        }
        FloatVector sum = s0.add(s1).add(s2).add(s3).add(s4.add(s5).add(s6).add(s7));
        float rest = 0;
        for (; i < to; i++) {
            rest += values[i];
        }
        return rest + sum.reduceLanes(VectorOperators.ADD);
    }
}
