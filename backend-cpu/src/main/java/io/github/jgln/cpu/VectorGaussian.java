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
        FloatVector sums = halves(squares, weighted);
        float sizeA = sums.lane(0);
        float centre = sums.lane(L / 2) / sizeA;
        FloatVector sizeB = FloatVector.zero(F);
        for (int i = row; i < row + k; i += L) {
            FloatVector b = load(x, i).mul(load(x, i + k).sub(centre));
            b.intoArray(x, i + k);
            sizeB = b.fma(b, sizeB);
        }
        about[to] = centre;
        about[to + 1] = sizeA;
        about[to + 2] = halves(sizeB, sizeB).lane(0);
    }

    @Override
    public void dots(GaussianGroup group, int units, float[] x, int row, int k) {
        for (int u = 0; u < units; u++) {
            float[] w = group.weights[u];
            int at = group.rows[u];
            FloatVector s = FloatVector.zero(F);
            FloatVector m = s;
            for (int i = 0; i < k; i += L) {
                FloatVector v = load(w, at + i);
                s = v.fma(load(x, row + i), s);
                m = v.fma(load(x, row + k + i), m);
            }
            FloatVector both = halves(s, m);
            group.s[u] = both.lane(0);
            group.m[u] = both.lane(L / 2);
        }
    }

    @Override
    public void update(GaussianGroup group, int units, float[] x, int row, int k, float weightBound) {
        int bound = Float.floatToRawIntBits(weightBound);
        for (int u = 0; u < units; u++) {
            float[] w = group.weights[u];
            int at = group.rows[u];
            FloatVector alpha = FloatVector.broadcast(F, -group.alpha[u]);
            FloatVector beta = FloatVector.broadcast(F, group.beta[u]);
            for (int i = 0; i < k; i += L) {
                FloatVector moved =
                        load(x, row + k + i).fma(beta, load(x, row + i).fma(alpha, load(w, at + i)));
                clipped(moved, bound).intoArray(w, at + i);
            }
        }
    }

    /**
     * Clips to [0, W]. As integers the bits of floats are in the order of the floats from 0 on, and below 0 for all others; two
     * instructions do what four would.
     */
    private static FloatVector clipped(FloatVector v, int bound) {
        IntVector bits = v.reinterpretAsInts();
        return ((IntVector) bits.lanewise(VectorOperators.MAX, 0).lanewise(VectorOperators.MIN, bound))
                .reinterpretAsFloats();
    }

    @Override
    public void clippedDots(GaussianGroup group, int units, float[] x, int row, int k, float weightBound) {
        for (int u = 0; u < units; u++) {
            float[] w = group.weights[u];
            int at = group.rows[u];
            FloatVector s = FloatVector.zero(F);
            FloatVector m = s;
            for (int i = 0; i < k; i += L) {
                FloatVector v = load(w, at + i);
                v = v.blend(weightBound, v.compare(VectorOperators.GT, weightBound));
                v = v.blend(-weightBound, v.compare(VectorOperators.LT, -weightBound));
                s = v.fma(load(x, row + i), s);
                m = v.fma(load(x, row + k + i), m);
            }
            FloatVector both = halves(s, m);
            group.s[u] = both.lane(0);
            group.m[u] = both.lane(L / 2);
        }
    }

    @Override
    public void maskedUpdate(GaussianGroup group, int units, float[] x, int row, int k, float weightBound) {
        for (int u = 0; u < units; u++) {
            float[] w = group.weights[u];
            int at = group.rows[u];
            FloatVector alpha = FloatVector.broadcast(F, -group.alpha[u]);
            FloatVector beta = FloatVector.broadcast(F, group.beta[u]);
            for (int i = 0; i < k; i += L) {
                FloatVector v = load(w, at + i);
                FloatVector moved =
                        load(x, row + k + i).fma(beta, load(x, row + i).fma(alpha, v));
                v.blend(moved, v.abs().compare(VectorOperators.LE, weightBound)).intoArray(w, at + i);
            }
        }
    }

    private static final VectorShuffle<Float> HALF = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 2));
    private static final VectorShuffle<Float> QUARTER = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 4));
    private static final VectorShuffle<Float> EIGHTH = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 8));
    private static final VectorShuffle<Float> SIXTEENTH = VectorShuffle.fromOp(F, i -> i ^ Math.max(1, L / 16));

    private static final VectorMask<Float> UPPER = VectorMask.fromLong(F, -1L << L / 2);

    /** Both sums at once, that of s in the lower half's lanes and that of m in the upper one's; at least two lanes. */
    private static FloatVector halves(FloatVector s, FloatVector m) {
        FloatVector both = s.blend(m, UPPER).add(m.blend(s, UPPER).rearrange(HALF));
        if (L >= 4) {
            both = both.add(both.rearrange(QUARTER));
        }
        if (L >= 8) {
            both = both.add(both.rearrange(EIGHTH));
        }
        if (L >= 16) {
            both = both.add(both.rearrange(SIXTEENTH));
        }
        return both;
    }

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(F, array, offset);
    }
}
