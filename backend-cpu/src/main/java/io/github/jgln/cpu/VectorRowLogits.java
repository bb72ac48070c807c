package io.github.jgln.cpu;

import io.github.jgln.spi.FastMath;
import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.PlainRowLogits;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Base logits of a row on the Vector API. */
final class VectorRowLogits implements HostInputs.RowLogits {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    @Override
    public void minMaxLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to) {
        float min = rows[offset];
        float max = min;
        int i = 0;
        if (n >= L) {
            FloatVector low = load(rows, offset);
            FloatVector high = low;
            for (i = L; i <= n - L; i += L) {
                FloatVector x = load(rows, offset + i);
                low = low.blend(x, x.compare(VectorOperators.LT, low));
                high = high.blend(x, x.compare(VectorOperators.GT, high));
            }
            min = low.reduceLanes(VectorOperators.MIN);
            max = high.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            min = Math.min(min, rows[offset + i]);
            max = Math.max(max, rows[offset + i]);
        }
        float range = max - min;
        if (!(range > 0 && range <= Float.MAX_VALUE)) {
            for (i = 0; i < n; i++) {
                logits[to + i] = range > 0
                        ? FastMath.logit(PlainRowLogits.share(rows[offset + i], min, max, range), epsilon, bound)
                        : 0f;
            }
            return;
        }
        for (i = 0; i <= n - L; i += L) {
            load(rows, offset + i).sub(min).div(range).intoArray(logits, to + i);
        }
        for (; i < n; i++) {
            logits[to + i] = (rows[offset + i] - min) / range;
        }
        clipLogits(logits, to, n, epsilon, bound, logits, to);
    }

    /**
     * As {@link FastMath#logit}, with one rounding where that has two.
     *
     * <p>All in one method, which makes it too large to be inlined: within another the compiler would reach its limit of
     * nodes and leave some of these vectors on the heap.
     */
    @Override
    public void clipLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector p = load(rows, offset + i);
            p = p.blend(epsilon, p.compare(VectorOperators.LT, epsilon));
            p = p.blend(1 - epsilon, p.compare(VectorOperators.GT, 1 - epsilon));
            IntVector bits = p.div(one.sub(p)).reinterpretAsInts();
            IntVector exponent = bits.sub(FastMath.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .sub(one);
            FloatVector s = FloatVector.broadcast(F, FastMath.P8);
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P7));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P6));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P5));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P4));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P3));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P2));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P1));
            s = s.fma(f, FloatVector.broadcast(F, FastMath.P0));
            FloatVector f2 = f.mul(f);
            FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
            FloatVector logit = e.mul(FastMath.LN2).add(f.add(f2.mul(f).mul(s).sub(f2.mul(0.5f))));
            logit = logit.blend(bound, logit.compare(VectorOperators.GT, bound));
            logit.blend(-bound, logit.compare(VectorOperators.LT, -bound)).intoArray(logits, to + i);
        }
        for (; i < n; i++) {
            logits[to + i] = FastMath.logit(rows[offset + i], epsilon, bound);
        }
    }

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(F, array, offset);
    }
}
