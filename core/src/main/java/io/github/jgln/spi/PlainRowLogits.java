package io.github.jgln.spi;

/** {@link HostInputs.RowLogits} without vectors. */
public final class PlainRowLogits implements HostInputs.RowLogits {
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
    public static float share(float x, float min, float max, float range) {
        return range <= Float.MAX_VALUE ? (x - min) / range : (x * 0.5f - min * 0.5f) / (max * 0.5f - min * 0.5f);
    }

    @Override
    public void clipLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to) {
        for (int i = 0; i < n; i++) {
            logits[to + i] = FastMath.logit(rows[offset + i], epsilon, bound);
        }
    }
}
