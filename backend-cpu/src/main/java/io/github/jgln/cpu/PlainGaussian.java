package io.github.jgln.cpu;

/** Gaussian mixing in plain Java, for a JVM without the vector module. Rows are copied for the reason of {@link PlainMixing}. */
final class PlainGaussian implements GaussianOps {
    private float[] weightRow = {};
    private float[] rowA = {};
    private float[] rowB = {};

    @Override
    public GaussianOps forWorker() {
        return new PlainGaussian();
    }

    @Override
    public void describe(float[] x, int row, int k, float[] about, int to) {
        for (int i = row; i < row + k; i++) {
            x[i] = 1 / x[i];
        }
        float sizeA = 0;
        float weighted = 0;
        for (int i = row; i < row + k; i++) {
            float square = x[i] * x[i];
            sizeA += square;
            weighted += square * x[i + k];
        }
        float centre = weighted / sizeA;
        float sizeB = 0;
        for (int i = row; i < row + k; i++) {
            float b = x[i] * (x[i + k] - centre);
            x[i + k] = b;
            sizeB += b * b;
        }
        about[to] = centre;
        about[to + 1] = sizeA;
        about[to + 2] = sizeB;
    }

    @Override
    public void dots(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float m0 = 0;
        float m1 = 0;
        float m2 = 0;
        float m3 = 0;
        int b = row + k;
        for (int i = 0; i < k; i += 4) {
            float w0 = w[at + i];
            float w1 = w[at + i + 1];
            float w2 = w[at + i + 2];
            float w3 = w[at + i + 3];
            s0 += w0 * x[row + i];
            m0 += w0 * x[b + i];
            s1 += w1 * x[row + i + 1];
            m1 += w1 * x[b + i + 1];
            s2 += w2 * x[row + i + 2];
            m2 += w2 * x[b + i + 2];
            s3 += w3 * x[row + i + 3];
            m3 += w3 * x[b + i + 3];
        }
        step.s = (s0 + s2) + (s1 + s3);
        step.m = (m0 + m2) + (m1 + m3);
    }

    @Override
    public void update(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        take(w, at, x, row, k);
        move(weightRow, rowA, rowB, k, step.alpha, step.beta, step.weightBound);
        System.arraycopy(weightRow, 0, w, at, k);
    }

    private void take(float[] w, int at, float[] x, int row, int k) {
        if (weightRow.length < k) {
            weightRow = new float[k];
            rowA = new float[k];
            rowB = new float[k];
        }
        System.arraycopy(w, at, weightRow, 0, k);
        System.arraycopy(x, row, rowA, 0, k);
        System.arraycopy(x, row + k, rowB, 0, k);
    }

    private static void move(float[] w, float[] a, float[] b, int k, float alpha, float beta, float bound) {
        for (int i = 0; i < k; i++) {
            w[i] = Math.min(bound, Math.max(0f, w[i] - alpha * a[i] + beta * b[i]));
        }
    }

    @Override
    public void updateDots(float[] w, int at, float[] x, int row, int next, int k, GaussianStep step) {
        update(w, at, x, row, k, step);
        dots(w, at, x, next, k, step);
    }

    @Override
    public void clippedDots(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        float bound = step.weightBound;
        float s = 0;
        float m = 0;
        for (int i = 0; i < k; i++) {
            float v = w[at + i];
            float clipped = v > bound ? bound : v < -bound ? -bound : v;
            s += clipped * x[row + i];
            m += clipped * x[row + k + i];
        }
        step.s = s;
        step.m = m;
    }

    @Override
    public void maskedUpdate(float[] w, int at, float[] x, int row, int k, GaussianStep step) {
        for (int i = 0; i < k; i++) {
            if (Math.abs(w[at + i]) <= step.weightBound) {
                w[at + i] += step.beta * x[row + k + i] - step.alpha * x[row + i];
            }
        }
    }
}
