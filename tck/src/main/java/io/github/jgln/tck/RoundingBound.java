package io.github.jgln.tck;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.NetworkSpec;

/**
 * How far two runs of the same stream may have come apart by rounding alone, where each has its own order of summing. Kept
 * beside the reference, row by row, since rounding does not only add up: learning amplifies it.
 *
 * <p>With u the unit roundoff of a run, I the inputs of a neuron, l what it reads, w the weights its context picks and y the
 * target, let δl, δw and δo be the differences between the runs of what is read, of the weights and of the output. A sum of
 * I products is off by at most (8 + 2 √I) u Σ|w_j l_j|, as in {@link Oracle}: the products' own roundings and a random walk
 * of the partial sums. So, to first order,
 *
 * <pre>
 *   |δo|  ≤ |δw| |l| + |w| |δl| + 2 (8 + 2 √I) u Σ|w_j l_j|
 * </pre>
 *
 * and the step {@code w ← w - η (σ(o) - y) l} turns the difference of the weights into
 *
 * <pre>
 *   |δw'| ≤ A |δw| + η σ' |l| (|δo| - |δw| |l|) + η |σ(o) - y| |δl| + 2 u (|w| + 3 η |σ(o) - y| |l|)
 *   A     = max(1, |1 - η σ' |l|²|)
 * </pre>
 *
 * in 2-norms: {@code I - η σ' l lᵀ} leaves all directions as they are but that of l. Where η σ' |l|² stays below 2 the bound
 * grows with steps × √width × u × magnitudes; wide rows of large logits go beyond that, and then every step on the slope of
 * σ multiplies what was there. Clipping brings no two numbers further apart, and where both runs' sums are beyond L their
 * outputs are the same.
 */
final class RoundingBound {
    private final NetworkSpec spec;
    private final Oracle oracle;
    /** Of each run. */
    private final double unitRoundoff;
    /** {@code [layer][C·K·2^M]}: |δw| of each weight row. */
    private final double[][] weights;

    private double largestProbability;
    private double largestWeight;

    /**
     * The bound at the start of a stream.
     *
     * @param oracle asked for its numbers as they are before each row
     * @param start how far each weight may differ from the start, relative to its size
     */
    RoundingBound(NetworkSpec spec, Oracle oracle, double unitRoundoff, double start) {
        this.spec = spec;
        this.oracle = oracle;
        this.unitRoundoff = unitRoundoff;
        this.weights = new double[spec.layers().size()][];
        for (int i = 0; i < weights.length; i++) {
            LayerSpec layer = spec.layers().get(i);
            weights[i] = new double[spec.outputs() * layer.neurons() * layer.contexts()];
            for (int at = 0; at < weights[i].length; at++) {
                int neuron = at / layer.contexts();
                double[] w = oracle.weights(i)[neuron / layer.neurons()][neuron % layer.neurons()];
                weights[i][at] = start * norm(w, at % layer.contexts() * layer.inputs(), layer.inputs());
            }
        }
    }

    /** |δw| of a weight row as it is now. */
    double ofWeights(int layer, int output, int neuron, int context) {
        LayerSpec l = spec.layers().get(layer);
        return weights[layer][(output * l.neurons() + neuron) * l.contexts() + context];
    }

    /**
     * Takes a row along.
     *
     * @param step what the oracle makes of the row, before it has learnt it
     * @param label of the row
     * @param rates η of each layer; null if the row is not learnt
     * @return |δo|, {@code [layer][C·K]}
     */
    double[][] row(Oracle.Step step, int label, double[] rates) {
        double[][] outputs = new double[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            outputs[i] = new double[step.outputs()[i].length];
            for (int c = 0; c < spec.outputs(); c++) {
                double[] read = oracle.inputs(i, c, step);
                double length = norm(read, 0, read.length);
                double offInputs = offInputs(i, c, read, i == 0 ? null : outputs[i - 1]);
                int neurons = spec.layers().get(i).neurons();
                for (int at = c * neurons; at < (c + 1) * neurons; at++) {
                    int context = step.contexts()[i][at];
                    double[] w = oracle.weights(i)[c][at - c * neurons];
                    int from = context * read.length;
                    double size = norm(w, from, read.length);
                    double sum = 0;
                    double magnitudes = 0;
                    for (int j = 0; j < read.length; j++) {
                        sum += w[from + j] * read[j];
                        magnitudes += Math.abs(w[from + j] * read[j]);
                    }
                    double rounding = 2 * (8 + 2 * Math.sqrt(read.length)) * unitRoundoff * magnitudes;
                    double others = size * offInputs + rounding;
                    int row = at * spec.layers().get(i).contexts() + context;
                    double off = weights[i][row];
                    boolean clipped = Math.abs(sum) - off * length - others > spec.logitBound();
                    outputs[i][at] = clipped ? 0 : off * length + others;
                    if (rates != null) {
                        double p = Oracle.sigmoid(step.outputs()[i][at]);
                        double slope = clipped ? 0 : rates[i] * p * (1 - p);
                        double error = rates[i] * Math.abs(p - spec.target(c, label));
                        weights[i][row] = Math.max(1, Math.abs(1 - slope * length * length)) * off
                                + slope * length * others
                                + error * offInputs
                                + 2 * unitRoundoff * (size + 3 * error * length);
                        largestWeight = Math.max(largestWeight, weights[i][row]);
                    }
                }
            }
        }
        for (double off : outputs[weights.length - 1]) {
            // σ is nowhere steeper.
            largestProbability = Math.max(largestProbability, off / 4);
        }
        return outputs;
    }

    /** The largest difference of a probability there has been. */
    double largestProbability() {
        return largestProbability;
    }

    /** The largest |δw| there has been. */
    double largestWeight() {
        return largestWeight;
    }

    /** |δl|: the differences of the outputs below, and a few roundings of each logit that both runs computed. */
    private double offInputs(int layer, int output, double[] read, double[] below) {
        int fromBelow = below == null ? 0 : below.length / spec.outputs();
        double squares = 0;
        for (int j = 0; j < read.length; j++) {
            double off = j < fromBelow ? below[output * fromBelow + j] : 4 * unitRoundoff * Math.abs(read[j]);
            squares += off * off;
        }
        return Math.sqrt(squares);
    }

    private static double norm(double[] values, int from, int length) {
        double squares = 0;
        for (int j = 0; j < length; j++) {
            squares += values[from + j] * values[from + j];
        }
        return Math.sqrt(squares);
    }
}
