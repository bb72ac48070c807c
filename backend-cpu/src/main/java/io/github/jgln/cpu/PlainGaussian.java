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
    public void dots(GaussianGroup group, int units, float[] x, int row, int k) {
        for (int u = 0; u < units; u++) {
            dots(group, u, group.weights[u], group.rows[u], x, row, k);
        }
    }

    private static void dots(GaussianGroup group, int unit, float[] w, int at, float[] x, int row, int k) {
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
        group.s[unit] = (s0 + s2) + (s1 + s3);
        group.m[unit] = (m0 + m2) + (m1 + m3);
    }

    @Override
    public void update(GaussianGroup group, int units, float[] x, int row, int k, float weightBound) {
        if (weightRow.length < k) {
            weightRow = new float[k];
            rowA = new float[k];
            rowB = new float[k];
        }
        System.arraycopy(x, row, rowA, 0, k);
        System.arraycopy(x, row + k, rowB, 0, k);
        for (int u = 0; u < units; u++) {
            System.arraycopy(group.weights[u], group.rows[u], weightRow, 0, k);
            move(weightRow, rowA, rowB, k, group.alpha[u], group.beta[u], weightBound);
            System.arraycopy(weightRow, 0, group.weights[u], group.rows[u], k);
        }
    }

    private static void move(float[] w, float[] a, float[] b, int k, float alpha, float beta, float bound) {
        for (int i = 0; i < k; i++) {
            w[i] = Math.min(bound, Math.max(0f, w[i] - alpha * a[i] + beta * b[i]));
        }
    }

    @Override
    public void clippedDots(GaussianGroup group, int units, float[] x, int row, int k, float weightBound) {
        for (int u = 0; u < units; u++) {
            float[] w = group.weights[u];
            int at = group.rows[u];
            float s = 0;
            float m = 0;
            for (int i = 0; i < k; i++) {
                float v = w[at + i];
                float clipped = v > weightBound ? weightBound : v < -weightBound ? -weightBound : v;
                s += clipped * x[row + i];
                m += clipped * x[row + k + i];
            }
            group.s[u] = s;
            group.m[u] = m;
        }
    }

    @Override
    public void maskedUpdate(GaussianGroup group, int units, float[] x, int row, int k, float weightBound) {
        for (int u = 0; u < units; u++) {
            float[] w = group.weights[u];
            int at = group.rows[u];
            for (int i = 0; i < k; i++) {
                if (Math.abs(w[at + i]) <= weightBound) {
                    w[at + i] += group.beta[u] * x[row + k + i] - group.alpha[u] * x[row + i];
                }
            }
        }
    }
}
