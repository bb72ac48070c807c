package io.github.jgln.cpu;

import io.github.jgln.spi.FastMath;

/**
 * Mixing in plain Java, for a JVM without the vector module.
 *
 * <p>The compiler makes vectors of a loop only where all arrays are read and written at the same index, so rows are copied
 * to where they are.
 */
final class PlainMixing implements MixingOps {
    static final int LANES = 16;

    private float[] weightRow = {};
    private float[] inputRow = {};

    @Override
    public MixingOps forWorker() {
        return new PlainMixing();
    }

    @Override
    public boolean learnsTogether(int k) {
        return false;
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
    public void predictTogether(GroupStep step, float logitBound, float weightBound) {
        throw new UnsupportedOperationException("learnsTogether() says no");
    }

    @Override
    public void predictCoupled(SoftmaxStep s, int label, float logitBound, float weightBound) {
        for (int c = 0; c < s.classes; c++) {
            s.dots[c] = bounded(s.dots[c] + s.biasWeights[c] * s.biasLogits[c], logitBound);
        }
        float largest = s.largest();
        for (int c = 0; c < s.classes; c++) {
            s.powers[c] = FastMath.exp(s.dots[c] - largest);
        }
        float scale = 1 / s.sum();
        for (int c = 0; c < s.classes; c++) {
            float p = s.powers[c] * scale;
            float g = s.rates[c] * (c == label ? p - 1 : p);
            s.steps[c] = g;
            s.biasWeights[c] = bounded(s.biasWeights[c] - g * s.biasLogits[c], weightBound);
        }
    }

    private static float bounded(float value, float bound) {
        return value > bound ? bound : value < -bound ? -bound : value;
    }
}
