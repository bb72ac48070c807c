package io.github.jgln.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gating on the Vector API at the width the processor prefers.
 *
 * <p>Vectors live in local variables only: one array of them would put every step on the heap.
 *
 * <p>Long because of that: each shape of a tile is written out, a line for each of its sums.
 */
final class VectorGating implements GatingOps {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    /** With 32 registers a gating tile is 6 rows by 4 vectors, with 16 it is 6 by 2. */
    private static final int PANEL = F.vectorBitSize() >= 512 ? 4 : 2;

    private static final int TILE = 6;

    @Override
    public int panelVectors() {
        return PANEL;
    }

    @Override
    public int tileRows() {
        return TILE;
    }

    @Override
    public float[][] scratch() {
        return new float[][] {new float[TILE * PANEL * L]};
    }

    @Override
    public void gate(Panel panel, float[] z, int firstRow, int rows, int[] contexts, int capacity, float[][] scratch) {
        float[] dots = scratch[0];
        int n = panel.n();
        float[] normals = panel.normals();
        int offset = panel.offset();
        int vectors = panel.vectors();
        int t = 0;
        for (; t <= rows - TILE; t += TILE) {
            int at = (firstRow + t) * n;
            switch (vectors) {
                case 4 -> tile6x4(z, at, n, normals, offset, dots);
                case 2 -> tile6x2(z, at, n, normals, offset, dots);
                default -> tile6x1(z, at, n, normals, offset, dots);
            }
            pack(dots, TILE, panel, contexts, capacity, firstRow + t);
        }
        for (; t < rows; t++) {
            int at = (firstRow + t) * n;
            switch (vectors) {
                case 4 -> tile1x4(z, at, n, normals, offset, dots);
                case 2 -> tile1x2(z, at, n, normals, offset, dots);
                default -> tile1x1(z, at, n, normals, offset, dots);
            }
            pack(dots, 1, panel, contexts, capacity, firstRow + t);
        }
    }

    /** The sign of {@code b - h · z} is the context bit: it is negative exactly where {@code h · z > b}. */
    private static void pack(float[] dots, int rows, Panel panel, int[] contexts, int capacity, int firstRow) {
        int m = panel.m();
        int vectors = panel.vectors();
        float[] thresholds = panel.thresholds();
        for (int v = 0; v < vectors; v++) {
            int vector = panel.firstVector() + v;
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
            float[] sums, int from, ScreenBounds bounds, int vector, float norm, int j, int[] contexts, int to) {
        int at = vector * L;
        FloatVector distance =
                load(bounds.thresholds(), at).sub(load(sums, from).mul(load(bounds.scales(), at)));
        IntVector bits =
                distance.reinterpretAsInts().lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.LSHL, j);
        if (j > 0) {
            bits = bits.lanewise(VectorOperators.OR, IntVector.fromArray(I, contexts, to));
        }
        bits.intoArray(contexts, to);
        // Negative where in doubt; a mask's toLong() would put it on the heap.
        FloatVector margin = distance.abs().sub(load(bounds.doubts(), at).mul(norm));
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

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(F, array, offset);
    }
}
