package io.github.jgln;

import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import io.github.jgln.spi.RegressionState;
import io.github.jgln.spi.ReplayMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws a network from its configuration: the same numbers for the same seed, whatever backend will run it. */
final class InitialState {
    /** What a stream of random numbers is for; part of the stream's seed. */
    private static final int HALFSPACES = 1;

    private static final int BIAS_LOGITS = 2;

    /** Of a layer that mixes Gaussians: their means are -1, 0 and 1, their variances 1, as in the code of the paper's authors. */
    static final int BIAS_GAUSSIANS = 3;

    /** Rows of a sample that are equal have no bisector; this many draws without a differing pair is an error. */
    private static final int PAIR_TRIES = 1000;

    /** Enough for a combination to be near to normally distributed in every direction that the data has. */
    private static final int COMBINED_ROWS = 50;

    private final GLNConfig config;
    /** As the network sees it. */
    private final Sample sample;

    private final Optional<ColumnState> columns;
    private final InputStatistics statistics;
    /** The sample as the network will see it before any learning; none where no halfspace is placed by it. */
    private final float[] sideInformation;

    private final Clearance clearance;
    private final double[] middle;

    private InitialState(GLNConfig config, Sample sample) {
        this.config = config;
        this.columns = columns(config, sample);
        this.sample = config.unitRows()
                ? sample.divided(config.inputSize())
                : columns.map(state -> sample.encoded(config, state)).orElse(sample);
        this.statistics = statistics();
        this.sideInformation = sideInformation();
        this.clearance = clearance();
        this.middle = middle();
    }

    static NetworkState draw(GLNConfig config, Sample sample) {
        if (config.needsSample() && sample.rowCount() < 2) {
            throw new IllegalArgumentException((config.halfspaces().needSample()
                            ? "halfspaces from " + config.halfspaces().name().toLowerCase(Locale.ROOT)
                            : "whitened base logits")
                    + " need at least 2 sample rows at creation, got " + sample.rowCount()
                    + "; give some unlabelled rows with GLN.builder(config).sample(rows, rowCount)");
        }
        return new InitialState(config, sample).draw();
    }

    private static Optional<ColumnState> columns(GLNConfig config, Sample sample) {
        return config.columns().isEmpty()
                ? Optional.empty()
                : Optional.of(ColumnEncoder.of(
                        new ColumnLayout(config.columns()), config.countedClasses(), sample.rows(), sample.rowCount()));
    }

    static NetworkSpec spec(GLNConfig config) {
        double epsilon = config.predictionClipping();
        int[] sizes = config.neurons();
        List<LayerSpec> layers = new ArrayList<>();
        BaseLogits baseLogits = config.basePredictor().logits(config.inputSize(), config.columns());
        int base = baseLogits.width();
        int below = base;
        Mixing mixing = mixing(config);
        boolean bias = config.bias() && mixing instanceof Mixing.Bernoulli;
        int constant = mixing.constantInputs() + (bias ? 1 : 0);
        for (int i = 0; i < config.layers(); i++) {
            int neurons = sizes[i];
            int inputs = below + (i > 0 && config.skipConnections() ? base : 0) + constant;
            layers.add(new LayerSpec(neurons, config.contextMapSize(i), inputs, bias));
            below = neurons;
        }
        boolean statistics =
                config.sideInformation().usesStatistics() || baseLogits.kind().usesStatistics();
        return new NetworkSpec(
                new InputSpec(
                        config.inputSize(),
                        config.sideInformation(),
                        baseLogits,
                        (float) epsilon,
                        config.runningStatistics() && statistics),
                config.outputs(),
                layers,
                config.sharedHalfspaces(),
                config.skipConnections(),
                mixing,
                (float) config.weightClipping(),
                config.coupling(),
                Gating.HALFSPACE,
                (float) (double) config.get(Knob.RATE_NORMALISER));
    }

    private static Mixing mixing(GLNConfig config) {
        double epsilon = config.predictionClipping();
        GaussianMixing gaussian = config.get(Knob.GAUSSIAN_MIXING);
        return config.numbers() == 0
                ? new Mixing.Bernoulli((float) StrictMath.log((1 - epsilon) / epsilon))
                : new Mixing.Gaussian(
                        gaussian.form(),
                        (float) gaussian.minVariance(),
                        (float) gaussian.maxVariance(),
                        config.bias() ? BIAS_GAUSSIANS : 0,
                        1,
                        1);
    }

    private NetworkState draw() {
        NetworkSpec spec = spec(config);
        List<LayerState> layers = new ArrayList<>();
        for (int i = 0; i < spec.layers().size(); i++) {
            layers.add(layer(i, spec));
        }
        Optional<Projection> projection = config.basePredictor() instanceof BasePredictor.Whitened whitened
                ? Optional.of(Whitening.fit(whitened, sample.rows(), sample.rowCount(), config.inputSize()))
                : Optional.empty();
        Optional<ReplayMemory> replay = config.replay().rows() == 0
                ? Optional.empty()
                : Optional.of(new ReplayMemory(new float[0], new int[0]));
        return new NetworkState(spec, layers, new InputState(statistics, projection, columns, replay, regression()));
    }

