package io.github.jgln;

import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import java.util.Arrays;

/**
 * What a network that mixes Gaussians says of one row, as {@link Mixing.Gaussian} has it, and how its mean comes about; in double
 * precision, since what it reads is rounded once and its sums are short.
 */
final class GaussianForward {
    private final NetworkSpec spec;
    private final Mixing.Gaussian mixing;
    private final SnapshotLayer[] layers;

    GaussianForward(NetworkSpec spec, SnapshotLayer[] layers) {
        this.spec = spec;
        this.mixing = (Mixing.Gaussian) spec.mixing();
        this.layers = layers;
    }

    /**
     * An output's network for a row.
     *
     * @param base pairs, from {@code baseFrom} on
     */
    Row of(int output, float[] side, float[] base, int baseFrom) {
        return new Row(output, side, base, baseFrom);
    }

    /** One output's network, layer by layer. */
    final class Row {
        /** {@code [layer][K · 2]}. */
        private final double[][] said = new double[layers.length][];
        /** {@code [layer][K][I]}: {@code w_i λ_i} of each neuron. */
        private final double[][][] mixed = new double[layers.length][][];

        /** {@code [layer][K]}: s, and p that it is kept within. */
        private final double[][] sums = new double[layers.length][];

        private final double[][] bounds = new double[layers.length][];
        /** {@code [layer][I]}. */
        private final double[][] means = new double[layers.length][];

        /** {@code [layer][I]}: {@code λ_i² / Σ λ²}, by which an input's mean goes into the centre. */
        private final double[][] central = new double[layers.length][];

        private Row(int output, float[] side, float[] base, int baseFrom) {
            for (int i = 0; i < layers.length; i++) {
                double[] pairs = read(i, base, baseFrom);
                int inputs = pairs.length / 2;
                double[] precision = new double[inputs];
                means[i] = new double[inputs];
                central[i] = new double[inputs];
                double squares = 0;
                double centre = 0;
                for (int j = 0; j < inputs; j++) {
                    means[i][j] = pairs[2 * j];
                    precision[j] = 1 / pairs[2 * j + 1];
                    central[i][j] = precision[j] * precision[j];
                    squares += central[i][j];
                    centre += central[i][j] * means[i][j];
                }
                centre /= squares;
                for (int j = 0; j < inputs; j++) {
                    central[i][j] /= squares;
                }
                int neurons = layers[i].spec().neurons();
                said[i] = new double[2 * neurons];
                mixed[i] = new double[neurons][inputs];
                sums[i] = new double[neurons];
                bounds[i] = new double[neurons];
                for (int k = 0; k < neurons; k++) {
                    float[] weights = layers[i].state().weights()[output][k];
                    int row = layers[i].weightRow(output, k, side);
                    double[] used = mixed[i][k];
                    double s = 0;
                    double m = 0;
                    for (int j = 0; j < inputs; j++) {
                        used[j] = used(weights[row + j]) * precision[j];
                        s += used[j];
                        m += used[j] * (means[i][j] - centre);
                    }
                    double p = bounded(s);
                    sums[i][k] = s;
                    bounds[i][k] = p;
                    said[i][2 * k] = centre + m / p;
                    said[i][2 * k + 1] = Math.max(mixing.minVariance(), 1 / p);
                }
            }
        }

        private double[] read(int i, float[] base, int baseFrom) {
            double[] pairs = new double[2 * layers[i].spec().inputs()];
            int at = 0;
            if (i > 0) {
                System.arraycopy(said[i - 1], 0, pairs, 0, said[i - 1].length);
                at = said[i - 1].length;
            }
            int fromBase = 2 * (i == 0 ? spec.basePredictions() : layers[i].skippedInputs());
            for (int j = 0; j < fromBase; j++) {
                pairs[at++] = base[baseFrom + j];
            }
            for (int q = 0; q < mixing.biases(); q++) {
                pairs[at++] = mixing.biasMean(q);
                pairs[at++] = mixing.biasVariance();
            }
            return pairs;
        }

        /** The mean and variance of the mixture of the last layer's neurons. */
        void prediction(float[] pairs, int to) {
            double[] last = said[layers.length - 1];
            double mean = 0;
            for (int at = 0; at < last.length; at += 2) {
                mean += last[at] * 2 / last.length;
            }
            double variance = 0;
            for (int at = 0; at < last.length; at += 2) {
                variance += (last[at + 1] + (last[at] - mean) * (last[at] - mean)) * 2 / last.length;
            }
            pairs[to] = (float) mean;
            pairs[to + 1] = (float) variance;
        }

        /** From the prediction down: of each mean that was read, how much went into that of the prediction. */
        Contributions.Output contributions(float mean) {
            int top = layers.length - 1;
            double[] weights = new double[spec.basePredictions()];
            double offset = 0;
            double[] above = new double[mixed[top].length];
            Arrays.fill(above, 1.0 / above.length);
            for (int i = top; i >= 0; i--) {
                int inputs = means[i].length;
                int below = i == 0 ? 0 : said[i - 1].length / 2;
                int constant = inputs - mixing.biases();
                double[] ofInputs = new double[inputs];
                for (int k = 0; k < above.length; k++) {
                    for (int j = 0; j < inputs; j++) {
                        double p = bounds[i][k];
                        double share = central[i][j] * (1 - sums[i][k] / p) + mixed[i][k][j] / p;
                        ofInputs[j] += above[k] * share;
                    }
                }
                for (int j = below; j < inputs; j++) {
                    if (j < constant) {
                        weights[j - below] += ofInputs[j];
                    } else {
                        offset += ofInputs[j] * means[i][j];
                    }
                }
                above = Arrays.copyOf(ofInputs, below);
            }
            return new Contributions.Output(weights, offset, mean, mean, 0);
        }
    }

    private double used(float weight) {
        return mixing.form() == Mixing.Gaussian.Form.STABLE
                ? weight
                : Math.max(-spec.weightBound(), Math.min(spec.weightBound(), weight));
    }

    private double bounded(double s) {
        double high = 1 / (double) mixing.minVariance();
        double low = 1 / (double) mixing.maxVariance();
        if (mixing.form() == Mixing.Gaussian.Form.PUBLISHED && (s <= 0 || s > high)) {
            return high;
        }
        return Math.max(s, low);
    }
}
