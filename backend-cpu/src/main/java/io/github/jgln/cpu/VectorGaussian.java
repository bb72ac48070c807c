package io.github.jgln.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gaussian mixing on the Vector API at the width the processor prefers.
 *
 * <p>Vectors live in local variables only, as in {@link VectorMixing}.
 */
final class VectorGaussian implements GaussianOps {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    @Override
    public GaussianOps forWorker() {
        return this;
    }

    @Override
    public void describe(float[] x, int row, int k, float[] about, int to) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        FloatVector squares = FloatVector.zero(F);
        FloatVector weighted = squares;
        for (int i = row; i < row + k; i += L) {
            FloatVector precision = one.div(load(x, i));
            precision.intoArray(x, i);
            FloatVector square = precision.mul(precision);
            squares = squares.add(square);
            weighted = square.fma(load(x, i + k), weighted);
        }
        float sizeA = sum(squares);
        float centre = sum(weighted) / sizeA;
        FloatVector sizeB = FloatVector.zero(F);
        for (int i = row; i < row + k; i += L) {
            FloatVector b = load(x, i).mul(load(x, i + k).sub(centre));
            b.intoArray(x, i + k);
            sizeB = b.fma(b, sizeB);
        }
        about[to] = centre;
        about[to + 1] = sizeA;
        about[to + 2] = sum(sizeB);
    }

    @Override
    public void dots(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        FloatVector s = FloatVector.zero(F);
        FloatVector m = s;
        FloatVector s1 = s;
        FloatVector m1 = s;
        int i = 0;
        for (; i <= k - 2 * L; i += 2 * L) {
            FloatVector w0 = load(w, at + i);
            s = w0.fma(load(x, row + i), s);
            m = w0.fma(load(x, row + k + i), m);
            FloatVector w1 = load(w, at + i + L);
            s1 = w1.fma(load(x, row + i + L), s1);
            m1 = w1.fma(load(x, row + k + i + L), m1);
        }
        if (i < k) {
            FloatVector w0 = load(w, at + i);
            s = w0.fma(load(x, row + i), s);
            m = w0.fma(load(x, row + k + i), m);
        }
        step.s = sum(s.add(s1));
        step.m = sum(m.add(m1));
    }

    @Override
    public void update(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        FloatVector alpha = FloatVector.broadcast(F, -step.alpha);
        FloatVector beta = FloatVector.broadcast(F, step.beta);
        int bound = Float.floatToRawIntBits(step.weightBound);
        for (int i = 0; i < k; i += L) {
            moved(load(w, at + i), load(x, row + i), load(x, row + k + i), alpha, beta, bound)
                    .intoArray(w, at + i);
        }
    }

    @Override
    public void updateDots(float[] w, int at, float[] x, int row, int next, int k, GaussianStep step) {
        FloatVector alpha = FloatVector.broadcast(F, -step.alpha);
        FloatVector beta = FloatVector.broadcast(F, step.beta);
        int bound = Float.floatToRawIntBits(step.weightBound);
        FloatVector s = FloatVector.zero(F);
        FloatVector m = s;
        FloatVector s1 = s;
        FloatVector m1 = s;
        int i = 0;
        for (; i <= k - 2 * L; i += 2 * L) {
            FloatVector w0 = moved(load(w, at + i), load(x, row + i), load(x, row + k + i), alpha, beta, bound);
            w0.intoArray(w, at + i);
            s = w0.fma(load(x, next + i), s);
            m = w0.fma(load(x, next + k + i), m);
            FloatVector w1 =
                    moved(load(w, at + i + L), load(x, row + i + L), load(x, row + k + i + L), alpha, beta, bound);
            w1.intoArray(w, at + i + L);
            s1 = w1.fma(load(x, next + i + L), s1);
            m1 = w1.fma(load(x, next + k + i + L), m1);
        }
        if (i < k) {
            FloatVector w0 = moved(load(w, at + i), load(x, row + i), load(x, row + k + i), alpha, beta, bound);
            w0.intoArray(w, at + i);
            s = w0.fma(load(x, next + i), s);
            m = w0.fma(load(x, next + k + i), m);
        }
        step.s = sum(s.add(s1));
        step.m = sum(m.add(m1));
    }

    /**
     * {@code clip(w - alpha a + beta b, 0, W)}. As integers the bits of floats are in the order of the floats from 0 on, and below 0
     * for all others; two instructions do what four would.
     */
    private static FloatVector moved(
            FloatVector w, FloatVector a, FloatVector b, FloatVector alpha, FloatVector beta, int bound) {
        IntVector bits = b.fma(beta, a.fma(alpha, w)).reinterpretAsInts();
        return ((IntVector) bits.lanewise(VectorOperators.MAX, 0).lanewise(VectorOperators.MIN, bound))
                .reinterpretAsFloats();
    }

    @Override
    public void clippedDots(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        FloatVector s = FloatVector.zero(F);
        FloatVector m = s;
        float bound = step.weightBound;
        for (int i = 0; i < k; i += L) {
            FloatVector v = load(w, at + i);
            v = v.blend(bound, v.compare(VectorOperators.GT, bound));
            v = v.blend(-bound, v.compare(VectorOperators.LT, -bound));
            s = v.fma(load(x, row + i), s);
            m = v.fma(load(x, row + k + i), m);
        }
        step.s = sum(s);
        step.m = sum(m);
    }

    @Override
    public void maskedUpdate(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        FloatVector alpha = FloatVector.broadcast(F, -step.alpha);
        FloatVector beta = FloatVector.broadcast(F, step.beta);
        for (int i = 0; i < k; i += L) {
            FloatVector v = load(w, at + i);
            VectorMask<Float> within = v.abs().compare(VectorOperators.LE, step.weightBound);
            FloatVector next = load(x, row + k + i).fma(beta, load(x, row + i).fma(alpha, v));
            v.blend(next, within).intoArray(w, at + i);
        }
    }

    private static final VectorShuffle<Float> HALF = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 2));
    private static final VectorShuffle<Float> QUARTER = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 4));
    private static final VectorShuffle<Float> EIGHTH = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 8));
    private static final VectorShuffle<Float> SIXTEENTH = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 16));

    /** As in {@link VectorMixing}. */
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

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(F, array, offset);
    }
}