    private Optional<RegressionState> regression() {
        return config.numbers() == 0 ? Optional.empty() : Optional.of(Regression.none(config));
    }

    private InputStatistics statistics() {
        int n = config.inputSize();
        if (config.runningStatistics()) {
            return InputStatistics.of(sample.rows(), sample.rowCount(), n);
        }
        double[] mean = new double[n];
        double[] squares = new double[n];
        for (int j = 0; j < n; j++) {
            mean[j] = config.fixedMean()[j];
            squares[j] = (double) config.fixedStandardDeviation()[j] * config.fixedStandardDeviation()[j];
        }
        return new InputStatistics(1, mean, squares);
    }

    private LayerState layer(int i, NetworkSpec spec) {
        LayerSpec layer = spec.layers().get(i);
        int outputs = spec.outputs();
        int m = layer.contextMapSize();
        float[][][] hyperplanes = new float[spec.gatedOutputs()][layer.neurons()][m * spec.inputs()];
        float[][][] thresholds = new float[spec.gatedOutputs()][layer.neurons()][m];
        float[][][] weights = new float[outputs][layer.neurons()][layer.contexts() * layer.inputs()];
        float[] biasLogits = new float[outputs];
        int skipped = spec.skippedInputs(i);
        int below = layer.predictionInputs() - spec.mixing().constantInputs() - skipped;
        boolean experts = (config.basePredictor() instanceof BasePredictor.Columns
                        || config.basePredictor() instanceof BasePredictor.Regressions)
                && config.weightInitialisation() instanceof WeightInitialisation.InverseInputs;
        // Experts and neurons predict; what else is read is only there to be learnt from.
        int ofBase = config.basePredictor() instanceof BasePredictor.Regressions regressions
                ? RegressionExperts.count(regressions)
                : config.columns().size();
        int predicting = i == 0 ? ofBase : below;
        float first = config.weightInitialisation().value(experts ? predicting : layer.inputs() - skipped);
        float start = Math.max(-spec.weightBound(), Math.min(spec.weightBound(), first));
        for (int c = 0; c < outputs; c++) {
            for (int k = 0; k < layer.neurons(); k++) {
                if (c < spec.gatedOutputs()) {
                    StateRandom random = new StateRandom(config.seed(), HALFSPACES, i, c, k);
                    for (int j = 0; j < m; j++) {
                        thresholds[c][k][j] = halfspace(random, hyperplanes[c][k], j * spec.inputs());
                    }
                }
                if (experts) {
                    for (int at = 0; at < weights[c][k].length; at += layer.inputs()) {
                        Arrays.fill(weights[c][k], at, at + predicting, start);
                    }
                    continue;
                }
                Arrays.fill(weights[c][k], start);
                for (int at = below; skipped > 0 && at < weights[c][k].length; at += layer.inputs()) {
                    Arrays.fill(weights[c][k], at, at + skipped, 0);
                }
            }
            if (layer.bias()) {
                StateRandom random = new StateRandom(config.seed(), BIAS_LOGITS, i, c);
                float drawn = (float) (spec.logitBound() * (2 * random.nextDouble() - 1));
                biasLogits[c] = experts ? 1f : drawn;
            }
        }
        if (config.halfspaces().needSample()) {
            for (int c = 0; c < spec.gatedOutputs(); c++) {
                float[][] normals = hyperplanes[c];
                float[][] bounds = thresholds[c];
                IntStream.range(0, layer.neurons()).parallel().forEach(k -> clearance.clear(normals[k], bounds[k]));
            }
        }
        return new LayerState(hyperplanes, thresholds, weights, biasLogits);
    }

    /** Writes one normal and returns its threshold. */
    private float halfspace(StateRandom random, float[] hyperplanes, int offset) {
        double[] normal = new double[config.inputSize()];
        double threshold = switch (config.halfspaces()) {
            case RANDOM_NORMAL -> randomNormal(random, normal);
            case BISECTORS, DIFFERENCES -> betweenRows(random, normal);
            case COMBINATIONS -> acrossRows(random, normal);
        };
        if (config.normaliseHyperplanes()) {
            double length = Math.sqrt(squaredLength(normal));
            for (int j = 0; j < normal.length; j++) {
                normal[j] /= length;
            }
            if (config.halfspaces().needSample()) {
                threshold /= length;
            }
        }
        for (int j = 0; j < normal.length; j++) {
            hyperplanes[offset + j] = finite(normal[j]);
        }
        return finite(threshold);
    }

