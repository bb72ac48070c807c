package io.github.jgln.cli;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.Preset;
import io.github.jgln.SideInformation;
import io.github.jgln.WeightInitialisation;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/** The knobs of {@link GLNConfig}; what is not given is left to the preset, or to the configuration's own defaults. */
final class ModelOptions {
    private static final int[] DEFAULT_LAYERS = {16, 16};

    @Option(
            names = "--preset",
            order = 20,
            paramLabel = "NAME",
            converter = Syntax.PresetConverter.class,
            description = {
                "pygln: the reference implementation's defaults; deepmind: those of the paper's authors' example; paper: as"
                        + " the paper states them;",
                "best: the best known for images in one pass within seconds; best-random: with random halfspaces as"
                        + " published.",
                "Options given beside it override it."
            })
    Preset preset;

    @Option(
            names = "--layers",
            order = 21,
            paramLabel = "N[,N...]",
            converter = Syntax.LayersConverter.class,
            description = "Neurons of each hidden layer, or none; the output layer is implicit. Default: 16,16.")
    private Syntax.Integers layers;

    @Option(
            names = "--output-neurons",
            order = 21,
            paramLabel = "N",
            description = "Neurons of each class in the output layer, of whose logits the mean is taken. Default: 1.")
    private Integer outputNeurons;

    @Option(
            names = "--context-map-size",
            order = 22,
            paramLabel = "M[,M...]",
            converter = Syntax.IntegersConverter.class,
            description = "Halfspaces per neuron, by layer; the last value holds for all further layers. Default: 4.")
    private Syntax.Integers contextMapSize;

    @Option(
            names = "--learning-rate",
            order = 23,
            paramLabel = "RATE",
            converter = Syntax.ScheduleConverter.class,
            description = {
                "A constant (default: 0.001) or, over rows t = 1, 2, ...:",
                "linear:RATE falls from RATE to 0 over all rows to be learnt, epochs included;",
                "hyperbolic:C,MAX is min(C / t, MAX); paper is hyperbolic:100,0.01;",
                "power:MAX,DECAY,POWER is min(MAX, 1 / (1 + DECAY (t - 1))^POWER)."
            })
    private Syntax.Schedule learningRate;

    @Option(
            names = "--layer-rate-factors",
            order = 24,
            paramLabel = "F,F...",
            converter = Syntax.NumbersConverter.class,
            description =
                    "What each layer multiplies the rate by; the last value holds for all further ones. Default: 1.")
    private Syntax.Numbers layerRateFactors;

    @Option(
            names = "--bias",
            order = 25,
            negatable = true,
            fallbackValue = "true",
            description = "Whether each layer also reads a constant logit. Default: yes.")
    private Boolean bias;

    @Option(
            names = "--halfspaces",
            order = 26,
            paramLabel = "KIND",
            converter = Syntax.HalfspacesConverter.class,
            description =
                    "random: normals from N(0, 1) (default); bisectors: between pairs of the first 2,000 rows to be"
                            + " learnt, used without their labels, from which the statistics of features then start too;"
                            + " differences: of such pairs, through a third row; combinations: of 50 of them, with random"
                            + " weights.")
    private Halfspaces halfspaces;

    @Option(
            names = "--shared-halfspaces",
            order = 26,
            negatable = true,
            fallbackValue = "true",
            description = "Whether all classes have the same halfspaces. Default: no.")
    private Boolean sharedHalfspaces;

    @Option(
            names = "--skip-connections",
            order = 27,
            negatable = true,
            fallbackValue = "true",
            description = "Whether every layer reads the base predictions too. Default: no.")
    private Boolean skipConnections;

    @Option(
            names = "--unit-rows",
            order = 27,
            negatable = true,
            fallbackValue = "true",
            description = "Whether each row is divided by its Euclidean length first. Default: no.")
    private Boolean unitRows;

    @Option(
            names = "--context-bias",
            order = 27,
            negatable = true,
            fallbackValue = "true",
            description = "Whether random halfspaces have thresholds. Default: no.")
    private Boolean contextBias;

    @Option(
            names = "--threshold-sd",
            order = 28,
            paramLabel = "S",
            description = "Standard deviation of those thresholds. Default: 1.")
    private Double thresholdStandardDeviation;

    @Option(
            names = "--normalise-hyperplanes",
            order = 29,
            negatable = true,
            fallbackValue = "true",
            description = "Whether hyperplanes have length 1. Default: with --context-bias only.")
    private Boolean normaliseHyperplanes;

