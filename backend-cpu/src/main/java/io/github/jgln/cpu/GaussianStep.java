package io.github.jgln.cpu;

import io.github.jgln.spi.Mixing;

/**
 * What one neuron of Gaussian mixing makes of a row, from two dot products: the equations of {@link Mixing.Gaussian} between
 * {@code s} and {@code m} and the step {@code w ← w - alpha a + beta b}.
 */
final class GaussianStep {
    final boolean published;
    /** W. */
    final float weightBound;

    private final float minVariance;
    private final float leastPrecision;
    private final float mostPrecision;

    // Of the row.
    private float centre;
    private float y;
    /** η, or r in the stable form. */
    private float rate;
    /** {@code r |a|² / 2}. */
    /** Of precisions. */
    private float slow;

    private float curvatureA;
    /** {@code r |b|²}. */
    private float curvatureB;

    /** Read: {@code w · a}. */
    float s;
    /** Read: {@code w · b}. */
    float m;

    /** Written: μ. */
    float mean;
    /** Written: v. */
    float variance;

    /** Written: what a goes with in the step. */
    float alpha;
    /** Written: what b goes with in the step. */
    float beta;

    GaussianStep(Mixing.Gaussian mixing, float weightBound) {
        this.published = mixing.form() == Mixing.Gaussian.Form.PUBLISHED;
        this.weightBound = weightBound;
        this.minVariance = mixing.minVariance();
        this.leastPrecision = 1 / mixing.maxVariance();
        this.mostPrecision = 1 / mixing.minVariance();
    }

    /** The mean and the variance of a row. */
    void predict(float centre) {
        float p = precision();
        mean = centre + m / p;
        variance = variance(p);
    }

    /**
     * Says what all neurons that learn from a row share.
     *
     * @param y the target
     * @param inputs I
     * @param sizeA {@code |a|²}
     * @param sizeB {@code |b|²}
     */
    void begin(float centre, float y, float rate, int inputs, float sizeA, float sizeB) {
        this.centre = centre;
        this.y = y;
        this.rate = published ? rate : rate / inputs;
        this.slow = 0.1f * this.rate;
        this.curvatureA = 0.5f * (slow * sizeA);
        this.curvatureB = this.rate * sizeB;
    }

    /** The mean and the variance of that row, and the step. */
    void learn() {
        float p = precision();
        float shift = m / p;
        float mu = centre + shift;
        float v = variance(p);
        mean = mu;
        variance = v;
        float e = y - mu;
        float excess = 0.5f * (e * e - v);
        if (published) {
            alpha = p == s ? rate * (excess + e * shift) : 0;
            beta = rate * e;
            return;
        }
        float most = 12 * v;
        float x = excess > most ? most : excess;
        if (s > mostPrecision && x < 0) {
            x = 0;
        }
        float vp = v * p;
        float a = s < leastPrecision ? 0 : e / vp * shift + x;
        alpha = slow * a / (1 + curvatureA * (v * v));
        // r B / (1 + r |b|² / (v p²)) with B = e / (v p), by one division.
        beta = rate * e * p / (vp * p + curvatureB);
    }

    private float precision() {
        if (published && (s <= 0 || s > mostPrecision)) {
            return mostPrecision;
        }
        return s > leastPrecision ? s : leastPrecision;
    }

    private float variance(float p) {
        float v = 1 / p;
        return v > minVariance ? v : minVariance;
    }
}
