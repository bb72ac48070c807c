package io.github.jgln;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration as strings by name, for a model file's metadata: {@code base_predictor = "centred_logits 3.0"}. Numbers are
 * written so that they are read back bit for bit.
 */
final class ConfigEntries {
    private static final String AUTOMATIC = "auto";

    private final Map<String, String> entries;

    private ConfigEntries(Map<String, String> entries) {
        this.entries = new LinkedHashMap<>(entries);
    }

    /**
     * All of a configuration but the vectors of fixed statistics, of which it only says whether there are any.
     *
     * @throws IllegalArgumentException where it holds a function, which cannot be written
     */
    static Map<String, String> of(GLNConfig config) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("input_size", "" + config.inputSize());
        entries.put(
                "layer_sizes", joined(Arrays.stream(config.layerSizes()).boxed().toList()));
        entries.put("output_neurons", "" + config.outputNeurons());
        entries.put("classes", "" + config.classes());
        entries.put(
                "context_map_size",
                joined(Arrays.stream(config.contextMapSizes()).boxed().toList()));
        entries.put("bias", "" + config.bias());
        entries.put("context_bias", "" + config.contextBias());
        entries.put("threshold_standard_deviation", "" + config.thresholdStandardDeviation());
        Boolean normalise = config.normaliseHyperplanesAsGiven();
        entries.put("normalise_hyperplanes", normalise == null ? AUTOMATIC : normalise.toString());
        entries.put("halfspaces", name(config.halfspaces()));
        entries.put("shared_halfspaces", "" + config.sharedHalfspaces());
        entries.put("skip_connections", "" + config.skipConnections());
        entries.put("unit_rows", "" + config.unitRows());
        entries.put("base_predictor", text(config.basePredictor()));
        entries.put("side_information", name(config.sideInformation()));
        entries.put("learning_rate", text(config.learningRate()));
        entries.put(
                "layer_rate_factors",
                joined(Arrays.stream(config.layerRateFactors()).boxed().toList()));
        entries.put("prediction_clipping", "" + config.predictionClipping());
        entries.put("weight_clipping", "" + config.weightClipping());
        entries.put("weight_initialisation", text(config.weightInitialisation()));
        entries.put("seed", "" + config.seed());
        entries.put("fixed_statistics", "" + !config.runningStatistics());
        return entries;
    }

    private static String text(BasePredictor predictor) {
        if (predictor instanceof BasePredictor.RowMinMax) {
            return "row_min_max";
        } else if (predictor instanceof BasePredictor.Clip) {
            return "clip";
        } else if (predictor instanceof BasePredictor.StandardisedSigmoid) {
            return "standardised_sigmoid";
        } else if (predictor instanceof BasePredictor.CentredLogits centred) {
            return "centred_logits " + centred.scale();
        } else if (predictor instanceof BasePredictor.Whitened whitened) {
            return "whitened " + whitened.scale() + " " + whitened.axes() + " " + whitened.strength();
        } else if (predictor instanceof BasePredictor.ConstantPrior prior) {
            return "constant_prior " + prior.probability();
        }
        throw isFunction("base predictor");
    }

    private static String text(LearningRate rate) {
        if (rate instanceof LearningRate.Constant constant) {
            return "constant " + constant.value();
        } else if (rate instanceof LearningRate.Hyperbolic hyperbolic) {
            return "hyperbolic " + hyperbolic.numerator() + " " + hyperbolic.max();
        } else if (rate instanceof LearningRate.InversePower power) {
            return "inverse_power " + power.max() + " " + power.decay() + " " + power.power();
        } else if (rate instanceof LearningRate.LinearDecay decay) {
            return "linear_decay " + decay.first() + " " + decay.rows();
        }
        throw isFunction("learning rate");
    }

    private static String text(WeightInitialisation initialisation) {
        return initialisation instanceof WeightInitialisation.Constant constant
                ? "constant " + constant.weight()
                : "inverse_inputs";
    }

    private static IllegalArgumentException isFunction(String knob) {
        return new IllegalArgumentException(
                knob + ": expected one of the built-in kinds, as only they can be written to"
                        + " a file, got a function; keep GLN.state() and GLN.rowsLearned() yourself, and give them to"
                        + " GLN.builder(config).state(state, rowsLearned) with the function in the configuration");
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The configuration again.
     *
     * @param entries as {@link #of} gives them, no more and no less
     * @param vector a vector of fixed statistics, by its name
     * @throws IllegalArgumentException for whatever cannot be; names the entry
     */
    static GLNConfig read(Map<String, String> entries, Function<String, float[]> vector) {
        ConfigEntries left = new ConfigEntries(entries);
        GLNConfig config = left.config(vector);
        if (!left.entries.isEmpty()) {
            throw new IllegalArgumentException(
                    "the entries " + left.entries.keySet() + " are unknown; were they written by a later version?");
        }
        return config;
    }

    /** As many layers as a file claims to have, before anything is made for them. */
    static int layers(Map<String, String> entries) {
        String sizes = entries.getOrDefault("layer_sizes", "");
        return sizes.isEmpty()
                ? 1
                : 2 + (int) sizes.chars().filter(c -> c == ',').count();
    }

    /** Whether a file claims to have the map of a whitened base predictor. */
    static boolean whitened(Map<String, String> entries) {
        return entries.getOrDefault("base_predictor", "").startsWith("whitened ");
    }

    static boolean fixedStatistics(Map<String, String> entries) {
        return Boolean.parseBoolean(entries.get("fixed_statistics"));
    }

    private GLNConfig config(Function<String, float[]> vector) {
        GLNConfig.Builder b = GLNConfig.builder(one("input_size", Integer::parseInt), integers("layer_sizes"))
                .outputNeurons(later("output_neurons", Integer::parseInt, 1))
                .classes(one("classes", Integer::parseInt))
                .contextMapSize(integers("context_map_size"))
                .bias(one("bias", ConfigEntries::truth))
                .contextBias(one("context_bias", ConfigEntries::truth))
                .thresholdStandardDeviation(one("threshold_standard_deviation", Double::parseDouble));
        String normalise = take("normalise_hyperplanes");
        if (!normalise.equals(AUTOMATIC)) {
            b.normaliseHyperplanes(parse("normalise_hyperplanes", normalise, ConfigEntries::truth));
        }
        b.halfspaces(one("halfspaces", text -> constant(Halfspaces.class, text)))
                .sharedHalfspaces(later("shared_halfspaces", ConfigEntries::truth, false))
                .skipConnections(later("skip_connections", ConfigEntries::truth, false))
                .unitRows(later("unit_rows", ConfigEntries::truth, false))
                .basePredictor(one("base_predictor", ConfigEntries::basePredictor))
                .sideInformation(one("side_information", text -> constant(SideInformation.class, text)))
                .learningRate(one("learning_rate", ConfigEntries::learningRate))
                .layerRateFactors(many("layer_rate_factors")
                        .map(text -> parse("layer_rate_factors", text, Double::parseDouble))
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .predictionClipping(one("prediction_clipping", Double::parseDouble))
                .weightClipping(one("weight_clipping", Double::parseDouble))
                .weightInitialisation(one("weight_initialisation", ConfigEntries::weightInitialisation))
                .seed(one("seed", Long::parseLong));
        if (one("fixed_statistics", ConfigEntries::truth)) {
            b.fixedStatistics(vector.apply("fixed_mean"), vector.apply("fixed_standard_deviation"));
        }
        return b.build();
    }

    private String take(String name) {
        String value = entries.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("expected an entry " + name + ", got none");
        }
        return value;
    }

    private <T> T one(String name, Function<String, T> parser) {
        return parse(name, take(name), parser);
    }

    /** An entry that the first files did not have; what they were written for is given. */
    private <T> T later(String name, Function<String, T> parser, T before) {
        return entries.containsKey(name) ? one(name, parser) : before;
    }

    private Stream<String> many(String name) {
        String value = take(name);
        return value.isEmpty() ? Stream.empty() : Arrays.stream(value.split(",", -1));
    }

    private int[] integers(String name) {
        return many(name)
                .map(text -> parse(name, text, Integer::parseInt))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": expected a number, got '" + text + "'", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " '" + text + "': " + e.getMessage(), e);
        }
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("expected true or false");
        }
        return text.equals("true");
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(ConfigEntries::name)
                                .toList()));
    }

    private static BasePredictor basePredictor(String text) {
        String[] words = words(text);
        return switch (words[0] + "/" + words.length) {
            case "row_min_max/1" -> new BasePredictor.RowMinMax();
            case "clip/1" -> new BasePredictor.Clip();
            case "standardised_sigmoid/1" -> new BasePredictor.StandardisedSigmoid();
            case "centred_logits/2" -> new BasePredictor.CentredLogits(Float.parseFloat(words[1]));
            case "whitened/4" ->
                new BasePredictor.Whitened(
                        Float.parseFloat(words[1]), Integer.parseInt(words[2]), Double.parseDouble(words[3]));
            case "constant_prior/2" -> new BasePredictor.ConstantPrior(Float.parseFloat(words[1]));
            default -> throw new IllegalArgumentException("expected a known kind and its numbers");
        };
    }

    private static LearningRate learningRate(String text) {
        String[] words = words(text);
        double[] numbers =
                Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
        return switch (words[0] + "/" + words.length) {
            case "constant/2" -> new LearningRate.Constant(numbers[0]);
            case "hyperbolic/3" -> new LearningRate.Hyperbolic(numbers[0], numbers[1]);
            case "inverse_power/4" -> new LearningRate.InversePower(numbers[0], numbers[1], numbers[2]);
            case "linear_decay/3" -> new LearningRate.LinearDecay(numbers[0], Long.parseLong(words[2]));
            default -> throw new IllegalArgumentException("expected a known kind and its numbers");
        };
    }

    private static WeightInitialisation weightInitialisation(String text) {
        String[] words = words(text);
        return switch (words[0] + "/" + words.length) {
            case "inverse_inputs/1" -> new WeightInitialisation.InverseInputs();
            case "constant/2" -> new WeightInitialisation.Constant(Float.parseFloat(words[1]));
            default -> throw new IllegalArgumentException("expected a known kind and its numbers");
        };
    }

    private static String[] words(String text) {
        return text.split(" ", -1);
    }
}