    private float finite(double value) {
        float rounded = (float) value;
        if (!Float.isFinite(rounded)) {
            throw new IllegalArgumentException("halfspaces: expected "
                    + (config.halfspaces().needSample()
                            ? "sample rows whose " + config.halfspaces().name().toLowerCase(Locale.ROOT) + " fit"
                            : "a threshold standard deviation whose thresholds fit")
                    + " 32-bit floats, got " + value + "; scale the features, or the deviation, down");
        }
        return rounded;
    }

    private double randomNormal(StateRandom random, double[] normal) {
        double share = config.get(Knob.SINGLE_FEATURE_SHARE);
        if (share > 0 && random.nextDouble() < share) {
            normal[random.nextInt(normal.length)] = 1;
            return random.nextGaussian();
        }
        for (int j = 0; j < normal.length; j++) {
            normal[j] = random.nextGaussian();
        }
        return config.contextBias() ? config.thresholdStandardDeviation() * random.nextGaussian() : 0;
    }

    private double betweenRows(StateRandom random, double[] normal) {
        for (int tries = 0; tries < PAIR_TRIES; tries++) {
            double[] a = sideInformation(random.nextInt(sample.rowCount()));
            double[] b = sideInformation(random.nextInt(sample.rowCount()));
            for (int j = 0; j < normal.length; j++) {
                normal[j] = a[j] - b[j];
            }
            if (squaredLength(normal) > 0) {
                return config.halfspaces() == Halfspaces.BISECTORS
                        ? (squaredLength(a) - squaredLength(b)) / 2
                        : dot(normal, sideInformation(random.nextInt(sample.rowCount())));
            }
        }
        throw new IllegalArgumentException("halfspaces from sample rows need rows that differ; drew " + PAIR_TRIES
                + " pairs of equal rows from the " + sample.rowCount() + " given");
    }

    private double acrossRows(StateRandom random, double[] normal) {
        for (int i = 0; i < COMBINED_ROWS; i++) {
            double[] row = sideInformation(random.nextInt(sample.rowCount()));
            double share = random.nextGaussian();
            for (int j = 0; j < normal.length; j++) {
                normal[j] += share * (row[j] - middle[j]);
            }
        }
        return dot(normal, middle);
    }

    /** The mean of the sample's side information, for halfspaces that need it. */
    private double[] middle() {
        double[] sum = new double[config.inputSize()];
        if (config.halfspaces() == Halfspaces.COMBINATIONS) {
            for (int t = 0; t < sample.rowCount(); t++) {
                double[] row = sideInformation(t);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += row[j] / sample.rowCount();
                }
            }
        }
        return sum;
    }

    private float[] sideInformation() {
        if (!config.halfspaces().needSample()) {
            return new float[0];
        }
        int n = config.inputSize();
        float[] z = new float[sample.rowCount() * n];
        for (int i = 0; i < z.length; i++) {
            float x = sample.rows()[i];
            int j = i % n;
            z[i] = switch (config.sideInformation()) {
                case RAW -> x;
                case CENTRED -> x - (float) statistics.mean()[j];
                case STANDARDISED -> (x - (float) statistics.mean()[j]) * statistics.scale(j);
            };
        }
        return z;
    }

    private double[] sideInformation(int row) {
        double[] z = new double[config.inputSize()];
        for (int j = 0; j < z.length; j++) {
            z[j] = sideInformation[row * z.length + j];
        }
        return z;
    }

    private Clearance clearance() {
        int n = config.inputSize();
        double[] magnitudes = new double[sideInformation.length / n];
        for (int t = 0; t < magnitudes.length; t++) {
            double squares = 0;
            for (int j = 0; j < n; j++) {
                double mean = Math.abs(statistics.mean()[j]);
                double size = Math.abs(sample.rows()[t * n + j]);
                size = switch (config.sideInformation()) {
                    case RAW -> size;
                    case CENTRED -> size + mean;
                    case STANDARDISED -> (size + mean) * statistics.scale(j);
                };
                squares += size * size;
            }
            magnitudes[t] = Math.sqrt(squares);
        }
        return new Clearance(sideInformation, n, magnitudes);
    }

    private static double squaredLength(double[] vector) {
        return dot(vector, vector);
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }

    /** Unlabelled rows given at creation, row-major; may be none. */
    record Sample(float[] rows, int rowCount) {
        static final Sample NONE = new Sample(new float[0], 0);

        private Sample encoded(GLNConfig config, ColumnState state) {
            int n = config.inputSize();
            int r = config.columns().size();
            ColumnEncoder encoder = new ColumnEncoder(new ColumnLayout(config.columns()), null, 0, 0, state);
            float[] side = new float[RowCheck.product(rowCount, n, "numbers")];
            for (int t = 0; t < rowCount; t++) {
                encoder.encode(rows, t * r, side, t * n, null, 0);
            }
            return new Sample(side, rowCount);
        }

        private Sample divided(int n) {
            float[] unit = new float[rows.length];
            UnitRows.divide(rows, 0, rowCount, n, unit);
            return new Sample(unit, rowCount);
        }
    }
}
