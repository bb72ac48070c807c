package io.github.jgln.cpu;

import java.util.Arrays;

/** Plain Java, for a JVM without the vector module; loops are written so that the compiler's own vectoriser takes them. */
final class PlainKernels implements Kernels {
    private static final int LANES = 16;

    @Override
    public String facts() {
        return "plain Java";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int panelVectors() {
        return 4;
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
            float[] scratch) {
        int width = vectors * LANES;
        for (int t = 0; t < rows; t++) {
            Arrays.fill(scratch, 0, width, 0f);
            for (int i = 0; i < n; i++) {
                addScaled(scratch, width, panels, panelOffset + i * width, z[zOffset + t * n + i]);
            }
            for (int v = 0; v < vectors; v++) {
                int vector = firstVector + v;
                int j = vector % m;
                int to = (vector / m * capacity + firstRow + t) * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    int bit = scratch[v * LANES + lane] > thresholds[vector * LANES + lane] ? 1 << j : 0;
                    contexts[to + lane] = j == 0 ? bit : contexts[to + lane] | bit;
                }
            }
        }
    }

    private static void addScaled(float[] sums, int width, float[] panel, int offset, float factor) {
        for (int p = 0; p < width; p++) {
            sums[p] += factor * panel[offset + p];
        }
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
        for (int i = 0; i < k; i++) {
            w[wOffset + i] -= g * x[xOffset + i];
        }
    }

    @Override
    public float updateDot(float[] w, int wOffset, float[] x, int xOffset, int nextOffset, int k, float g) {
        // Apart: the update alone is a loop the compiler vectorises, the sums are not.
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
