package io.github.jgln.cpu;

import io.github.jgln.spi.FastMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Mixing on the Vector API at the width the processor prefers.
 *
 * <p>Vectors live in local variables only: one array of them would put every step on the heap.
 */
final class VectorMixing implements MixingOps {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    static final int LANES = L;

    /** Up to this width a neuron's step is shorter than the latency of its sigmoid, so neurons go side by side. */
    private static final int TOGETHER = 4 * L;

    @Override
    public MixingOps forWorker() {
        return this;
    }

    @Override
    public boolean learnsTogether(int k) {
        return k <= TOGETHER;
    }

    @Override
    public float dot(float[] w, int wOffset, float[] x, int xOffset, int k) {
        return dotOf(w, wOffset, x, xOffset, k);
    }

    private static float dotOf(float[] w, int wOffset, float[] x, int xOffset, int k) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= k - 4 * L; i += 4 * L) {
            s0 = load(w, wOffset + i).fma(load(x, xOffset + i), s0);
            s1 = load(w, wOffset + i + L).fma(load(x, xOffset + i + L), s1);
            s2 = load(w, wOffset + i + 2 * L).fma(load(x, xOffset + i + 2 * L), s2);
            s3 = load(w, wOffset + i + 3 * L).fma(load(x, xOffset + i + 3 * L), s3);
        }
        for (; i < k; i += L) {
            s0 = load(w, wOffset + i).fma(load(x, xOffset + i), s0);
        }
        return sum(s0.add(s1).add(s2.add(s3)));
    }

    private static final VectorShuffle<Float> HALF = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 2));
    private static final VectorShuffle<Float> QUARTER = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 4));
    private static final VectorShuffle<Float> EIGHTH = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 8));
    private static final VectorShuffle<Float> SIXTEENTH = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 16));

    /** A tree of additions; {@code reduceLanes} adds one lane after the other on older JVMs. */
    private static float sum(FloatVector v) {
        FloatVector s = v.add(v.rearrange(HALF));
        if (L >= 4) {
            s = s.add(s.rearrange(QUARTER));
        }
        if (L >= 8) {
            s = s.add(s.rearrange(EIGHTH));
        }
        if (L >= 16) {
            s = s.add(s.rearrange(SIXTEENTH));
        }
        return s.lane(0);
    }

    @Override
    public void update(float[] w, int wOffset, float[] x, int xOffset, int k, float g) {
        updateOf(w, wOffset, x, xOffset, k, g);
    }

    private static void updateOf(float[] w, int wOffset, float[] x, int xOffset, int k, float g) {
        FloatVector step = FloatVector.broadcast(F, -g);
        for (int i = 0; i < k; i += L) {
            load(x, xOffset + i).fma(step, load(w, wOffset + i)).intoArray(w, wOffset + i);
        }
    }

    @Override
    public float updateDot(float[] w, int wOffset, float[] x, int xOffset, int nextOffset, int k, float g) {
        FloatVector step = FloatVector.broadcast(F, -g);
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= k - 4 * L; i += 4 * L) {
            FloatVector w0 = load(x, xOffset + i).fma(step, load(w, wOffset + i));
            w0.intoArray(w, wOffset + i);
            s0 = w0.fma(load(x, nextOffset + i), s0);
            FloatVector w1 = load(x, xOffset + i + L).fma(step, load(w, wOffset + i + L));
            w1.intoArray(w, wOffset + i + L);
            s1 = w1.fma(load(x, nextOffset + i + L), s1);
            FloatVector w2 = load(x, xOffset + i + 2 * L).fma(step, load(w, wOffset + i + 2 * L));
            w2.intoArray(w, wOffset + i + 2 * L);
            s2 = w2.fma(load(x, nextOffset + i + 2 * L), s2);
            FloatVector w3 = load(x, xOffset + i + 3 * L).fma(step, load(w, wOffset + i + 3 * L));
            w3.intoArray(w, wOffset + i + 3 * L);
            s3 = w3.fma(load(x, nextOffset + i + 3 * L), s3);
        }
        for (; i < k; i += L) {
            FloatVector w0 = load(x, xOffset + i).fma(step, load(w, wOffset + i));
            w0.intoArray(w, wOffset + i);
            s0 = w0.fma(load(x, nextOffset + i), s0);
        }
        return sum(s0.add(s1).add(s2.add(s3)));
    }

    @Override
    public float clip(float[] w, int wOffset, int k, float bound) {
        FloatVector largest = FloatVector.zero(F);
        for (int i = 0; i < k; i += L) {
            FloatVector v = bounded(load(w, wOffset + i), bound);
            v.intoArray(w, wOffset + i);
            FloatVector magnitude = v.abs();
            largest = largest.blend(magnitude, magnitude.compare(VectorOperators.GT, largest));
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    /** By comparison: {@code min} and {@code max} carry IEEE's rules for NaN and -0, which cost more than all the rest. */
    private static FloatVector bounded(FloatVector v, float bound) {
        FloatVector high = v.blend(bound, v.compare(VectorOperators.GT, bound));
        return high.blend(-bound, high.compare(VectorOperators.LT, -bound));
    }

    /**
     * The sigmoid is that of {@link FastMath#sigmoid}.
     *
     * <p>All in one method, as {@link VectorRowLogits#clipLogits} and for its reason.
     */
    @Override
    public void predictTogether(GroupStep s, float logitBound, float weightBound) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        for (int u = 0; u < GroupStep.SIZE; u += L) {
            FloatVector beta = load(s.biasLogits, u);
            FloatVector biasWeight = load(s.biasWeights, u);
            FloatVector o = load(s.dots, u).add(biasWeight.mul(beta));
            o = o.blend(logitBound, o.compare(VectorOperators.GT, logitBound));
            o = o.blend(-logitBound, o.compare(VectorOperators.LT, -logitBound));
            o.intoArray(s.dots, u);
            FloatVector t = o.mul(-FastMath.LOG2_E);
            FloatVector rounded = t.add(FastMath.ROUND);
            FloatVector f = t.sub(rounded.sub(FastMath.ROUND));
            FloatVector f2 = f.mul(f);
            FloatVector low =
                    f.mul(FastMath.E1).add(one).add(f2.mul(f.mul(FastMath.E3).add(FastMath.E2)));
            FloatVector high = f.mul(FastMath.E5).add(FastMath.E4).add(f2.mul(FastMath.E6));
            FloatVector power = low.add(f2.mul(f2).mul(high));
            FloatVector scale = rounded.reinterpretAsInts()
                    .add(127)
                    .lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
            FloatVector sigmoid = one.div(power.mul(scale).add(one));
            FloatVector g = sigmoid.sub(load(s.targets, u)).mul(load(s.rates, u));
            g.intoArray(s.steps, u);
            FloatVector b = biasWeight.sub(g.mul(beta));
            b = b.blend(weightBound, b.compare(VectorOperators.GT, weightBound));
            b.blend(-weightBound, b.compare(VectorOperators.LT, -weightBound)).intoArray(s.biasWeights, u);
        }
    }

    /** All in one method, as {@link #predictTogether}; the exponential is that of {@link FastMath#exp}. */
    @Override
    public void predictCoupled(SoftmaxStep s, int label, float logitBound, float weightBound) {
        for (int c = 0; c < s.dots.length; c += L) {
            FloatVector o = load(s.dots, c).add(load(s.biasWeights, c).mul(load(s.biasLogits, c)));
            o = o.blend(logitBound, o.compare(VectorOperators.GT, logitBound));
            o.blend(-logitBound, o.compare(VectorOperators.LT, -logitBound)).intoArray(s.dots, c);
        }
        float largest = s.largest();
        FloatVector one = FloatVector.broadcast(F, 1f);
        for (int c = 0; c < s.dots.length; c += L) {
            FloatVector t = load(s.dots, c).sub(largest).mul(FastMath.LOG2_E);
            FloatVector rounded = t.add(FastMath.ROUND);
            FloatVector f = t.sub(rounded.sub(FastMath.ROUND));
            FloatVector f2 = f.mul(f);
            FloatVector low =
                    f.mul(FastMath.E1).add(one).add(f2.mul(f.mul(FastMath.E3).add(FastMath.E2)));
            FloatVector high = f.mul(FastMath.E5).add(FastMath.E4).add(f2.mul(FastMath.E6));
            FloatVector power = low.add(f2.mul(f2).mul(high));
            FloatVector scale = rounded.reinterpretAsInts()
                    .add(127)
                    .lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
            power.mul(scale).intoArray(s.powers, c);
        }
        float share = 1 / s.sum();
        for (int c = 0; c < s.dots.length; c += L) {
            load(s.powers, c).mul(share).mul(load(s.rates, c)).intoArray(s.steps, c);
        }
        s.steps[label] = (s.powers[label] * share - 1) * s.rates[label];
        for (int c = 0; c < s.dots.length; c += L) {
            FloatVector b = load(s.biasWeights, c).sub(load(s.steps, c).mul(load(s.biasLogits, c)));
            b = b.blend(weightBound, b.compare(VectorOperators.GT, weightBound));
            b.blend(-weightBound, b.compare(VectorOperators.LT, -weightBound)).intoArray(s.biasWeights, c);
        }
    }

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(F, array, offset);
    }
}
