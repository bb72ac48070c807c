package io.github.jgln;

import io.github.jgln.spi.NetworkSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a Gated Linear Network is to be. The defaults are those of the reference implementation's code.
 *
 * <p>Layer sizes name the hidden layers, bottom up; the output layer is implicit and has one neuron per
 * class unless {@link Builder#outputNeurons} says otherwise. Values that
 * are given per layer count the output layer too.
 */
public final class GLNConfig {
    /** Above this the weight rows of a single neuron cannot be addressed anyhow. */
    static final int MAX_CONTEXT_MAP_SIZE = 24;

    private final Builder b;

    private GLNConfig(Builder builder) {
        this.b = builder;
    }

    /**
     * Begins a configuration.
     *
     * @param inputSize N, the features of a row
     * @param layerSizes neurons of each hidden layer; none makes a network of the output layer alone
     */
    public static Builder builder(int inputSize, int... layerSizes) {
        return new Builder(inputSize, layerSizes);
    }

    /** N, the features of a row. */
    public int inputSize() {
        return b.inputSize;
    }

    /** The neurons of each hidden layer. */
    public int[] layerSizes() {
        return b.layerSizes.clone();
    }

    /** The neurons of each layer in each class: those of the hidden layers, then those of the output layer. */
    public int[] neurons() {
        int[] neurons = Arrays.copyOf(b.layerSizes, layers());
        neurons[layers() - 1] = b.outputNeurons;
        return neurons;
    }

    /** The neurons of each class in the output layer; a class's logit is the mean of theirs. */
    public int outputNeurons() {
        return b.outputNeurons;
    }

    /** Whether all classes have the same halfspaces. */
    public boolean sharedHalfspaces() {
        return b.sharedHalfspaces;
    }

    /** Whether layers above the first read the base logits too. */
    public boolean skipConnections() {
        return b.skipConnections;
    }

    /** Whether each row is first divided by its length. */
    public boolean unitRows() {
        return b.unitRows;
    }

    /** Whether sample rows are needed at creation. */
    public boolean needsSample() {
        return b.halfspaces.needSample() || b.basePredictor instanceof BasePredictor.Whitened;
    }

    /** All layers: the hidden ones and the output layer. */
    public int layers() {
        return b.layerSizes.length + 1;
    }

    /** The number of classes. */
    public int classes() {
        return b.classes;
    }

    /** M of a layer. */
    public int contextMapSize(int layer) {
        return b.contextMapSizes[Math.min(layer, b.contextMapSizes.length - 1)];
    }

    int[] contextMapSizes() {
        return b.contextMapSizes.clone();
    }

    /** Whether every layer has a constant bias logit. */
    public boolean bias() {
        return b.bias;
    }

    /** Whether random halfspaces have thresholds. */
    public boolean contextBias() {
        return b.contextBias;
    }

    /** The standard deviation of random thresholds. */
    public double thresholdStandardDeviation() {
        return b.thresholdStandardDeviation;
    }

    /** Whether hyperplanes are scaled to length 1. */
    public boolean normaliseHyperplanes() {
        return b.normaliseHyperplanes == null ? b.contextBias : b.normaliseHyperplanes;
    }

    /** Null where it is left to {@link #contextBias}. */
    Boolean normaliseHyperplanesAsGiven() {
        return b.normaliseHyperplanes;
    }

    /** Where halfspaces come from. */
    public Halfspaces halfspaces() {
        return b.halfspaces;
    }

    /** How a row becomes base predictions. */
    public BasePredictor basePredictor() {
        return b.basePredictor;
    }

    /** How a row becomes side information. */
    public SideInformation sideInformation() {
        return b.sideInformation;
    }

    /** The rate schedule. */
    public LearningRate learningRate() {
        return b.learningRate;
    }

    /** What a layer multiplies the rate by. */
    public double layerRateFactor(int layer) {
        int given = b.layerRateFactors.length;
        return given == 0 ? 1 : b.layerRateFactors[Math.min(layer, given - 1)];
    }

    double[] layerRateFactors() {
        return b.layerRateFactors.clone();
    }

    /** ε: predictions stay in [ε, 1 - ε]. */
    public double predictionClipping() {
        return b.predictionClipping;
    }

    /** W: weights stay in [-W, W]. */
    public double weightClipping() {
        return b.weightClipping;
    }

    /** Where weights start. */
    public WeightInitialisation weightInitialisation() {
        return b.weightInitialisation;
    }

    /** The seed of all that is drawn. */
    public long seed() {
        return b.seed;
    }

    /** The network's shape, as backends are given it. */
    public NetworkSpec spec() {
        return InitialState.spec(this);
    }

    /** Whether input statistics follow the rows learnt. */
    boolean runningStatistics() {
        return b.fixedMean == null;
    }

    float[] fixedMean() {
        return b.fixedMean;
    }

    float[] fixedStandardDeviation() {
        return b.fixedStandardDeviation;
    }

    /** Whether every knob is set alike; functions are alike if they are the same object. */
    @Override
    public boolean equals(Object o) {
        return o instanceof GLNConfig other && b.knobs().equals(other.b.knobs());
    }

    @Override
    public int hashCode() {
        return b.knobs().hashCode();
    }

    /** Every knob and its value. */
    @Override
    public String toString() {
        return "GLNConfig" + b.knobs();
    }

    /** Collects the parameters; {@link #build} checks them. */
    public static final class Builder {
        private final int inputSize;
        private int[] layerSizes;
        private int outputNeurons = 1;
        private int classes = 2;
        private int[] contextMapSizes = {4};
        private boolean bias = true;
        private boolean contextBias;
        private double thresholdStandardDeviation = 1;
        private Boolean normaliseHyperplanes;
        private boolean sharedHalfspaces;
        private boolean skipConnections;
        private boolean unitRows;
        private Halfspaces halfspaces = Halfspaces.RANDOM_NORMAL;
        private BasePredictor basePredictor = new BasePredictor.RowMinMax();
        private SideInformation sideInformation = SideInformation.RAW;
        private LearningRate learningRate = new LearningRate.Constant(1e-3);
        private double[] layerRateFactors = {};
        private double predictionClipping = 1e-3;
        private double weightClipping = 5;
        private WeightInitialisation weightInitialisation = new WeightInitialisation.InverseInputs();
        private long seed;
        private float[] fixedMean;
        private float[] fixedStandardDeviation;

        private Builder(int inputSize, int[] layerSizes) {
            this.inputSize = inputSize;
            this.layerSizes = layerSizes.clone();
        }

        private Builder(Builder other) {
            inputSize = other.inputSize;
            layerSizes = other.layerSizes;
            outputNeurons = other.outputNeurons;
            classes = other.classes;
            contextMapSizes = other.contextMapSizes;
            bias = other.bias;
            contextBias = other.contextBias;
            thresholdStandardDeviation = other.thresholdStandardDeviation;
            normaliseHyperplanes = other.normaliseHyperplanes;
            sharedHalfspaces = other.sharedHalfspaces;
            skipConnections = other.skipConnections;
            unitRows = other.unitRows;
            halfspaces = other.halfspaces;
            basePredictor = other.basePredictor;
            sideInformation = other.sideInformation;
            learningRate = other.learningRate;
            layerRateFactors = other.layerRateFactors;
            predictionClipping = other.predictionClipping;
            weightClipping = other.weightClipping;
            weightInitialisation = other.weightInitialisation;
            seed = other.seed;
            fixedMean = other.fixedMean;
            fixedStandardDeviation = other.fixedStandardDeviation;
        }

        /** All of them by name, arrays as text, which tells any two of their numbers apart. */
        private Map<String, Object> knobs() {
            Map<String, Object> knobs = new LinkedHashMap<>();
            knobs.put("inputSize", inputSize);
            knobs.put("layerSizes", Arrays.toString(layerSizes));
            knobs.put("outputNeurons", outputNeurons);
            knobs.put("classes", classes);
            knobs.put("contextMapSizes", Arrays.toString(contextMapSizes));
            knobs.put("bias", bias);
            knobs.put("contextBias", contextBias);
            knobs.put("thresholdStandardDeviation", thresholdStandardDeviation);
            knobs.put("normaliseHyperplanes", normaliseHyperplanes);
            knobs.put("sharedHalfspaces", sharedHalfspaces);
            knobs.put("skipConnections", skipConnections);
            knobs.put("unitRows", unitRows);
            knobs.put("halfspaces", halfspaces);
            knobs.put("basePredictor", basePredictor);
            knobs.put("sideInformation", sideInformation);
            knobs.put("learningRate", learningRate);
            knobs.put("layerRateFactors", Arrays.toString(layerRateFactors));
            knobs.put("predictionClipping", predictionClipping);
            knobs.put("weightClipping", weightClipping);
            knobs.put("weightInitialisation", weightInitialisation);
            knobs.put("seed", seed);
            knobs.put("fixedMean", Arrays.toString(fixedMean));
            knobs.put("fixedStandardDeviation", Arrays.toString(fixedStandardDeviation));
            return knobs;
        }

        /** Neurons of each hidden layer instead of those given at the beginning. */
        public Builder layerSizes(int... layerSizes) {
            this.layerSizes = layerSizes.clone();
            return this;
        }

        /**
         * Neurons of each class in the output layer, at least 1 (the default). Each has halfspaces of its own and learns the
         * target by itself; the class's logit is the mean of theirs: {@code o = 1/n Σ_k o_k}.
         */
        public Builder outputNeurons(int outputNeurons) {
            this.outputNeurons = outputNeurons;
            return this;
        }

        /** Number of classes, at least 2 (the default); more than 2 makes one binary network per class. */
        public Builder classes(int classes) {
            this.classes = classes;
            return this;
        }

        /** M, the halfspaces per neuron, by layer; the last value holds for all further layers. Default 4; 0 is no gating. */
        public Builder contextMapSize(int... sizes) {
            this.contextMapSizes = sizes.clone();
            return this;
        }

        /** Whether every layer also reads a constant logit, drawn from U(-L, L); default true. */
        public Builder bias(boolean bias) {
            this.bias = bias;
            return this;
        }

        /** Whether random halfspaces have thresholds drawn from N(0, s²) instead of 0; default false. */
        public Builder contextBias(boolean contextBias) {
            this.contextBias = contextBias;
            return this;
        }

        /** s, the standard deviation of random thresholds; default 1; read with {@link #contextBias} only. */
        public Builder thresholdStandardDeviation(double s) {
            this.thresholdStandardDeviation = s;
            return this;
        }

        /** Whether hyperplanes are scaled to length 1; by default only with {@link #contextBias}. */
        public Builder normaliseHyperplanes(boolean normalise) {
            this.normaliseHyperplanes = normalise;
            return this;
        }

        /**
         * Whether neuron k of a layer has the same halfspaces in every class, instead of its own; default false. The classes
         * then cut the rows alike, and a backend may gate once for all of them.
         */
        public Builder sharedHalfspaces(boolean shared) {
            this.sharedHalfspaces = shared;
            return this;
        }

        /**
         * Whether every layer above the first reads the base logits too, after the outputs of the layer below; default false.
         * Its neurons then correct what the layer below said by what the row shows, so each further layer can still gain. Their
         * weights of the base logits start at 0 (and {@link WeightInitialisation} does not count these inputs), so a network
         * begins as it would without.
         */
        public Builder skipConnections(boolean skip) {
            this.skipConnections = skip;
            return this;
        }

        /**
         * Whether each row, the sample's too, is divided by its Euclidean length before anything else sees it; default false.
         * A row of zeros stays. What is left is the direction, so halfspaces cut by shape whatever the row's strength.
         */
        public Builder unitRows(boolean unit) {
            this.unitRows = unit;
            return this;
        }

        /** Where halfspaces come from; all but {@link Halfspaces#RANDOM_NORMAL} need sample rows at creation. */
        public Builder halfspaces(Halfspaces halfspaces) {
            this.halfspaces = Objects.requireNonNull(halfspaces);
            return this;
        }

        /** How a row becomes base predictions; default row-wise min-max scaling. */
        public Builder basePredictor(BasePredictor basePredictor) {
            this.basePredictor = Objects.requireNonNull(basePredictor);
            return this;
        }

        /** How a row becomes side information; default raw. */
        public Builder sideInformation(SideInformation sideInformation) {
            this.sideInformation = Objects.requireNonNull(sideInformation);
            return this;
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
            this.learningRate = Objects.requireNonNull(learningRate);
            return this;
        }

        /** What each layer multiplies the rate by; the last value holds for all further layers. Default 1. */
        public Builder layerRateFactors(double... factors) {
            this.layerRateFactors = factors.clone();
            return this;
        }

        /** ε in (0, 0.5); default 1e-3. */
        public Builder predictionClipping(double epsilon) {
            this.predictionClipping = epsilon;
            return this;
        }

        /** W above 0; default 5. */
        public Builder weightClipping(double bound) {
            this.weightClipping = bound;
            return this;
        }

        /** Where weights start; default 1/I. */
        public Builder weightInitialisation(WeightInitialisation weightInitialisation) {
            this.weightInitialisation = Objects.requireNonNull(weightInitialisation);
            return this;
        }

        /** The seed of hyperplanes, thresholds and bias logits: the same on every backend and JVM; default 0. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException for a value that cannot be; names the parameter, what it expects and what it got
         */
        public GLNConfig build() {
            require(inputSize >= 1, "input size", "at least 1", inputSize);
            for (int size : layerSizes) {
                require(size >= 1, "layer sizes", "at least 1 neuron in each layer", Arrays.toString(layerSizes));
            }
            require(outputNeurons >= 1, "output neurons", "at least 1 for each class", outputNeurons);
            require(classes >= 2, "classes", "at least 2", classes);
            int layers = layerSizes.length + 1;
            require(
                    contextMapSizes.length >= 1 && contextMapSizes.length <= layers,
                    "context map size",
                    "at least one value, and at most one for each of the " + layers
                            + " layers, the output layer included",
                    Arrays.toString(contextMapSizes));
            for (int size : contextMapSizes) {
                require(
                        size >= 0 && size <= MAX_CONTEXT_MAP_SIZE,
                        "context map size",
                        "0 to " + MAX_CONTEXT_MAP_SIZE,
                        Arrays.toString(contextMapSizes));
            }
            require(
                    layerRateFactors.length <= layers,
                    "layer rate factors",
                    "at most one for each of the " + layers + " layers, the output layer included",
                    Arrays.toString(layerRateFactors));
            for (double factor : layerRateFactors) {
                require(
                        factor >= 0 && factor < Double.POSITIVE_INFINITY,
                        "layer rate factors",
                        "finite numbers of at least 0",
                        Arrays.toString(layerRateFactors));
            }
            require(
                    predictionClipping > 1e-7 && predictionClipping < 0.5,
                    "prediction clipping",
                    "a number above 1e-7 (float32 cannot hold 1 - ε below it) and under 0.5",
                    predictionClipping);
            require(
                    weightClipping > 0 && weightClipping <= 1e6,
                    "weight clipping",
                    "a number above 0 and at most 1e6",
                    weightClipping);
            require(
                    thresholdStandardDeviation >= 0 && thresholdStandardDeviation < Double.POSITIVE_INFINITY,
                    "threshold standard deviation",
                    "a finite number of at least 0",
                    thresholdStandardDeviation);
            require(
                    !(contextBias && halfspaces != Halfspaces.RANDOM_NORMAL),
                    "context bias",
                    "off with halfspaces from sample rows, which bring their own thresholds",
                    "on");
            requireStatistics();
            requireAddressable(layers);
            return new GLNConfig(new Builder(this));
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
            long base = basePredictor.predictions(inputSize);
            long below = base;
            if (basePredictor instanceof BasePredictor.Whitened whitened) {
                require(
                        (long) whitened.axes(inputSize) * inputSize <= MAX_ARRAY,
                        "base predictor",
                        "at most " + MAX_ARRAY + " components of all axes",
                        whitened.axes(inputSize) + " axes of " + inputSize + " features");
            }
            for (int i = 0; i < layers; i++) {
                int m = contextMapSizes[Math.min(i, contextMapSizes.length - 1)];
                long inputs = below + (skipConnections && i > 0 ? base : 0) + (bias ? 1 : 0);
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
                below = i < layerSizes.length ? layerSizes[i] : outputNeurons;
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
