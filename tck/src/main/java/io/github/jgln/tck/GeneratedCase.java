package io.github.jgln.tck;

import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Builds a random network and a random stream for it: the same for the same seed and settings. Rows have no context within
 * float rounding, so that every backend must pick the same ones.
 */
final class GeneratedCase {
    /** The most that may be thrown away for one row that is kept. */
    private static final int TRIES = 10_000;

    private final String name;
    private final Random random;
    private int inputs = 8;
    private int[] hidden = {4};
    private int[] contextMapSizes = {3};
    private int outputs = 1;
    private int outputNeurons = 1;
    private boolean shared;
    private Coupling coupling = Coupling.INDEPENDENT;
    private boolean skip;
    private boolean bias = true;
    private boolean bisectors;
    private double epsilon = 1e-3;
    private double weightBound = 5;
    private double weightSpread = 0.1;
    private double rate = 0.02;
    private double rateNormaliser;
    private SideInformation sideInformation = SideInformation.RAW;
    private BasePredictor basePredictor = new BasePredictor.RowMinMax();
    private boolean runningStatistics = true;
    private int rows = 60;
    private int heldOut = 20;
    private boolean blankRows;
    /** Null where classes are learnt. */
    private Mixing.Gaussian gaussian;

    private int basePairs;
    private boolean basePairsByOutput;