    @Option(
            names = "--base-predictor",
            order = 30,
            paramLabel = "KIND",
            converter = Syntax.BasePredictorConverter.class,
            description = {
                "How a row x becomes the first layer's predictions:",
                "minmax: scaled to [0, 1] over the row (default); clip: as it is;",
                "sigmoid: of the standardised features; centred[:SCALE]: logit SCALE (x - mean);",
                "whitened:SCALE,AXES,STRENGTH: the same with the spread along the AXES strongest principal axes of the"
                        + " first 2,000 rows narrowed, STRENGTH 1 to the same, less to a power of it;",
                "prior:P: one prediction P for every row."
            })
    private BasePredictor basePredictor;

    @Option(
            names = "--side-information",
            order = 31,
            paramLabel = "KIND",
            converter = Syntax.SideInformationConverter.class,
            description = "What the halfspaces cut: raw (default), centred or standardised features.")
    private SideInformation sideInformation;

    @Option(
            names = "--weight-init",
            order = 32,
            paramLabel = "W0",
            converter = Syntax.WeightInitialisationConverter.class,
            description = "Where weights start: inverse (1 / inputs, default), zero or a number.")
    private WeightInitialisation weightInitialisation;

    @Option(
            names = "--prediction-clipping",
            order = 33,
            paramLabel = "EPS",
            description = "Predictions stay in [EPS, 1 - EPS]. Default: 0.001.")
    private Double predictionClipping;

    @Option(
            names = "--weight-clipping",
            order = 34,
            paramLabel = "W",
            description = "Weights stay in [-W, W]. Default: 5.")
    private Double weightClipping;

    @Option(
            names = "--seed",
            order = 35,
            paramLabel = "SEED",
            description = "Of all that is drawn: halfspaces, bias logits, shuffling, the rows held out. Default: 0.")
    long seed;

    /**
     * The configuration.
     *
     * @param rows how many will be learnt in all
     * @throws IllegalArgumentException for values that cannot be
     */
    GLNConfig config(int inputSize, int classes, long rows) {
        return config(inputSize, classes, rows, seed);
    }

    /** For commands that set them. */
    void layers(int... sizes) {
        layers = new Syntax.Integers(sizes);
    }

    /** As {@link #config(int, int, long)}, for each of the seeds from the one given on. */
    List<GLNConfig> configs(int inputSize, int classes, long rows, int seeds) {
        return LongStream.range(seed, seed + seeds)
                .mapToObj(each -> config(inputSize, classes, rows, each))
                .toList();
    }

    /** As {@link #config(int, int, long)}, with another seed. */
    GLNConfig config(int inputSize, int classes, long rows, long seed) {
        GLNConfig.Builder b = preset == null
                ? GLNConfig.builder(inputSize, DEFAULT_LAYERS).classes(classes)
                : preset.configure(inputSize, classes, rows);
        b.seed(seed);
        if (layers != null) {
            b.layerSizes(layers.values());
        }
        if (contextMapSize != null) {
            b.contextMapSize(contextMapSize.values());
        }
        if (learningRate != null) {
            b.learningRate(learningRate.apply(rows));
        }
        if (layerRateFactors != null) {
            b.layerRateFactors(layerRateFactors.values());
        }
        if (bias != null) {
            b.bias(bias);
        }
        if (outputNeurons != null) {
            b.outputNeurons(outputNeurons);
        }
        if (sharedHalfspaces != null) {
            b.sharedHalfspaces(sharedHalfspaces);
        }
        if (skipConnections != null) {
            b.skipConnections(skipConnections);
        }
        if (unitRows != null) {
            b.unitRows(unitRows);
        }
        if (halfspaces != null) {
            b.halfspaces(halfspaces);
        }
        if (contextBias != null) {
            b.contextBias(contextBias);
        }
        if (thresholdStandardDeviation != null) {
            b.thresholdStandardDeviation(thresholdStandardDeviation);
        }
        if (normaliseHyperplanes != null) {
            b.normaliseHyperplanes(normaliseHyperplanes);
        }
        if (basePredictor != null) {
            b.basePredictor(basePredictor);
        }
        if (sideInformation != null) {
            b.sideInformation(sideInformation);
        }
        if (weightInitialisation != null) {
            b.weightInitialisation(weightInitialisation);
        }
        if (predictionClipping != null) {
            b.predictionClipping(predictionClipping);
        }
        if (weightClipping != null) {
            b.weightClipping(weightClipping);
        }
        return b.build();
    }
}
