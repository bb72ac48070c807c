package io.github.jgln.tck;

import io.github.jgln.spi.Mixing;

/**
 * The reference's step of a neuron that mixes Gaussians: the equations of {@link Mixing.Gaussian} in double precision, as the
 * paper has them where it is the published form, so with neither the centre nor its shortcuts.
 */
final class GaussianOracle {
    private final Mixing.Gaussian mixing;
    private final Bounds bounds;

    private double[] mean;
    private double[] precision;
    private double y;
    /** Below 0 where nothing is learnt. */
    private double rate;

    /**
     * The bounds, unrounded where the caller has them so.
     *
     * @param weight W
     */
    record Bounds(double weight, double minVariance, double maxVariance, double biasMean, double biasVariance) {}

    GaussianOracle(Mixing.Gaussian mixing, Bounds bounds) {
        this.mixing = mixing;
        this.bounds = bounds;
    }

    GaussianOracle(Mixing.Gaussian mixing, double weightBound) {
        this(
                mixing,
                new Bounds(
                        weightBound,
                        mixing.minVariance(),
                        mixing.maxVariance(),
                        mixing.biasMean(),
                        mixing.biasVariance()));
    }

    /** Writes the constant Gaussians behind what else is read. */
    void constants(double[] pairs, int from) {
        int count = mixing.biases();
        for (int q = 0; q < count; q++) {
            pairs[from + 2 * q] = count == 1 ? -bounds.biasMean() : bounds.biasMean() * (2.0 * q / (count - 1) - 1);
            pairs[from + 2 * q + 1] = bounds.biasVariance();
        }
    }

    /**
     * What the next neurons read, and learn.
     *
     * @param pairs mean, variance and so on
     * @param number y
     * @param eta below 0 where nothing is learnt
     */
    void row(double[] pairs, double number, double eta) {
        mean = new double[pairs.length / 2];
        precision = new double[pairs.length / 2];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = pairs[2 * i];
            precision[i] = 1 / pairs[2 * i + 1];
        }
        y = number;
        rate = eta;
    }

    /** I. */
    int inputs() {
        return mean.length;
    }

    /** One neuron: writes its mean and variance, then learns. */
    void step(double[] weights, int first, double[] outputs, int to) {
        switch (mixing.form()) {
            case PUBLISHED -> published(weights, first, outputs, to);
            case STABLE -> stable(weights, first, outputs, to);
        }
    }

    /** Clip, projection and gradient one after the other. */
    private void published(double[] weights, int first, double[] outputs, int to) {
        int n = inputs();
        double[] used = new double[n];
        double s = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            used[i] = Math.max(-bounds.weight(), Math.min(bounds.weight(), weights[first + i]));
            s += used[i] * precision[i];
            squares += precision[i] * precision[i];
        }
        double high = 1 / bounds.minVariance();
        double low = 1 / bounds.maxVariance();
        double bound = s <= 0 || s > high ? high : s < low ? low : s;
        boolean projected = bound != s;
        double variance = 1 / bound;
        double mu = 0;
        for (int i = 0; i < n; i++) {
            used[i] -= precision[i] * (s - bound) / squares;
            mu += variance * used[i] * precision[i] * mean[i];
        }
        outputs[to] = mu;
        outputs[to + 1] = variance;
        if (rate < 0) {
            return;
        }
        double[] gradient = new double[n];
        double along = 0;
        for (int i = 0; i < n; i++) {
            double off = y - mean[i];
            gradient[i] = 0.5 * precision[i] * (off * off - (mean[i] - mu) * (mean[i] - mu) - variance);
            along += precision[i] * gradient[i];
        }
        for (int i = 0; i < n; i++) {
            double g = projected ? gradient[i] - precision[i] * along / squares : gradient[i];
            if (Math.abs(weights[first + i]) <= bounds.weight()) {
                weights[first + i] -= rate * g;
            }
        }
    }

    private void stable(double[] weights, int first, double[] outputs, int to) {
        int n = inputs();
        double squares = 0;
        double centre = 0;
        for (int i = 0; i < n; i++) {
            squares += precision[i] * precision[i];
            centre += precision[i] * precision[i] * mean[i];
        }
        centre /= squares;
        double s = 0;
        double m = 0;
        double[] b = new double[n];
        double spread = 0;
        for (int i = 0; i < n; i++) {
            b[i] = precision[i] * (mean[i] - centre);
            spread += b[i] * b[i];
            s += weights[first + i] * precision[i];
            m += weights[first + i] * b[i];
        }
        double p = Math.max(s, 1 / bounds.maxVariance());
        double mu = centre + m / p;
        double variance = Math.max(1 / p, bounds.minVariance());
        outputs[to] = mu;
        outputs[to + 1] = variance;
        if (rate < 0) {
            return;
        }
        double e = y - mu;
        double excess = 0.5 * (Math.min(e * e, 25 * variance) - variance);
        if (s > 1 / bounds.minVariance()) {
            excess = Math.max(0, excess);
        }
        double ofMean = e / (variance * p);
        double ofPrecision = s < 1 / bounds.maxVariance() ? 0 : ofMean * (mu - centre) + excess;
        double r = rate / n;
        double q = r / 10;
        double alpha = q * ofPrecision / (1 + q * squares * variance * variance / 2);
        double beta = r * ofMean / (1 + r * spread / (variance * p * p));
        for (int i = 0; i < n; i++) {
            double moved = weights[first + i] - alpha * precision[i] + beta * b[i];
            weights[first + i] = Math.max(0, Math.min(bounds.weight(), moved));
        }
    }

    /** The prediction of the mixture of some neurons. */
    void mixture(double[] outputs, int from, int neurons, double[] prediction, int to) {
        double mu = 0;
        for (int k = 0; k < neurons; k++) {
            mu += outputs[from + 2 * k] / neurons;
        }
        double variance = 0;
        for (int k = 0; k < neurons; k++) {
            double off = outputs[from + 2 * k] - mu;
            variance += (outputs[from + 2 * k + 1] + off * off) / neurons;
        }
        prediction[to] = mu;
        prediction[to + 1] = variance;
    }
}
