package io.github.jgln;

import io.github.jgln.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a Gated Linear Network is to be. The defaults are those of the reference implementation's code.
 *
 * <p>Layer sizes name the hidden layers, bottom up; the output layer is implicit and has one neuron per
 * class unless {@link Builder#outputNeurons} says otherwise. Values that
 * are given per layer count the output layer too.
 *
 * <p>Beside the features and classes of the data it is a value for each {@link Knob}.
 *
 * <p>Long because every knob has a setter here, whose Javadoc is where its meaning is told.
 */
public final class GLNConfig {
    /** Above this the weight rows of a single neuron cannot be addressed anyhow. */
    static final int MAX_CONTEXT_MAP_SIZE = 24;

    static final int MAX_REPLAYED = 1000;

    private final int inputSize;
    private final List<Column> columns;
    private final int classes;
    private final int numbers;
    private final Map<Knob<?>, Object> values;
    /** Null where the statistics follow the rows. */
    private final float[] fixedMean;

    private final float[] fixedStandardDeviation;

    private GLNConfig(Builder builder) {
        inputSize = builder.inputSize;
        columns = builder.columns;
        numbers = builder.numbers;
        classes = numbers > 0 ? 0 : builder.classes;
        values = new IdentityHashMap<>(builder.values);
        fixedMean = builder.fixedMean;
        fixedStandardDeviation = builder.fixedStandardDeviation;
    }

    /**
     * Begins a configuration.
     *
     * @param inputSize N, the features of a row
     * @param layerSizes neurons of each hidden layer; none makes a network of the output layer alone
     */
    public static Builder builder(int inputSize, int... layerSizes) {
        return new Builder(inputSize, List.of()).layerSizes(layerSizes);
    }

    /**
     * Begins a configuration for rows of a table, which hold a float for each column: see {@link Column}. The network reads the
     * numbers that they become, each standardised by the rows before it; what they have shown is part of the model.
     *
     * @param columns of the features; at least 1
     * @param layerSizes neurons of each hidden layer
     */
    public static Builder builder(List<Column> columns, int... layerSizes) {
        return new Builder(new ColumnLayout(columns).numbers, List.copyOf(columns)).layerSizes(layerSizes);
    }

    /** The value of a knob. */
    public <T> T get(Knob<T> knob) {
        return value(values, knob);
    }

    /** The same with another value of a knob. */
    public <T> GLNConfig with(Knob<T> knob, T value) {
        Builder builder = new Builder(inputSize, columns).classes(classes);
        builder.numbers = numbers;
        builder.values.putAll(values);
        builder.fixedMean = fixedMean;
        builder.fixedStandardDeviation = fixedStandardDeviation;
        return builder.set(knob, value).build();
    }

    // Values come in by set, whose type is the knob's.
    @SuppressWarnings("unchecked")
    private static <T> T value(Map<Knob<?>, Object> values, Knob<T> knob) {
        return (T) values.getOrDefault(knob, knob.defaultValue());
    }

    /** N, what the network reads of a row: its features, or what its columns become. */
    public int inputSize() {
        return inputSize;
    }

    /** The numbers in a row as it is given: N, or one for each column of a table. */
    public int features() {
        return columns.isEmpty() ? inputSize : columns.size();
    }

    /** The columns of the table that rows are of; none where rows are features as they are. */
    public List<Column> columns() {
        return columns;
    }

    /** The neurons of each hidden layer. */
    public int[] layerSizes() {
        return get(Knob.LAYER_SIZES).stream().mapToInt(Integer::intValue).toArray();
    }

    /** The neurons of each class in every layer, the output layer included. */
    public int[] neurons() {
        return IntStream.concat(Arrays.stream(layerSizes()), IntStream.of(outputNeurons()))
                .toArray();
    }

    /** The neurons of each class in the output layer; a class's logit is the mean of theirs. */
    public int outputNeurons() {
        return get(Knob.OUTPUT_NEURONS);
    }

    /** Whether all classes have the same halfspaces. */
    public boolean sharedHalfspaces() {
        return get(Knob.SHARED_HALFSPACES);
    }

    /** How the classes' logits belong together. */
    public Coupling coupling() {
        return get(Knob.COUPLING);
    }

    /** Whether layers above the first read the base logits too. */
    public boolean skipConnections() {
        return get(Knob.SKIP_CONNECTIONS);
    }

    /** Whether each row is first divided by its length. */
    public boolean unitRows() {
        return get(Knob.UNIT_ROWS);
    }

    /** Whether sample rows are needed at creation. */
    public boolean needsSample() {
        return halfspaces().needSample() || basePredictor() instanceof BasePredictor.Whitened;
    }

    /**
     * What each of the K0 base logits is of, such as {@code "colour = red"} or {@code "counts of age"}, where
     * {@link BasePredictor.Columns} makes them, or the features themselves are; of these each has its name twice, for itself and for
     * itself with the other sign; where they are {@link BasePredictor.Regressions}, what each number is of that these read, as
     * {@link Contributions} is of these. Else none.
     */
    public List<String> baseLogitNames() {
        if (basePredictor() instanceof BasePredictor.Columns) {
            return new ColumnLayout(columns).baseNames();
        }
        if (basePredictor() instanceof BasePredictor.Regressions) {
            return new ColumnLayout(columns).numberNames();
        }
        return basePredictor() instanceof BasePredictor.Features
                ? new ColumnLayout(columns)
                        .numberNames().stream()
                                .flatMap(name -> Stream.of(name, name))
                                .toList()
                : List.of();
    }

    /** All layers: the hidden ones and the output layer. */
    public int layers() {
        return get(Knob.LAYER_SIZES).size() + 1;
    }

    /** The number of classes; 0 where numbers are learnt. */
    public int classes() {
        return classes;
    }

    /** D, how many numbers are learnt of a row; 0 where classes are learnt. */
    public int numbers() {
        return numbers;
    }

    /** How many networks there are: one for two classes, else one for each class or number. */
    int outputs() {
        return numbers > 0 ? numbers : classes == 2 ? 1 : classes;
    }

    /** How many classes a table's columns count by. */
    int countedClasses() {
        return numbers > 0 ? 0 : outputs();
    }

    /** M of a layer. */
    public int contextMapSize(int layer) {
        return ofLayer(get(Knob.CONTEXT_MAP_SIZE), layer);
    }

    /** Whether every layer has a constant bias logit. */
    public boolean bias() {
        return get(Knob.BIAS);
    }

    /** Whether random halfspaces have thresholds. */
    public boolean contextBias() {
        return get(Knob.CONTEXT_BIAS);
    }

    /** The standard deviation of random thresholds. */
    public double thresholdStandardDeviation() {
        return get(Knob.THRESHOLD_STANDARD_DEVIATION);
    }

    /** Whether hyperplanes are scaled to length 1. */
    public boolean normaliseHyperplanes() {
        return switch (get(Knob.NORMALISE_HYPERPLANES)) {
            case AUTO -> contextBias();
            case TRUE -> true;
            case FALSE -> false;
        };
    }

    /** Where halfspaces come from. */
    public Halfspaces halfspaces() {
        return get(Knob.HALFSPACES);
    }

    /** How a row becomes base predictions. */
    public BasePredictor basePredictor() {
        return get(Knob.BASE_PREDICTOR);
    }

    /** How a row becomes side information. */
    public SideInformation sideInformation() {
        return get(Knob.SIDE_INFORMATION);
    }

    /** The rate schedule. */
    public LearningRate learningRate() {
        return get(Knob.LEARNING_RATE);
    }

    /** What a layer multiplies the rate by. */
    public double layerRateFactor(int layer) {
        List<Double> given = get(Knob.LAYER_RATE_FACTORS);
        return given.isEmpty() ? 1 : ofLayer(given, layer);
    }

    /** Which rows are learnt once more. */
    public Replay replay() {
        return get(Knob.REPLAY);
    }

    /** What multiplies the rate of a class's rows. */
    public double classWeight(int label) {
        List<Double> given = get(Knob.CLASS_WEIGHTS);
        return given.isEmpty() ? 1 : given.get(label);
    }

    private static <T> T ofLayer(List<T> values, int layer) {
        return values.get(Math.min(layer, values.size() - 1));
    }

    /** ε: predictions stay in [ε, 1 - ε]. */
    public double predictionClipping() {
        return get(Knob.PREDICTION_CLIPPING);
    }

    /** W: weights stay in [-W, W]. */
    public double weightClipping() {
        return get(Knob.WEIGHT_CLIPPING);
    }

    /** Where weights start. */
    public WeightInitialisation weightInitialisation() {
        return get(Knob.WEIGHT_INITIALISATION);
    }

    /** The seed of all that is drawn. */
    public long seed() {
        return get(Knob.SEED);
    }

    /** The network's shape, as backends are given it. */
    public NetworkSpec spec() {
        return InitialState.spec(this);
    }

    /** Whether input statistics follow the rows learnt. */
    boolean runningStatistics() {
        return fixedMean == null;
    }

    float[] fixedMean() {
        return fixedMean;
    }

    float[] fixedStandardDeviation() {
        return fixedStandardDeviation;
    }

    /** Whether every knob is set alike; functions are alike if they are the same object. */
    @Override
    public boolean equals(Object o) {
        return o instanceof GLNConfig other && all().equals(other.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    /** Every knob and its value. */
    @Override
    public String toString() {
        return "GLNConfig" + all();
    }

    /** All values by name, arrays as text, which tells any two of their numbers apart. */
    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("input_size", inputSize);
        if (!columns.isEmpty()) {
            all.put("columns", columns);
        }
        all.put("classes", classes);
        if (numbers > 0) {
            all.put("numbers", numbers);
        }
        Knob.ALL.forEach(knob -> all.put(knob.name(), get(knob)));
        all.put("fixed_mean", Arrays.toString(fixedMean));
        all.put("fixed_standard_deviation", Arrays.toString(fixedStandardDeviation));
        return all;
    }

    /** Collects the parameters; {@link #build} checks them. */
    public static final class Builder {
        private final int inputSize;
        private final List<Column> columns;
        private int classes = 2;
        private int numbers;
        private final Map<Knob<?>, Object> values = new IdentityHashMap<>();
        private float[] fixedMean;
        private float[] fixedStandardDeviation;

        private Builder(int inputSize, List<Column> columns) {
            this.inputSize = inputSize;
            this.columns = columns;
        }

        /** Sets a knob; new {@link Knob#LAYER_SIZES} do more, see {@link #layerSizes}. */
        public <T> Builder set(Knob<T> knob, T value) {
            Objects.requireNonNull(value, knob.name());
            int before = get(Knob.LAYER_SIZES).size();
            values.put(knob, value);
            if (knob == Knob.LAYER_SIZES) {
                fit(Knob.CONTEXT_MAP_SIZE, before);
                fit(Knob.LAYER_RATE_FACTORS, before);
            }
            return this;
        }

        /** Fits what was given for each of so many hidden layers and the output layer to the layers that there are now. */
        private <T> void fit(Knob<List<T>> knob, int before) {
            List<T> given = get(knob);
            if (before > 0 && given.size() == before + 1) {
                int hidden = get(Knob.LAYER_SIZES).size();
                List<T> fitted = new ArrayList<>();
                for (int i = 0; i < hidden; i++) {
                    fitted.add(given.get(Math.min(i, before - 1)));
                }
                fitted.add(given.get(before));
                values.put(knob, fitted);
            }
        }

        <T> T get(Knob<T> knob) {
            return value(values, knob);
        }

        /**
         * Neurons of each hidden layer instead of those given before. What was given for every one of those layers, M or a rate's factor,
         * is fitted: the output layer keeps its own, and layers that were not there have the last hidden one's.
         */
        public Builder layerSizes(int... layerSizes) {
            return set(Knob.LAYER_SIZES, Knob.listOf(layerSizes));
        }

        /**
         * Neurons of each class in the output layer, at least 1 (the default). Each has halfspaces of its own and learns the
         * target by itself; the class's logit is the mean of theirs: {@code o = 1/n Σ_k o_k}.
         */
        public Builder outputNeurons(int outputNeurons) {
            return set(Knob.OUTPUT_NEURONS, outputNeurons);
        }

        /** Number of classes, at least 2 (the default); more than 2 makes one network per class, see {@link #coupling}. */
        public Builder classes(int classes) {
            this.classes = classes;
            return this;
        }

        /**
         * Numbers are learnt instead of classes, each by a network of its own, which predicts a normal distribution: see
         * {@link Gaussians}. Targets are {@link Targets.Reals} of this width. Where no other base predictor is set, it is
         * {@link BasePredictor.Features}.
         *
         * @param width D, at least 1
         */
        public Builder numbers(int width) {
            if (width < 1) {
                throw new IllegalArgumentException("numbers: expected at least 1, got " + width);
            }
            numbers = width;
            values.putIfAbsent(Knob.BASE_PREDICTOR, new BasePredictor.Features(1));
            return this;
        }

        /** How Gaussians are mixed where numbers are learnt; default the stable form, with variances of 1e-6 to 100. */
        public Builder gaussianMixing(GaussianMixing mixing) {
            return set(Knob.GAUSSIAN_MIXING, mixing);
        }

        /** M, the halfspaces per neuron, by layer; the last value holds for all further layers. Default 4; 0 is no gating. */
        public Builder contextMapSize(int... sizes) {
            return set(Knob.CONTEXT_MAP_SIZE, Knob.listOf(sizes));
        }

        /**
         * c: where above 0, a neuron's step is {@code η c / (c + |l|²)} in place of η, l being all that it reads. One rate then
         * suits few inputs and many. Default 0, which leaves the rate as it is.
         */
        public Builder rateNormaliser(double c) {
            return set(Knob.RATE_NORMALISER, c);
        }

        /**
         * The share of the random halfspaces that cut a single feature, drawn alike, at a threshold from N(0, 1); default 0. Needs
         * features of about that spread, as standardised ones are.
         */
        public Builder singleFeatureShare(double share) {
            return set(Knob.SINGLE_FEATURE_SHARE, share);
        }

        /**
         * Which rows are learnt once more, after each new one; default none. Needs a hidden layer, and no base predictor of your own.
         */
        public Builder replay(Replay replay) {
            return set(Knob.REPLAY, replay);
        }

        /**
         * What multiplies the rate of a class's rows, in every output: above 1 for classes that matter more, or are rare. Probabilities
         * lean to those classes then. Default 1 for each.
         *
         * @param weights one for each class, at least 0; none for the default
         */
        public Builder classWeights(double... weights) {
            return set(Knob.CLASS_WEIGHTS, Arrays.stream(weights).boxed().toList());
        }

        /** Whether every layer also reads a constant logit, drawn from U(-L, L), or three constant Gaussians; default true. */
        public Builder bias(boolean bias) {
            return set(Knob.BIAS, bias);
        }

        /** Whether random halfspaces have thresholds drawn from N(0, s²) instead of 0; default false. */
        public Builder contextBias(boolean contextBias) {
            return set(Knob.CONTEXT_BIAS, contextBias);
        }

        /** s, the standard deviation of random thresholds; default 1; read with {@link #contextBias} only. */
        public Builder thresholdStandardDeviation(double s) {
            return set(Knob.THRESHOLD_STANDARD_DEVIATION, s);
        }

        /** Whether hyperplanes are scaled to length 1; by default only with {@link #contextBias}. */
        public Builder normaliseHyperplanes(boolean normalise) {
            return set(Knob.NORMALISE_HYPERPLANES, normalise ? Knob.Normalise.TRUE : Knob.Normalise.FALSE);
        }

        /**
         * Whether neuron k of a layer has the same halfspaces in every class, instead of its own; default false. The classes
         * then cut the rows alike, and a backend may gate once for all of them.
         */
        public Builder sharedHalfspaces(boolean shared) {
            return set(Knob.SHARED_HALFSPACES, shared);
        }

        /**
         * How the classes' logits belong together; default {@link Coupling#INDEPENDENT}, a binary network for each class. With
         * {@link Coupling#SOFTMAX} neuron k of all classes is one multinomial neuron: the step of class c goes with
         * {@code softmax_c - [y = c]} in place of {@code σ(o_c) - [y = c]}, and probabilities sum to 1. Needs more than two
         * classes, which have {@link #sharedHalfspaces}.
         */
        public Builder coupling(Coupling coupling) {
            return set(Knob.COUPLING, coupling);
        }

        /**
         * Whether every layer above the first reads the base logits too, after the outputs of the layer below; default false.
         * Its neurons then correct what the layer below said by what the row shows, so each further layer can still gain. Their
         * weights of the base logits start at 0 (and {@link WeightInitialisation} does not count these inputs), so a network
         * begins as it would without.
         */
        public Builder skipConnections(boolean skip) {
            return set(Knob.SKIP_CONNECTIONS, skip);
        }

        /**
         * Whether each row, the sample's too, is divided by its Euclidean length before anything else sees it; default false.
         * A row of zeros stays. What is left is the direction, so halfspaces cut by shape whatever the row's strength.
         */
        public Builder unitRows(boolean unit) {
            return set(Knob.UNIT_ROWS, unit);
        }

        /** Where halfspaces come from; all but {@link Halfspaces#RANDOM_NORMAL} need sample rows at creation. */
        public Builder halfspaces(Halfspaces halfspaces) {
            return set(Knob.HALFSPACES, halfspaces);
        }

        /** How a row becomes base predictions; default row-wise min-max scaling. */
        public Builder basePredictor(BasePredictor basePredictor) {
            return set(Knob.BASE_PREDICTOR, basePredictor);
        }

        /** How a row becomes side information; default raw. */
        public Builder sideInformation(SideInformation sideInformation) {
            return set(Knob.SIDE_INFORMATION, sideInformation);
        }

        /**
         * Fixed feature statistics instead of running ones, which start from the sample rows given at creation, if any, and
         * take in each row learnt after it has predicted.
         *
         * @param mean {@code [N]}
         * @param standardDeviation {@code [N]}, at least 0
         */
        public Builder fixedStatistics(float[] mean, float[] standardDeviation) {
            this.fixedMean = mean.clone();
            this.fixedStandardDeviation = standardDeviation.clone();
            return this;
        }

        /** A constant rate; default 1e-3. */
        public Builder learningRate(double rate) {
            return learningRate(new LearningRate.Constant(rate));
        }

        /** A rate schedule. */
        public Builder learningRate(LearningRate learningRate) {
            return set(Knob.LEARNING_RATE, learningRate);
        }

        /** What each layer multiplies the rate by; the last value holds for all further layers. Default 1. */
        public Builder layerRateFactors(double... factors) {
            return set(Knob.LAYER_RATE_FACTORS, Arrays.stream(factors).boxed().toList());
        }

        /** ε in (0, 0.5); default 1e-3. */
        public Builder predictionClipping(double epsilon) {
            return set(Knob.PREDICTION_CLIPPING, epsilon);
        }

        /** W above 0; default 5. */
        public Builder weightClipping(double bound) {
            return set(Knob.WEIGHT_CLIPPING, bound);
        }

        /** Where weights start; default 1/I. */
        public Builder weightInitialisation(WeightInitialisation weightInitialisation) {
            return set(Knob.WEIGHT_INITIALISATION, weightInitialisation);
        }

        /** The seed of hyperplanes, thresholds and bias logits: the same on every backend and JVM; default 0. */
        public Builder seed(long seed) {
            return set(Knob.SEED, seed);
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException for a value that cannot be; names the parameter, what it expects and what it got
         */
        public GLNConfig build() {
            require(inputSize >= 1, "input size", "at least 1", inputSize);
            require(numbers > 0 || classes >= 2, "classes", "at least 2", classes);
            Knob.ALL.forEach(knob -> knob.checkIn(this));
            int layers = get(Knob.LAYER_SIZES).size() + 1;
            List<Integer> sizes = get(Knob.CONTEXT_MAP_SIZE);
            if (sizes.isEmpty() || sizes.size() > layers) {
                throw Knob.CONTEXT_MAP_SIZE.refusal(
                        "at least one value, and at most one for each of the " + layers
                                + " layers, the output layer included",
                        sizes);
            }
            if (get(Knob.LAYER_RATE_FACTORS).size() > layers) {
                throw Knob.LAYER_RATE_FACTORS.refusal(
                        "at most one for each of the " + layers + " layers, the output layer included",
                        get(Knob.LAYER_RATE_FACTORS));
            }
            if (get(Knob.CONTEXT_BIAS) && get(Knob.HALFSPACES).needSample()) {
                throw Knob.CONTEXT_BIAS.refusal(
                        "false with halfspaces from sample rows, which bring their own thresholds", true);
            }
            requireTable();
            requireTask();
            requireCoupling();
            requireReplay();
            requireStatistics();
            requireAddressable(layers);
            return new GLNConfig(this);
        }

        private void requireTable() {
            BasePredictor base = get(Knob.BASE_PREDICTOR);
            if (columns.isEmpty()) {
                require(
                        !(base instanceof BasePredictor.Columns),
                        "base predictor",
                        "one for rows of features, as no columns of a table are given",
                        "columns");
            } else {
                require(
                        !(base instanceof BasePredictor.Custom),
                        "base predictor",
                        "none of your own for a table",
                        "one");
                require(!get(Knob.UNIT_ROWS), Knob.UNIT_ROWS.name().replace('_', ' '), "false for a table", true);
                require(fixedMean == null, "fixed mean", "none for a table", "one");
                require(
                        get(Knob.SIDE_INFORMATION) == SideInformation.RAW,
                        "side information",
                        "raw for a table, as its numbers are standardised already",
                        get(Knob.SIDE_INFORMATION));
            }
            if (!columns.isEmpty()) {
                long outputs = numbers > 0 ? 1 : classes == 2 ? 1 : classes;
                int bins = new ColumnLayout(columns).bins;
                require(
                        bins * outputs <= MAX_ARRAY,
                        "columns",
                        "at most " + MAX_ARRAY + " counts of places and classes",
                        bins + " places × " + outputs);
            }
            require(
                    get(Knob.SINGLE_FEATURE_SHARE) == 0 || !get(Knob.HALFSPACES).needSample(),
                    "single feature share",
                    "0 with halfspaces from sample rows",
                    get(Knob.SINGLE_FEATURE_SHARE));
        }

        private void requireTask() {
            BasePredictor base = get(Knob.BASE_PREDICTOR);
            if (numbers == 0) {
                require(
                        !base.ofNumbers(),
                        "base predictor",
                        "one of classes, or numbers to learn",
                        base.getClass().getSimpleName());
                return;
            }
            require(
                    base.ofNumbers(),
                    "base predictor",
                    "one of numbers, as numbers are learnt, such as features:1",
                    base.getClass().getSimpleName());
            require(
                    get(Knob.RATE_NORMALISER) == 0,
                    "rate normaliser",
                    "0 where numbers are learnt, whose steps are bounded already",
                    get(Knob.RATE_NORMALISER));
            require(
                    get(Knob.REPLAY).equals(Replay.NONE),
                    "replay",
                    "none where numbers are learnt",
                    Knob.REPLAY.print(get(Knob.REPLAY)));
            require(
                    get(Knob.CLASS_WEIGHTS).isEmpty(),
                    "class weights",
                    "none where numbers are learnt",
                    get(Knob.CLASS_WEIGHTS));
        }

        private void requireCoupling() {
            Coupling coupling = get(Knob.COUPLING);
            if (coupling == Coupling.INDEPENDENT) {
                return;
            }
            if (classes == 2) {
                throw Knob.COUPLING.refusal(
                        "independent for two classes, whose one logit has none beside it", coupling);
            }
            if (!get(Knob.SHARED_HALFSPACES)) {
                throw Knob.COUPLING.refusal(
                        "independent without shared halfspaces, as one context picks the weights of all classes",
                        coupling);
            }
        }

        private void requireReplay() {
            List<Double> weights = get(Knob.CLASS_WEIGHTS);
            if (!weights.isEmpty() && weights.size() != classes) {
                throw Knob.CLASS_WEIGHTS.refusal("none, or one for each of the " + classes + " classes", weights);
            }
            Replay replay = get(Knob.REPLAY);
            if (replay.rows() == 0) {
                return;
            }
            // Its results are checked before anything is learnt, which those of rows that come back could not be.
            require(
                    !(get(Knob.BASE_PREDICTOR) instanceof BasePredictor.Custom),
                    Knob.REPLAY.name(),
                    "none with a base predictor of your own",
                    Knob.REPLAY.print(replay));
            require(
                    !get(Knob.LAYER_SIZES).isEmpty(),
                    Knob.REPLAY.name(),
                    "none without hidden layers, as the output layer learns no row twice",
                    Knob.REPLAY.print(replay));
            long numbers = (long) replay.memory() * (columns.isEmpty() ? inputSize : columns.size());
            require(numbers <= MAX_ARRAY, Knob.REPLAY.name(), "a memory of at most " + MAX_ARRAY + " numbers", numbers);
        }

        private void requireStatistics() {
            if (fixedMean == null) {
                return;
            }
            require(fixedMean.length == inputSize, "fixed mean", inputSize + " features", fixedMean.length);
            require(
                    fixedStandardDeviation.length == inputSize,
                    "fixed standard deviation",
                    inputSize + " features",
                    fixedStandardDeviation.length);
            for (int j = 0; j < inputSize; j++) {
                require(Float.isFinite(fixedMean[j]), "fixed mean", "finite numbers", fixedMean[j]);
                float deviation = fixedStandardDeviation[j];
                require(
                        deviation >= 0 && deviation < Float.POSITIVE_INFINITY,
                        "fixed standard deviation",
                        "finite numbers of at least 0",
                        deviation);
            }
        }

        /** The numbers of one neuron are one array; they must fit. */
        private void requireAddressable(int layers) {
            long base = get(Knob.BASE_PREDICTOR).logits(inputSize, columns).width();
            long below = base;
            if (get(Knob.BASE_PREDICTOR) instanceof BasePredictor.Whitened whitened) {
                require(
                        (long) whitened.axes(inputSize) * inputSize <= MAX_ARRAY,
                        "base predictor",
                        "at most " + MAX_ARRAY + " components of all axes",
                        whitened.axes(inputSize) + " axes of " + inputSize + " features");
            }
            for (int i = 0; i < layers; i++) {
                int m = ofLayer(get(Knob.CONTEXT_MAP_SIZE), i);
                long inputs = below
                        + (get(Knob.SKIP_CONNECTIONS) && i > 0 ? base : 0)
                        + (get(Knob.BIAS) ? (numbers > 0 ? InitialState.BIAS_GAUSSIANS : 1) : 0);
                String layer = i == layers - 1 ? "the output layer" : "layer " + i;
                require(
                        (inputs << m) <= MAX_ARRAY,
                        "sizes",
                        "at most " + MAX_ARRAY + " weights in a neuron",
                        "2^" + m + " contexts × " + inputs + " inputs in " + layer);
                require(
                        (long) m * inputSize <= MAX_ARRAY,
                        "sizes",
                        "at most " + MAX_ARRAY + " hyperplane components in a neuron",
                        m + " × " + inputSize + " in " + layer);
                below = i < layers - 1 ? get(Knob.LAYER_SIZES).get(i) : get(Knob.OUTPUT_NEURONS);
            }
        }

        private static final long MAX_ARRAY = Integer.MAX_VALUE - 64;

        private static void require(boolean holds, String parameter, String expected, Object got) {
            if (!holds) {
                throw new IllegalArgumentException(parameter + ": expected " + expected + ", got " + got);
            }
        }
    }
}
