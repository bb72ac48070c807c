package io.github.jgln.tck;

import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The reference: {@link NetworkSpec}'s equations in double precision, one row and one neuron at a time, nothing clever. It
 * is itself checked against the golden vectors.
 *
 * <p>Long because it is the reference in one piece, to be read from top to bottom beside the equations.
 */
final class Oracle {
    /** Half the distance from 1 to the next float: the relative error of one float operation. */
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    private final NetworkSpec spec;
    private final List<Layer> layers;
    private final Bounds bounds;
    /** Null where no Gaussians are mixed. */
    private final GaussianOracle gaussian;
    /** Of whitened base logits. */
    private final Optional<Projection> projection;

    private final double[] mean;
    private final double[] squares;
    private long count;

    private long gatingMultiplyAdds;
    private long mixingMultiplyAdds;
    private long updateMultiplyAdds;

    /**
     * The numbers of a layer, shaped as in {@link LayerState}.
     *
     * @param weights changed by learning
     */
    record Layer(double[][][] hyperplanes, double[][][] thresholds, double[][][] weights, double[] biasLogits) {
        static Layer of(LayerState state) {
            double[] biasLogits = Doubles.of(state.biasLogits());
            return new Layer(
                    widened(state.hyperplanes()), widened(state.thresholds()), widened(state.weights()), biasLogits);
        }

        /** A layer that shares no weights with this one. */
        Layer copy() {
            double[][][] copied = new double[weights.length][][];
            for (int c = 0; c < weights.length; c++) {
                copied[c] = new double[weights[c].length][];
                for (int k = 0; k < weights[c].length; k++) {
                    copied[c][k] = weights[c][k].clone();
                }
            }
            return new Layer(hyperplanes, thresholds, copied, biasLogits);
        }

        /** The numbers as backends take them. */
        LayerState rounded() {
            return new LayerState(
                    rounded(hyperplanes), rounded(thresholds), rounded(weights), Doubles.rounded(biasLogits));
        }

        private static double[][][] widened(float[][][] values) {
            double[][][] wide = new double[values.length][][];
            for (int c = 0; c < values.length; c++) {
                wide[c] = new double[values[c].length][];
                for (int k = 0; k < values[c].length; k++) {
                    wide[c][k] = Doubles.of(values[c][k]);
                }
            }
            return wide;
        }

        private static float[][][] rounded(double[][][] values) {
            float[][][] rounded = new float[values.length][][];
            for (int c = 0; c < values.length; c++) {
                rounded[c] = new float[values[c].length][];
                for (int k = 0; k < values[c].length; k++) {
                    rounded[c][k] = Doubles.rounded(values[c][k]);
                }
            }
            return rounded;
        }
    }

    /**
     * The model's bounds, unrounded where the caller has them so.
     *
     * @param logit L
     * @param weight W
     * @param epsilon ε
     */
    record Bounds(double logit, double weight, double epsilon) {}

