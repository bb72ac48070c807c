package io.github.jgln.cpu;

import java.util.Arrays;

/**
 * Plain Java, for a JVM without the vector module.
 *
 * <p>The compiler makes vectors of a loop only where all arrays are read and written at the same index, so rows are copied
 * to where they are.
 */
final class PlainKernels implements Kernels {
    private static final int LANES = 16;
    private static final int PANEL = 16;

    /** Rows and features of a gating step. */
    private static final int SUMS = 16;

    private static final int TERMS = 4;

    private float[] weightRow = {};
    private float[] inputRow = {};

    @Override
    public Kernels forWorker() {
        return new PlainKernels();
    }

    @Override
    public String facts() {
        return "plain Java";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    /** Wide, because the compiler's vector loops pay off only over some hundred elements. */
    @Override
    public int panelVectors() {
        return PANEL;
    }

    @Override
    public float[][] gatingScratch() {
        return new float[SUMS + TERMS][PANEL * LANES];
    }

    @Override
    public int tileRows() {
        return 1;
    }

    @Override
    public boolean learnsTogether(int k) {
        return false;
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
        int width = vectors * LANES;
        for (int first = 0; first < rows; first += SUMS) {
            int count = Math.min(SUMS, rows - first);
            for (int t = 0; t < count; t++) {
                Arrays.fill(scratch[t], 0, width, 0f);
            }
            for (int i = 0; i < n; i += TERMS) {
                addTerms(
                        z,
                        zOffset + first * n + i,
                        count,
                        n,
                        Math.min(TERMS, n - i),
                        panels,
                        panelOffset + i * width,
                        width,
                        scratch);
            }
            for (int t = 0; t < count; t++) {
                pack(scratch[t], vectors, firstVector, m, thresholds, contexts, capacity, firstRow + first + t);
            }
        }
    }

    /** Adds up to four features' terms to the sums of some rows. */
    private static void addTerms(
            float[] z, int at, int rows, int n, int terms, float[] panels, int from, int width, float[][] scratch) {
        for (int i = 0; i < terms; i++) {
            System.arraycopy(panels, from + i * width, scratch[SUMS + i], 0, width);
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

    private static void pack(
            float[] dots,
            int vectors,
            int firstVector,
            int m,
            float[] thresholds,
            int[] contexts,
            int capacity,
            int row) {
        for (int v = 0; v < vectors; v++) {
            int vector = firstVector + v;
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
        long doubtful = 0;
        for (int lane = 0; lane < LANES; lane++) {
            float distance = thresholds[at + lane] - sums[from + lane] * scales[at + lane];
            int bit = distance < 0 ? 1 << j : 0;
            contexts[to + lane] = j == 0 ? bit : contexts[to + lane] | bit;
            doubtful |= Math.abs(distance) - norm * doubts[at + lane] < 0 ? 1L << lane : 0;
        }
        return doubtful;
    }

    @Override
    public float dot(float[] w, int wOffset, float[] x, int xOffset, int k) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int i = 0; i < k; i += 8) {
            s0 += w[wOffset + i] * x[xOffset + i];
            s1 += w[wOffset + i + 1] * x[xOffset + i + 1];
            s2 += w[wOffset + i + 2] * x[xOffset + i + 2];
            s3 += w[wOffset + i + 3] * x[xOffset + i + 3];
            s4 += w[wOffset + i + 4] * x[xOffset + i + 4];
            s5 += w[wOffset + i + 5] * x[xOffset + i + 5];
            s6 += w[wOffset + i + 6] * x[xOffset + i + 6];
            s7 += w[wOffset + i + 7] * x[xOffset + i + 7];
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    @Override
    public void update(float[] w, int wOffset, float[] x, int xOffset, int k, float g) {
        if (weightRow.length < k) {
            weightRow = new float[k];
            inputRow = new float[k];
        }
        // Copying three rows costs less than the scalar loop that offsets would make of this.
        System.arraycopy(w, wOffset, weightRow, 0, k);
        System.arraycopy(x, xOffset, inputRow, 0, k);
        subtractScaled(weightRow, inputRow, k, g);
        System.arraycopy(weightRow, 0, w, wOffset, k);
    }

    private static void subtractScaled(float[] w, float[] x, int k, float g) {
        for (int i = 0; i < k; i++) {
            w[i] -= g * x[i];
        }
    }

    @Override
    public float updateDot(float[] w, int wOffset, float[] x, int xOffset, int nextOffset, int k, float g) {
        update(w, wOffset, x, xOffset, k, g);
        return dot(w, wOffset, x, nextOffset, k);
    }

    @Override
    public float clip(float[] w, int wOffset, int k, float bound) {
        float largest = 0;
        for (int i = wOffset; i < wOffset + k; i++) {
            float clipped = w[i] > bound ? bound : w[i] < -bound ? -bound : w[i];
            w[i] = clipped;
            largest = Math.max(largest, Math.abs(clipped));
        }
        return largest;
    }

    @Override
    public void learnTogether(Layer layer, int firstUnit, int units, MixWork work, Scratch scratch) {
        throw new UnsupportedOperationException("learnsTogether() says no");
    }

    @Override
    public void minMaxLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to) {
        float min = rows[offset];
        float max = min;
        for (int i = 1; i < n; i++) {
            float x = rows[offset + i];
            min = x < min ? x : min;
            max = x > max ? x : max;
        }
        float range = max - min;
        for (int i = 0; i < n; i++) {
            logits[to + i] = range > 0 ? FastMath.logit(share(rows[offset + i], min, max, range), epsilon, bound) : 0f;
        }
    }

    /** {@code (x - min) / range}, also where the range is beyond what a float holds. */
    static float share(float x, float min, float max, float range) {
        return range <= Float.MAX_VALUE ? (x - min) / range : (x * 0.5f - min * 0.5f) / (max * 0.5f - min * 0.5f);
    }

    @Override
    public void clipLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to) {
        for (int i = 0; i < n; i++) {
            logits[to + i] = FastMath.logit(rows[offset + i], epsilon, bound);
        }
    }
}
