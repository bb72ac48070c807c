package io.github.jgln.cpu;

import java.util.Arrays;

/**
 * Gating in plain Java, for a JVM without the vector module.
 *
 * <p>The compiler makes vectors of a loop only where all arrays are read and written at the same index, so rows are copied
 * to where they are.
 */
final class PlainGating implements GatingOps {
    private static final int LANES = PlainMixing.LANES;
    private static final int PANEL = 16;

    /** Rows and features of a gating step. */
    private static final int SUMS = 16;

    private static final int TERMS = 4;

    /** Wide, because the compiler's vector loops pay off only over some hundred elements. */
    @Override
    public int panelVectors() {
        return PANEL;
    }

    @Override
    public float[][] scratch() {
        return new float[SUMS + TERMS][PANEL * LANES];
    }

    @Override
    public int tileRows() {
        return 1;
    }

    @Override
    public void gate(Panel panel, float[] z, int firstRow, int rows, int[] contexts, int capacity, float[][] scratch) {
        int n = panel.n();
        int width = panel.vectors() * LANES;
        for (int first = 0; first < rows; first += SUMS) {
            int count = Math.min(SUMS, rows - first);
            for (int t = 0; t < count; t++) {
                Arrays.fill(scratch[t], 0, width, 0f);
            }
            for (int i = 0; i < n; i += TERMS) {
                addTerms(z, (firstRow + first) * n + i, count, panel, i, scratch);
            }
            for (int t = 0; t < count; t++) {
                pack(scratch[t], panel, contexts, capacity, firstRow + first + t);
            }
        }
    }

    /** Adds up to four features' terms to the sums of some rows. */
    private static void addTerms(float[] z, int at, int rows, Panel panel, int feature, float[][] scratch) {
        int n = panel.n();
        int terms = Math.min(TERMS, n - feature);
        int width = panel.vectors() * LANES;
        int from = panel.offset() + feature * width;
        for (int i = 0; i < terms; i++) {
            System.arraycopy(panel.normals(), from + i * width, scratch[SUMS + i], 0, width);
        }
        for (int t = 0; t < rows; t++) {
            int row = at + t * n;
            if (terms == TERMS) {
                addScaled(
                        scratch[t],
                        width,
                        scratch[SUMS],
                        scratch[SUMS + 1],
                        scratch[SUMS + 2],
                        scratch[SUMS + 3],
                        z[row],
                        z[row + 1],
                        z[row + 2],
                        z[row + 3]);
            } else {
                for (int i = 0; i < terms; i++) {
                    addScaled(scratch[t], width, scratch[SUMS + i], z[row + i]);
                }
            }
        }
    }

    private static void addScaled(
            float[] sums,
            int width,
            float[] h0,
            float[] h1,
            float[] h2,
            float[] h3,
            float z0,
            float z1,
            float z2,
            float z3) {
        for (int p = 0; p < width; p++) {
            sums[p] += (z0 * h0[p] + z1 * h1[p]) + (z2 * h2[p] + z3 * h3[p]);
        }
    }

    private static void addScaled(float[] sums, int width, float[] h, float z) {
        for (int p = 0; p < width; p++) {
            sums[p] += z * h[p];
        }
    }

    private static void pack(float[] dots, Panel panel, int[] contexts, int capacity, int row) {
        int m = panel.m();
        float[] thresholds = panel.thresholds();
        for (int v = 0; v < panel.vectors(); v++) {
            int vector = panel.firstVector() + v;
            int j = vector % m;
            int to = (vector / m * capacity + row) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                int bit = dots[v * LANES + lane] > thresholds[vector * LANES + lane] ? 1 << j : 0;
                contexts[to + lane] = j == 0 ? bit : contexts[to + lane] | bit;
            }
        }
    }

    /** Without vectors the product of a single row is bound by arithmetic, not by memory. */
    @Override
    public boolean screens() {
        return false;
    }

    @Override
    public void screen(float[] z, int n, int[] packed, int from, int pairs, float[] sums) {
        for (int v = 0; v < 2 * pairs; v++) {
            for (int lane = 0; lane < LANES; lane++) {
                float sum = 0;
                for (int i = 0; i < n; i++) {
                    int pair = packed[from + (i * pairs + v / 2) * LANES + lane];
                    sum += z[i] * (v % 2 == 0 ? pair >> 16 : (short) pair);
                }
                sums[v * LANES + lane] = sum;
            }
        }
    }

    @Override
    public long decide(
            float[] sums, int from, ScreenBounds bounds, int vector, float norm, int j, int[] contexts, int to) {
        int at = vector * LANES;
        long doubtful = 0;
        for (int lane = 0; lane < LANES; lane++) {
            float distance = bounds.thresholds()[at + lane] - sums[from + lane] * bounds.scales()[at + lane];
            int bit = distance < 0 ? 1 << j : 0;
            contexts[to + lane] = j == 0 ? bit : contexts[to + lane] | bit;
            doubtful |= Math.abs(distance) - norm * bounds.doubts()[at + lane] < 0 ? 1L << lane : 0;
        }
        return doubtful;
    }
}
