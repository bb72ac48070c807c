package io.github.jgln.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API at the width the processor prefers.
 *
 * <p>Vectors live in local variables only: one array of them would put every step on the heap.
 */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    /** With 32 registers a gating tile is 6 rows by 4 vectors, with 16 it is 6 by 2. */
    private static final int PANEL = F.vectorBitSize() >= 512 ? 4 : 2;

    private static final int TILE = 6;

    /** Up to this width a neuron's step is shorter than the latency of its sigmoid, so neurons go side by side. */
    private static final int TOGETHER = 4 * L;

    @Override
    public Kernels forWorker() {
        return this;
    }

    @Override
    public String facts() {
        return "Vector API, " + F.vectorBitSize() + " bit";
    }

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public int panelVectors() {
        return PANEL;
    }

    @Override
    public boolean learnsTogether(int k) {
        return k <= TOGETHER;
    }

    @Override
    public float[][] gatingScratch() {
        return new float[][] {new float[TILE * PANEL * L]};
    }

    @Override
    public int tileRows() {
        return TILE;
    }

    @Override
    public void gate(
            float[] z,
            int zOffset,
            int firstRow,
            int rows,
            int n,
            float[] panels,
            int panelOffset,
            int vectors,
            int firstVector,
            int m,
            float[] thresholds,
            int[] contexts,
            int capacity,
            float[][] scratch) {
        float[] dots = scratch[0];
        int t = 0;
        for (; t <= rows - TILE; t += TILE) {
            int at = zOffset + t * n;
            switch (vectors) {
                case 4 -> tile6x4(z, at, n, panels, panelOffset, dots);
                case 2 -> tile6x2(z, at, n, panels, panelOffset, dots);
                default -> tile6x1(z, at, n, panels, panelOffset, dots);
            }
            pack(dots, TILE, vectors, firstVector, m, thresholds, contexts, capacity, firstRow + t);
        }
        for (; t < rows; t++) {
            int at = zOffset + t * n;
            switch (vectors) {
                case 4 -> tile1x4(z, at, n, panels, panelOffset, dots);
                case 2 -> tile1x2(z, at, n, panels, panelOffset, dots);
                default -> tile1x1(z, at, n, panels, panelOffset, dots);
            }
            pack(dots, 1, vectors, firstVector, m, thresholds, contexts, capacity, firstRow + t);
        }
    }

    /** The sign of {@code b - h · z} is the context bit: it is negative exactly where {@code h · z > b}. */
    private static void pack(
            float[] dots,
            int rows,
            int vectors,
            int firstVector,
            int m,
            float[] thresholds,
            int[] contexts,
            int capacity,
            int firstRow) {
        for (int v = 0; v < vectors; v++) {
            int vector = firstVector + v;
            int j = vector % m;
            int to = (vector / m * capacity + firstRow) * L;
            // Adding 0 makes a threshold of -0 one of +0, whose difference to a sum of 0 is not negative.
            FloatVector threshold =
                    FloatVector.fromArray(F, thresholds, vector * L).add(0f);
            for (int r = 0; r < rows; r++) {
                FloatVector dot = FloatVector.fromArray(F, dots, (r * vectors + v) * L);
                IntVector bits = threshold
                        .sub(dot)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHR, 31)
                        .lanewise(VectorOperators.LSHL, j);
                if (j > 0) {
                    bits = bits.lanewise(VectorOperators.OR, IntVector.fromArray(I, contexts, to + r * L));
                }
                bits.intoArray(contexts, to + r * L);
            }
        }
    }

    private static void tile6x4(float[] z, int at, int n, float[] panel, int from, float[] dots) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        FloatVector s40 = FloatVector.zero(F);
        FloatVector s41 = FloatVector.zero(F);
        FloatVector s42 = FloatVector.zero(F);
        FloatVector s43 = FloatVector.zero(F);
        FloatVector s50 = FloatVector.zero(F);
        FloatVector s51 = FloatVector.zero(F);
        FloatVector s52 = FloatVector.zero(F);
        FloatVector s53 = FloatVector.zero(F);
        int hi = from;
        for (int zi = at; zi < at + 6 * n; zi += 6) {
            FloatVector h0 = FloatVector.fromArray(F, panel, hi);
            FloatVector h1 = FloatVector.fromArray(F, panel, hi + L);
            FloatVector h2 = FloatVector.fromArray(F, panel, hi + 2 * L);
            FloatVector h3 = FloatVector.fromArray(F, panel, hi + 3 * L);
            FloatVector z0 = FloatVector.broadcast(F, z[zi]);
            s00 = z0.fma(h0, s00);
            s01 = z0.fma(h1, s01);
            s02 = z0.fma(h2, s02);
            s03 = z0.fma(h3, s03);
            FloatVector z1 = FloatVector.broadcast(F, z[zi + 1]);
            s10 = z1.fma(h0, s10);
            s11 = z1.fma(h1, s11);
            s12 = z1.fma(h2, s12);
            s13 = z1.fma(h3, s13);
            FloatVector z2 = FloatVector.broadcast(F, z[zi + 2]);
            s20 = z2.fma(h0, s20);
            s21 = z2.fma(h1, s21);
            s22 = z2.fma(h2, s22);
            s23 = z2.fma(h3, s23);
            FloatVector z3 = FloatVector.broadcast(F, z[zi + 3]);
            s30 = z3.fma(h0, s30);
            s31 = z3.fma(h1, s31);
            s32 = z3.fma(h2, s32);
            s33 = z3.fma(h3, s33);
            FloatVector z4 = FloatVector.broadcast(F, z[zi + 4]);
            s40 = z4.fma(h0, s40);
            s41 = z4.fma(h1, s41);
            s42 = z4.fma(h2, s42);
            s43 = z4.fma(h3, s43);
            FloatVector z5 = FloatVector.broadcast(F, z[zi + 5]);
            s50 = z5.fma(h0, s50);
            s51 = z5.fma(h1, s51);
            s52 = z5.fma(h2, s52);
            s53 = z5.fma(h3, s53);
            hi += 4 * L;
        }
        s00.intoArray(dots, 0);
        s01.intoArray(dots, L);
        s02.intoArray(dots, 2 * L);
        s03.intoArray(dots, 3 * L);
        s10.intoArray(dots, 4 * L);
        s11.intoArray(dots, 5 * L);
        s12.intoArray(dots, 6 * L);
        s13.intoArray(dots, 7 * L);
        s20.intoArray(dots, 8 * L);
        s21.intoArray(dots, 9 * L);
        s22.intoArray(dots, 10 * L);
        s23.intoArray(dots, 11 * L);
        s30.intoArray(dots, 12 * L);
        s31.intoArray(dots, 13 * L);
        s32.intoArray(dots, 14 * L);
        s33.intoArray(dots, 15 * L);
        s40.intoArray(dots, 16 * L);
        s41.intoArray(dots, 17 * L);
        s42.intoArray(dots, 18 * L);
        s43.intoArray(dots, 19 * L);
        s50.intoArray(dots, 20 * L);
        s51.intoArray(dots, 21 * L);
        s52.intoArray(dots, 22 * L);
        s53.intoArray(dots, 23 * L);
    }

    private static void tile6x2(float[] z, int at, int n, float[] panel, int from, float[] dots) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s40 = FloatVector.zero(F);
        FloatVector s41 = FloatVector.zero(F);
        FloatVector s50 = FloatVector.zero(F);
        FloatVector s51 = FloatVector.zero(F);
        int hi = from;
        for (int zi = at; zi < at + 6 * n; zi += 6) {
            FloatVector h0 = FloatVector.fromArray(F, panel, hi);
            FloatVector h1 = FloatVector.fromArray(F, panel, hi + L);
            FloatVector z0 = FloatVector.broadcast(F, z[zi]);
            s00 = z0.fma(h0, s00);
            s01 = z0.fma(h1, s01);
            FloatVector z1 = FloatVector.broadcast(F, z[zi + 1]);
            s10 = z1.fma(h0, s10);
            s11 = z1.fma(h1, s11);
            FloatVector z2 = FloatVector.broadcast(F, z[zi + 2]);
            s20 = z2.fma(h0, s20);
            s21 = z2.fma(h1, s21);
            FloatVector z3 = FloatVector.broadcast(F, z[zi + 3]);
            s30 = z3.fma(h0, s30);
            s31 = z3.fma(h1, s31);
            FloatVector z4 = FloatVector.broadcast(F, z[zi + 4]);
            s40 = z4.fma(h0, s40);
            s41 = z4.fma(h1, s41);
            FloatVector z5 = FloatVector.broadcast(F, z[zi + 5]);
            s50 = z5.fma(h0, s50);
            s51 = z5.fma(h1, s51);
            hi += 2 * L;
        }
        s00.intoArray(dots, 0);
        s01.intoArray(dots, L);
        s10.intoArray(dots, 2 * L);
        s11.intoArray(dots, 3 * L);
        s20.intoArray(dots, 4 * L);
        s21.intoArray(dots, 5 * L);
        s30.intoArray(dots, 6 * L);
        s31.intoArray(dots, 7 * L);
        s40.intoArray(dots, 8 * L);
        s41.intoArray(dots, 9 * L);
        s50.intoArray(dots, 10 * L);
        s51.intoArray(dots, 11 * L);
    }

    private static void tile6x1(float[] z, int at, int n, float[] panel, int from, float[] dots) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s40 = FloatVector.zero(F);
        FloatVector s50 = FloatVector.zero(F);
        int hi = from;
        for (int zi = at; zi < at + 6 * n; zi += 6) {
            FloatVector h0 = FloatVector.fromArray(F, panel, hi);
            FloatVector z0 = FloatVector.broadcast(F, z[zi]);
            s00 = z0.fma(h0, s00);
            FloatVector z1 = FloatVector.broadcast(F, z[zi + 1]);
            s10 = z1.fma(h0, s10);
            FloatVector z2 = FloatVector.broadcast(F, z[zi + 2]);
            s20 = z2.fma(h0, s20);
            FloatVector z3 = FloatVector.broadcast(F, z[zi + 3]);
            s30 = z3.fma(h0, s30);
            FloatVector z4 = FloatVector.broadcast(F, z[zi + 4]);
            s40 = z4.fma(h0, s40);
            FloatVector z5 = FloatVector.broadcast(F, z[zi + 5]);
            s50 = z5.fma(h0, s50);
            hi += L;
        }
        s00.intoArray(dots, 0);
        s10.intoArray(dots, L);
        s20.intoArray(dots, 2 * L);
        s30.intoArray(dots, 3 * L);
        s40.intoArray(dots, 4 * L);
        s50.intoArray(dots, 5 * L);
    }

    private static void tile1x4(float[] z, int at, int n, float[] panel, int from, float[] dots) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        int hi = from;
        for (int zi = at; zi < at + n; zi++) {
            FloatVector h0 = FloatVector.fromArray(F, panel, hi);
            FloatVector h1 = FloatVector.fromArray(F, panel, hi + L);
            FloatVector h2 = FloatVector.fromArray(F, panel, hi + 2 * L);
            FloatVector h3 = FloatVector.fromArray(F, panel, hi + 3 * L);
            FloatVector z0 = FloatVector.broadcast(F, z[zi]);
            s00 = z0.fma(h0, s00);
            s01 = z0.fma(h1, s01);
            s02 = z0.fma(h2, s02);
            s03 = z0.fma(h3, s03);
            hi += 4 * L;
        }
        s00.intoArray(dots, 0);
        s01.intoArray(dots, L);
        s02.intoArray(dots, 2 * L);
        s03.intoArray(dots, 3 * L);
    }

    private static void tile1x2(float[] z, int at, int n, float[] panel, int from, float[] dots) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        int hi = from;
        for (int zi = at; zi < at + n; zi++) {
            FloatVector h0 = FloatVector.fromArray(F, panel, hi);
            FloatVector h1 = FloatVector.fromArray(F, panel, hi + L);
            FloatVector z0 = FloatVector.broadcast(F, z[zi]);
            s00 = z0.fma(h0, s00);
            s01 = z0.fma(h1, s01);
            hi += 2 * L;
        }
        s00.intoArray(dots, 0);
        s01.intoArray(dots, L);
    }

    private static void tile1x1(float[] z, int at, int n, float[] panel, int from, float[] dots) {
        FloatVector s00 = FloatVector.zero(F);
        int hi = from;
        for (int zi = at; zi < at + n; zi++) {
            FloatVector h0 = FloatVector.fromArray(F, panel, hi);
            FloatVector z0 = FloatVector.broadcast(F, z[zi]);
            s00 = z0.fma(h0, s00);
            hi += L;
        }
        s00.intoArray(dots, 0);
    }

    @Override
    public boolean screens() {
        return true;
    }

    @Override
    public void screen(float[] z, int n, int[] packed, int from, int pairs, float[] sums) {
        if (pairs == 2) {
            screen2(z, n, packed, from, sums);
        } else {
            screen1(z, n, packed, from, sums);
        }
    }

    private static void screen2(float[] z, int n, int[] packed, int from, float[] sums) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int at = from;
        for (int i = 0; i < n; i++) {
            IntVector pair0 = IntVector.fromArray(I, packed, at);
            IntVector pair1 = IntVector.fromArray(I, packed, at + L);
            FloatVector zi = FloatVector.broadcast(F, z[i]);
            s0 = zi.fma(upper(pair0), s0);
            s1 = zi.fma(lower(pair0), s1);
            s2 = zi.fma(upper(pair1), s2);
            s3 = zi.fma(lower(pair1), s3);
            at += 2 * L;
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, L);
        s2.intoArray(sums, 2 * L);
        s3.intoArray(sums, 3 * L);
    }

    private static void screen1(float[] z, int n, int[] packed, int from, float[] sums) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        int at = from;
        for (int i = 0; i < n; i++) {
            IntVector pair = IntVector.fromArray(I, packed, at);
            FloatVector zi = FloatVector.broadcast(F, z[i]);
            s0 = zi.fma(upper(pair), s0);
            s1 = zi.fma(lower(pair), s1);
            at += L;
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, L);
    }

    @Override
    public long decide(
            float[] sums,
            int from,
            float[] scales,
            float[] thresholds,
            float[] doubts,
            int at,
            float norm,
            int j,
            int[] contexts,
            int to) {
        FloatVector distance = load(thresholds, at).sub(load(sums, from).mul(load(scales, at)));
        IntVector bits =
                distance.reinterpretAsInts().lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.LSHL, j);
        if (j > 0) {
            bits = bits.lanewise(VectorOperators.OR, IntVector.fromArray(I, contexts, to));
        }
        bits.intoArray(contexts, to);
        // Negative where in doubt; a mask's toLong() would put it on the heap.
        FloatVector margin = distance.abs().sub(load(doubts, at).mul(norm));
        if (margin.reinterpretAsInts().reduceLanes(VectorOperators.OR) >= 0) {
            return 0;
        }
        margin.intoArray(sums, from);
        long doubtful = 0;
        for (int lane = 0; lane < L; lane++) {
            doubtful |= (sums[from + lane] < 0 ? 1L : 0) << lane;
        }
        return doubtful;
    }

    private static FloatVector upper(IntVector pair) {
        return (FloatVector) pair.lanewise(VectorOperators.ASHR, 16).convert(VectorOperators.I2F, 0);
    }

    private static FloatVector lower(IntVector pair) {
        return upper(pair.lanewise(VectorOperators.LSHL, 16));
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

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(F, array, offset);
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

    @Override
    public void learnTogether(Layer layer, int firstUnit, int units, MixWork work, Scratch s) {
        int k = layer.k;
        int lanes = layer.gate.lanes();
        for (int u = 0; u < units; u++) {
            int unit = firstUnit + u;
            int output = layer.output(unit);
            s.groupBiasLogits[u] = layer.biasLogits[output];
            s.groupContextAt[u] = layer.gate.contextOffset(unit, work.capacity);
            s.groupInputAt[u] = work.input(output, 0);
            s.groupLabels[u] = layer.outputs == 1 ? 1 : output;
            s.groupWeights[u] = layer.weights.array(unit);
            s.groupWeightsAt[u] = layer.weights.offset(unit);
        }
        for (int t = 0; t < work.rows; t++) {
            int label = work.labels[work.labelsFrom + t];
            for (int u = 0; u < units; u++) {
                int context = work.contexts[s.groupContextAt[u] + t * lanes];
                s.groupContexts[u] = context;
                s.groupBiasWeights[u] = layer.biasWeights[firstUnit + u][context];
                s.groupTargets[u] = label == s.groupLabels[u] ? 1f : 0f;
                s.groupDots[u] = dotOf(
                        s.groupWeights[u],
                        s.groupWeightsAt[u] + context * k,
                        work.inputs,
                        s.groupInputAt[u] + t * work.rowStride,
                        k);
            }
            predictTogether(work, work.rates[work.labelsFrom + t], s);
            for (int u = 0; u < units; u++) {
                int context = s.groupContexts[u];
                work.outputs[(firstUnit + u) * work.capacity + t] = s.groupDots[u];
                layer.biasWeights[firstUnit + u][context] = s.groupBiasWeights[u];
                float g = s.groupSteps[u];
                float[] w = s.groupWeights[u];
                int at = s.groupWeightsAt[u] + context * k;
                updateOf(w, at, work.inputs, s.groupInputAt[u] + t * work.rowStride, k, g);
                float[] reach = layer.reach[firstUnit + u];
                reach[context] = (reach[context] + Math.abs(g) * work.logitBound) * Streams.ROUND_UP;
                if (reach[context] > work.weightBound) {
                    reach[context] = clip(w, at, k, work.weightBound);
                }
            }
        }
    }

    /**
     * Outputs (in place of the dots), steps and new bias weights of a group's neurons at one row; the sigmoid is that of
     * {@link FastMath#sigmoid}.
     *
     * <p>All in one method, as {@link #clipLogits} and for its reason.
     */
    private static void predictTogether(MixWork work, float rate, Scratch s) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        for (int u = 0; u < Scratch.GROUP; u += L) {
            FloatVector beta = load(s.groupBiasLogits, u);
            FloatVector biasWeight = load(s.groupBiasWeights, u);
            FloatVector o = load(s.groupDots, u).add(biasWeight.mul(beta));
            o = o.blend(work.logitBound, o.compare(VectorOperators.GT, work.logitBound));
            o = o.blend(-work.logitBound, o.compare(VectorOperators.LT, -work.logitBound));
            o.intoArray(s.groupDots, u);
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
            FloatVector g = sigmoid.sub(load(s.groupTargets, u)).mul(rate);
            g.intoArray(s.groupSteps, u);
            FloatVector b = biasWeight.sub(g.mul(beta));
            b = b.blend(work.weightBound, b.compare(VectorOperators.GT, work.weightBound));
            b.blend(-work.weightBound, b.compare(VectorOperators.LT, -work.weightBound))
                    .intoArray(s.groupBiasWeights, u);
        }
    }

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
                        ? FastMath.logit(PlainKernels.share(rows[offset + i], min, max, range), epsilon, bound)
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
}