    /**
     * What one row led to.
     *
     * <p>Where Gaussians are mixed, every logit is a pair of a mean and a variance, one after the other.
     *
     * @param logits {@code [C]}, from before the update
     * @param baseLogits {@code [K0]}, or {@code [C · K0]} where they differ by output
     * @param contexts {@code [layer][C·K]}: those used, which are the followed ones if there were any
     * @param decided {@code [layer][C·K]}: those the oracle computed itself
     * @param doubtful {@code [layer][C·K]}: the bits of the context whose {@code |h·z - b|} is within float rounding
     * @param outputs {@code [layer][C·K]}: the clipped logits
     */
    record Step(
            double[] logits,
            double[] baseLogits,
            int[][] contexts,
            int[][] decided,
            int[][] doubtful,
            double[][] outputs) {
        /** Whether any context depends on how a float sum was rounded. */
        boolean hasDoubt() {
            for (int[] layer : doubtful) {
                for (int bits : layer) {
                    if (bits != 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** An oracle with numbers of its own; the layers are taken as they are, not copied. */
    Oracle(NetworkSpec spec, List<Layer> layers, Bounds bounds, long count, double[] mean, double[] squares) {
        this(spec, layers, bounds, count, mean, squares, Optional.empty(), gaussian(spec, bounds));
    }

    /** An oracle of Gaussians with numbers of its own; the layers are taken as they are, not copied. */
    Oracle(NetworkSpec spec, List<Layer> layers, GaussianOracle gaussian) {
        this(
                spec,
                layers,
                bounds(spec),
                0,
                new double[spec.inputs()],
                new double[spec.inputs()],
                Optional.empty(),
                gaussian);
    }

    private static GaussianOracle gaussian(NetworkSpec spec, Bounds bounds) {
        return spec.gaussian()
                .map(mixing -> new GaussianOracle(mixing, bounds.weight()))
                .orElse(null);
    }

    private Oracle(
            NetworkSpec spec,
            List<Layer> layers,
            Bounds bounds,
            long count,
            double[] mean,
            double[] squares,
            Optional<Projection> projection,
            GaussianOracle gaussian) {
        this.projection = projection;
        this.spec = spec;
        this.layers = layers;
        this.bounds = bounds;
        this.gaussian = gaussian;
        this.count = count;
        this.mean = mean;
        this.squares = squares;
    }

    /** An oracle that starts from a backend's numbers; shares nothing with them. */
    static Oracle of(NetworkState state) {
        NetworkSpec spec = state.spec();
        List<Layer> layers = new ArrayList<>();
        for (LayerState layer : state.layers()) {
            layers.add(Layer.of(layer));
        }
        return new Oracle(
                spec,
                layers,
                bounds(spec),
                state.statistics().count(),
                state.statistics().mean().clone(),
                state.statistics().squares().clone(),
                state.input().projection(),
                gaussian(spec, bounds(spec)));
    }

    /** As a backend has them. */
    static Bounds bounds(NetworkSpec spec) {
        double logit = spec.gaussian().isPresent() ? Double.NaN : spec.logitBound();
        return new Bounds(logit, spec.weightBound(), spec.input().predictionClipping());
    }

    /** The weights as they are now: {@code [C][K][2^M·I]}. */
    double[][][] weights(int layer) {
        return layers.get(layer).weights();
    }

    /** All numbers of a layer as they are now. */
    Layer layer(int layer) {
        return layers.get(layer);
    }

    /** The multiply-adds of all {@code h · z} so far, counted one by one, so that nothing is derived from shapes. */
    long gatingMultiplyAdds() {
        return gatingMultiplyAdds;
    }

    /** The multiply-adds of all {@code w · l} so far, counted likewise. */
    long mixingMultiplyAdds() {
        return mixingMultiplyAdds;
    }

    /** The multiply-adds of all steps {@code w - factor · l} so far, counted likewise. */
    long updateMultiplyAdds() {
        return updateMultiplyAdds;
    }

    /** The rows taken in so far. */
    long count() {
        return count;
    }

    /** The features' means as they are now. */
    double[] mean() {
        return mean;
    }

    /** The features' sums of squared distances from the mean as they are now. */
    double[] squares() {
        return squares;
    }

    /**
     * Predicts without learning.
     *
     * @param x a row
     * @param baseLogits {@code [K0]}, or {@code [C · K0]} where they differ by output; null to compute them
     * @param followed contexts to use instead of the oracle's own, {@code [layer][C·K]}, or null
     */
    Step infer(double[] x, double[] baseLogits, int[][] followed) {
        return run(x, baseLogits, -1, null, null, followed);
    }

    /**
     * Predicts, then learns.
     *
     * @param rates η of each layer
     */
    Step learn(double[] x, double[] baseLogits, int label, double[] rates, int[][] followed) {
        Step step = run(x, baseLogits, label, null, rates, followed);
        if (spec.input().runningStatistics()) {
            takeIn(x);
        }
        return step;
    }

    /** As {@link #learn(double[], double[], int, double[], int[][])}, of numbers: {@code [C]}. */
    Step learn(double[] x, double[] base, double[] numbers, double[] rates, int[][] followed) {
        Step step = run(x, base, -1, numbers, rates, followed);
        if (spec.input().runningStatistics()) {
            takeIn(x);
        }
        return step;
    }

    /** Whether any context of a row depends on how a float sum is rounded. */
    boolean hasDoubt(double[] x) {
        double[] base = new double
                [spec.basePredictions() * spec.baseCopies() * spec.mixing().width()];
        // No variance may be 0.
        Arrays.fill(base, 1);
        return infer(x, base, null).hasDoubt();
    }

    /** Takes a row into the statistics, and nothing else. */
    void takeIn(double[] x) {
        count++;
        for (int j = 0; j < x.length; j++) {
            double distance = x[j] - mean[j];
            mean[j] += distance / count;
            squares[j] += distance * (x[j] - mean[j]);
        }
    }

    private Step run(
            double[] x, double[] givenBaseLogits, int label, double[] numbers, double[] rates, int[][] followed) {
        int outputs = spec.outputs();
        int depth = layers.size();
        double[] baseLogits = givenBaseLogits != null ? givenBaseLogits : baseLogits(x);
        Step step = new Step(
                new double[spec.predictionWidth()],
                baseLogits,
                new int[depth][],
                new int[depth][],
                new int[depth][],
                new double[depth][]);
        for (int i = 0; i < depth; i++) {
            int neurons = spec.layers().get(i).neurons();
            step.decided[i] = new int[outputs * neurons];
            step.doubtful[i] = new int[outputs * neurons];
            step.outputs[i] = new double[outputs * neurons * spec.mixing().width()];
            gate(i, x, step);
            step.contexts[i] = followed == null ? step.decided[i] : followed[i];
            for (int c = 0; c < outputs; c++) {
                double[] inputs = inputs(i, c, step);
                if (gaussian != null) {
                    double y = numbers == null ? 0 : numbers[c];
                    gaussian.row(inputs, y, rates == null ? -1 : rates[i]);
                    for (int k = 0; k < neurons; k++) {
                        int at = c * neurons + k;
                        int first = step.contexts[i][at] * gaussian.inputs();
                        gaussian.step(layers.get(i).weights()[c][k], first, step.outputs[i], 2 * at);
                        mixingMultiplyAdds += 2L * gaussian.inputs();
                        updateMultiplyAdds += rates == null ? 0 : 2L * gaussian.inputs();
                    }
                    gaussian.mixture(step.outputs[i], 2 * c * neurons, neurons, step.logits, 2 * c);
                    continue;
                }
                for (int k = 0; k < neurons; k++) {
                    int at = c * neurons + k;
                    int firstWeight = step.contexts[i][at] * inputs.length;
                    double[] weights = layers.get(i).weights()[c][k];
                    double sum = 0;
                    for (int j = 0; j < inputs.length; j++) {
                        sum += weights[firstWeight + j] * inputs[j];
                        mixingMultiplyAdds++;
                    }
                    step.outputs[i][at] = clip(sum, bounds.logit());
                }
                // Those of the lower layers are overwritten by the last one's.
                double sum = 0;
                for (int k = 0; k < neurons; k++) {
                    sum += step.outputs[i][c * neurons + k];
                }
                step.logits[c] = sum / neurons;
            }
            // Not before all outputs are there: where they are coupled, each one's step goes with all of them.
            for (int c = 0; c < outputs && rates != null && gaussian == null; c++) {
                update(i, c, label, rates[i], step);
            }
        }
        return step;
    }

    private void update(int i, int c, int label, double rate, Step step) {
        int neurons = spec.layers().get(i).neurons();
        double[] inputs = inputs(i, c, step);
        double normalised = rate * normaliser(inputs);
        for (int k = 0; k < neurons; k++) {
            int firstWeight = step.contexts[i][c * neurons + k] * inputs.length;
            double[] weights = layers.get(i).weights()[c][k];
            double[] outputs = new double[spec.outputs()];
            for (int d = 0; d < outputs.length; d++) {
                outputs[d] = step.outputs[i][d * neurons + k];
            }
            double factor = normalised * (probabilities(spec, outputs)[c] - spec.target(c, label));
            for (int j = 0; j < inputs.length; j++) {
                weights[firstWeight + j] = clip(weights[firstWeight + j] - factor * inputs[j], bounds.weight());
                updateMultiplyAdds++;
            }
        }
    }

    /** What logits of all outputs say, by how the outputs belong together. */
    static double[] probabilities(NetworkSpec spec, double[] logits) {
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] = switch (spec.coupling()) {
                case INDEPENDENT -> sigmoid(logits[c]);
                case SOFTMAX -> Math.exp(logits[c]) / sum;
            };
        }
        return probabilities;
    }

    /** What a rate is multiplied by for a neuron that reads so much. */
    private double normaliser(double[] inputs) {
        double c = spec.rateNormaliser();
        double size = 0;
        for (double input : inputs) {
            size += input * input;
        }
        return c > 0 ? c / (c + size) : 1;
    }

    /** What the neurons of a layer read: the layer below, the base logits if connections skip layers, then what is constant. */
    double[] inputs(int i, int output, Step step) {
        LayerSpec layer = spec.layers().get(i);
        int width = spec.mixing().width();
        double[] inputs = new double[layer.inputs() * width];
        int base = (i == 0 || spec.skipConnections() ? spec.basePredictions() : 0) * width;
        int fromBelow = (layer.predictionInputs() - spec.mixing().constantInputs()) * width - base;
        for (int j = 0; j < fromBelow; j++) {
            inputs[j] = step.outputs[i - 1][output * fromBelow + j];
        }
        int copy = spec.baseCopies() == 1 ? 0 : output;
        System.arraycopy(step.baseLogits, copy * spec.basePredictions() * width, inputs, fromBelow, base);
        if (gaussian != null) {
            gaussian.constants(inputs, fromBelow + base);
        }
        if (layer.bias()) {
            inputs[fromBelow + base] = layers.get(i).biasLogits()[output];
        }
        return inputs;
    }

    private void gate(int i, double[] x, Step step) {
        LayerSpec layer = spec.layers().get(i);
        int n = spec.inputs();
        double[] z = new double[n];
        double[] magnitude = new double[n];
        for (int j = 0; j < n; j++) {
            z[j] = sideInformation(x, j);
            // Rounding goes with what was subtracted, not with the difference.
            magnitude[j] = switch (spec.input().sideInformation()) {
                case RAW -> Math.abs(x[j]);
                case CENTRED -> Math.abs(x[j]) + Math.abs(mean[j]);
                case STANDARDISED -> (Math.abs(x[j]) + Math.abs(mean[j])) * scale(j);
            };
        }
        int gatedOutputs = spec.sharedHalfspaces() ? 1 : spec.outputs();
        for (int c = 0; c < gatedOutputs; c++) {
            for (int k = 0; k < layer.neurons(); k++) {
                double[] hyperplanes = layers.get(i).hyperplanes()[c][k];
                double[] thresholds = layers.get(i).thresholds()[c][k];
                for (int m = 0; m < layer.contextMapSize(); m++) {
                    double sum = 0;
                    double size = Math.abs(thresholds[m]);
                    for (int j = 0; j < n; j++) {
                        sum += hyperplanes[m * n + j] * z[j];
                        gatingMultiplyAdds++;
                        size += Math.abs(hyperplanes[m * n + j]) * magnitude[j];
                    }
                    if (sum > thresholds[m]) {
                        step.decided[i][c * layer.neurons() + k] |= 1 << m;
                    }
                    if (Math.abs(sum - thresholds[m]) < rounding(n) * size) {
                        step.doubtful[i][c * layer.neurons() + k] |= 1 << m;
                    }
                }
            }
        }
        // Outputs that share the halfspaces of the first one have its contexts, and its doubts.
        for (int c = gatedOutputs; c < spec.outputs(); c++) {
            int first = c * layer.neurons();
            System.arraycopy(step.decided[i], 0, step.decided[i], first, layer.neurons());
            System.arraycopy(step.doubtful[i], 0, step.doubtful[i], first, layer.neurons());
        }
    }

    /**
     * How far a float sum of n products may be off, relative to the sum of their magnitudes: a few roundings of each product's
     * parts, and those of the partial sums, which add up like a random walk.
     */
    private static double rounding(int n) {
        return (8 + 2 * Math.sqrt(n)) * UNIT_ROUNDOFF;
    }

    private double sideInformation(double[] x, int j) {
        return switch (spec.input().sideInformation()) {
            case RAW -> x[j];
            case CENTRED -> x[j] - mean[j];
            case STANDARDISED -> (x[j] - mean[j]) * scale(j);
        };
    }

    /** As {@link InputStatistics#scale}: 1 for a feature that has not varied, or too little for a float to hold the scale. */
    private double scale(int j) {
        double scale = 1 / Math.sqrt(squares[j] / count);
        return scale <= Float.MAX_VALUE ? scale : 1;
    }

    private double[] baseLogits(double[] x) {
        BaseLogits base = spec.input().baseLogits();
        double[] logits = new double[spec.basePredictions()];
        switch (base.kind()) {
            case ROW_MIN_MAX -> {
                double min = x[0];
                double max = x[0];
                for (double v : x) {
                    min = Math.min(min, v);
                    max = Math.max(max, v);
                }
                for (int j = 0; j < logits.length; j++) {
                    logits[j] = logit(max > min ? (x[j] - min) / (max - min) : 0.5);
                }
            }
            case CLIPPED -> {
                for (int j = 0; j < logits.length; j++) {
                    logits[j] = logit(x[j]);
                }
            }
            case STANDARDISED -> {
                for (int j = 0; j < logits.length; j++) {
                    logits[j] = clip((x[j] - mean[j]) * scale(j), bounds.logit());
                }
            }
            case CENTRED -> {
                for (int j = 0; j < logits.length; j++) {
                    logits[j] = clip(base.parameter() * (x[j] - mean[j]), bounds.logit());
                }
            }
            case CONSTANT -> logits[0] = logit(base.parameter());
            case GIVEN ->
                project(
                        x,
                        projection.orElseThrow(() -> new IllegalArgumentException(
                                "expected base logits with the row, as they are given ones, got none")),
                        logits);
        }
        return logits;
    }

    /** Whitened base logits. */
    private void project(double[] x, Projection map, double[] logits) {
        for (int j = 0; j < logits.length; j++) {
            logits[j] = x[j] - map.mean()[j];
        }
        double[] centred = logits.clone();
        for (int r = 0; r < map.gains().length; r++) {
            double share = 0;
            for (int j = 0; j < logits.length; j++) {
                share += map.axes()[r * logits.length + j] * centred[j];
            }
            for (int j = 0; j < logits.length; j++) {
                logits[j] += map.gains()[r] * share * map.axes()[r * logits.length + j];
            }
        }
        for (int j = 0; j < logits.length; j++) {
            logits[j] = clip(map.scale() * logits[j], bounds.logit());
        }
    }

    private double logit(double probability) {
        double p = Math.max(bounds.epsilon(), Math.min(1 - bounds.epsilon(), probability));
        return clip(Math.log(p / (1 - p)), bounds.logit());
    }

    private static double clip(double value, double bound) {
        return Math.max(-bound, Math.min(bound, value));
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