    GeneratedCase(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    String name() {
        return name;
    }

    GeneratedCase inputs(int inputs) {
        this.inputs = inputs;
        return this;
    }

    GeneratedCase hidden(int... neurons) {
        this.hidden = neurons;
        return this;
    }

    /** One for all layers, or one for each, the last included. */
    GeneratedCase contextMapSizes(int... sizes) {
        this.contextMapSizes = sizes;
        return this;
    }

    GeneratedCase classes(int classes) {
        this.outputs = classes == 2 ? 1 : classes;
        return this;
    }

    /** Neurons of each output in the last layer. */
    GeneratedCase outputNeurons(int neurons) {
        this.outputNeurons = neurons;
        return this;
    }

    /** All outputs have the same halfspaces. */
    GeneratedCase sharedHalfspaces() {
        this.shared = true;
        return this;
    }

    /** All outputs have the same halfspaces and are coupled; for more than two classes. */
    GeneratedCase softmax() {
        this.coupling = Coupling.SOFTMAX;
        return sharedHalfspaces();
    }

    /** Layers above the first read the base logits too. */
    GeneratedCase skipConnections() {
        this.skip = true;
        return this;
    }

    GeneratedCase bias(boolean bias) {
        this.bias = bias;
        return this;
    }

    /** Halfspaces that cut between pairs of rows like those of the stream. */
    GeneratedCase bisectors() {
        this.bisectors = true;
        return this;
    }

    GeneratedCase epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    GeneratedCase weightBound(double bound) {
        this.weightBound = bound;
        return this;
    }

    /** The standard deviation of the first weights around 1/I. */
    GeneratedCase weightSpread(double spread) {
        this.weightSpread = spread;
        return this;
    }

    /** The mean of the rates, which differ by row and layer. */
    GeneratedCase rate(double rate) {
        this.rate = rate;
        return this;
    }

    /** c; 0 leaves the rates as they are. */
    GeneratedCase rateNormaliser(double c) {
        this.rateNormaliser = c;
        return this;
    }

    GeneratedCase sideInformation(SideInformation sideInformation) {
        this.sideInformation = sideInformation;
        return this;
    }

    GeneratedCase basePredictor(BasePredictor basePredictor) {
        this.basePredictor = basePredictor;
        return this;
    }

    GeneratedCase runningStatistics(boolean running) {
        this.runningStatistics = running;
        return this;
    }

    /** Rows to learn, then rows to predict. */
    GeneratedCase rows(int learnt, int heldOut) {
        this.rows = learnt;
        this.heldOut = heldOut;
        return this;
    }

    /**
     * Makes every seventh row all zeros, and all thresholds zero: such a row is exactly on the edge of every halfspace, and so
     * beyond none. For raw side information without running statistics.
     */
    GeneratedCase blankRows() {
        this.blankRows = true;
        return this;
    }

    /**
     * Numbers are learnt, by mixing Gaussians.
     *
     * @param width how many
     * @param pairs K0, the base predictions, made for the case
     */
    GeneratedCase numbers(int width, int pairs, Mixing.Gaussian mixing) {
        this.outputs = width;
        this.basePairs = pairs;
        this.gaussian = mixing;
        this.bias = false;
        return this;
    }

    /** Every output has base predictions of its own. */
    GeneratedCase basePairsByOutput() {
        this.basePairsByOutput = true;
        return this;
    }

    ReplayCase build() {
        RowDistribution distribution = new RowDistribution(random, inputs);
        NetworkState state = state(distribution);
        double[][] features = decidedRows(state, distribution, random, rows, heldOut);
        for (int t = 0; blankRows && t < features.length; t += 7) {
            features[t] = new double[inputs];
        }
        double[][] learnt = new double[rows][];
        double[][] predicted = new double[heldOut][];
        System.arraycopy(features, 0, learnt, 0, rows);
        System.arraycopy(features, rows, predicted, 0, heldOut);
        ReplayRows stream = withBaseLogits(state, learnt);
        int depth = state.spec().layers().size();
        double[][] rates = new double[depth][rows];
        for (int i = 0; i < depth; i++) {
            for (int t = 0; t < rows; t++) {
                rates[i][t] = (float) (rate * (0.5 + random.nextDouble()));
            }
        }
        int[] labels = gaussian == null ? distribution.labels(learnt, outputs == 1 ? 2 : outputs, random) : null;
        double[][] numbers = gaussian == null ? null : distribution.numbers(learnt, outputs, random);
        return new ReplayCase(
                name,
                state,
                () -> Oracle.of(state),
                stream,
                labels,
                numbers,
                rates,
                withBaseLogits(state, predicted),
                gaussian == null ? Tolerance.ofSteps(rows) : Tolerance.ofGaussianSteps(rows));
    }

    private NetworkState state(RowDistribution distribution) {
        List<LayerSpec> layers = new ArrayList<>();
        BaseLogits baseLogits = gaussian == null
                ? basePredictor.logits(inputs, List.of())
                : new BaseLogits(BaseLogits.Kind.GIVEN, basePairs, 0, basePairsByOutput);
        int base = baseLogits.width();
        int constant = gaussian != null ? gaussian.biases() : bias ? 1 : 0;
        int below = base;
        for (int i = 0; i <= hidden.length; i++) {
            int neurons = i < hidden.length ? hidden[i] : outputNeurons;
            int m = contextMapSizes.length == 1 ? contextMapSizes[0] : contextMapSizes[i];
            int skipped = skip && i > 0 ? base : 0;
            layers.add(new LayerSpec(neurons, m, below + skipped + constant, bias));
            below = neurons;
        }
        boolean running = runningStatistics
                && (sideInformation.usesStatistics() || baseLogits.kind().usesStatistics());
        NetworkSpec spec = new NetworkSpec(
                new InputSpec(inputs, sideInformation, baseLogits, (float) epsilon, running),
                outputs,
                layers,
                shared,
                skip,
                gaussian != null ? gaussian : new Mixing.Bernoulli((float) Math.log((1 - epsilon) / epsilon)),
                (float) weightBound,
                coupling,
                Gating.HALFSPACE,
                (float) rateNormaliser);
        // Running statistics start from nothing, fixed ones from a sample.
        float[] sample = running ? new float[0] : distribution.sample(random, 50);
        InputStatistics statistics = InputStatistics.of(sample, sample.length / inputs, inputs);
        List<LayerState> states = new ArrayList<>();
        for (LayerSpec layer : layers) {
            states.add(layer(layer, distribution, statistics));
        }
        return new NetworkState(spec, states, new InputState(statistics));
    }

    private LayerState layer(LayerSpec layer, RowDistribution distribution, InputStatistics statistics) {
        int m = layer.contextMapSize();
        int gated = shared ? 1 : outputs;
        float[][][] hyperplanes = new float[gated][layer.neurons()][m * inputs];
        float[][][] thresholds = new float[gated][layer.neurons()][m];
        float[][][] weights = new float[outputs][layer.neurons()][layer.contexts() * layer.inputs()];
        float[] biasLogits = new float[outputs];
        double bound = Math.log((1 - epsilon) / epsilon);
        for (int c = 0; c < outputs; c++) {
            for (int k = 0; k < layer.neurons(); k++) {
                for (int j = 0; j < m && c < gated; j++) {
                    thresholds[c][k][j] = halfspace(hyperplanes[c][k], j * inputs, distribution, statistics);
                }
                for (int j = 0; j < weights[c][k].length; j++) {
                    double first = 1.0 / layer.inputs() + weightSpread * random.nextGaussian();
                    double least =
                            gaussian != null && gaussian.form() == Mixing.Gaussian.Form.STABLE ? 0 : -weightBound;
                    weights[c][k][j] = (float) Math.max(least, Math.min(weightBound, first));
                }
            }
            biasLogits[c] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return new LayerState(hyperplanes, thresholds, weights, biasLogits);
    }

    private float halfspace(float[] normals, int offset, RowDistribution distribution, InputStatistics statistics) {
        if (!bisectors) {
            for (int j = 0; j < inputs; j++) {
                normals[offset + j] = (float) random.nextGaussian();
            }
            double threshold = 0.5 * random.nextGaussian();
            // The product keeps the sign: negative zeros are thresholds like any other.
            return (float) (blankRows ? 0 * threshold : threshold);
        }
        double[] one = distribution.row(random);
        double[] other = distribution.row(random);
        double threshold = 0;
        for (int j = 0; j < inputs; j++) {
            double mean =
                    sideInformation == SideInformation.RAW ? 0 : statistics.mean()[j];
            double a = one[j] - mean;
            double b = other[j] - mean;
            normals[offset + j] = (float) (a - b);
            threshold += (a * a - b * b) / 2;
        }
        return (float) threshold;
    }

    private ReplayRows withBaseLogits(NetworkState state, double[][] features) {
        if (gaussian != null) {
            return new ReplayRows(features, basePairs(features));
        }
        if (!(basePredictor instanceof BasePredictor.Custom custom)) {
            return new ReplayRows(features, null);
        }
        Oracle.Bounds bounds = Oracle.bounds(state.spec());
        double[][] logits = new double[features.length][];
        for (int t = 0; t < features.length; t++) {
            logits[t] = GivenLogits.of(custom, features[t], state.spec(), bounds);
        }
        return new ReplayRows(features, logits);
    }

    /** Means that go with a feature each and wander, variances over three powers of ten. */
    private double[][] basePairs(double[][] features) {
        int width = (basePairsByOutput ? outputs : 1) * basePairs;
        double[][] pairs = new double[features.length][2 * width];
        for (int t = 0; t < pairs.length; t++) {
            for (int i = 0; i < width; i++) {
                double sign = i % 2 == 0 ? 2 : -2;
                pairs[t][2 * i] = (float) (sign * (features[t][i % inputs] - 0.5) + 0.3 * random.nextGaussian());
                pairs[t][2 * i + 1] = (float) Math.pow(10, 2 * random.nextDouble() - 2 + i % 2);
            }
        }
        return pairs;
    }

    /**
     * Rows whose contexts are no matter of rounding.
     *
     * @param learnt how many rows the network will learn, which moves running statistics
     * @param after how many it will see after those
     * @return {@code learnt + after} rows of float values
     */
    static double[][] decidedRows(
            NetworkState state, RowDistribution distribution, Random random, int learnt, int after) {
        Oracle oracle = Oracle.of(state);
        double[][] rows = new double[learnt + after][];
        for (int t = 0; t < rows.length; t++) {
            int tries = 0;
            do {
                if (tries++ == TRIES) {
                    throw new IllegalStateException("expected a row whose contexts are certain among " + TRIES
                            + ", got none; the halfspaces are too close to all rows");
                }
                rows[t] = distribution.row(random);
            } while (oracle.hasDoubt(rows[t]));
            if (t < learnt && state.spec().input().runningStatistics()) {
                oracle.takeIn(rows[t]);
            }
        }
        return rows;
    }
}
