package io.github.jgln;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A configuration as strings by name, for a model file's metadata: {@code base_predictor = "centred:3.0"}. Numbers are
 * written so that they are read back bit for bit.
 */
final class ConfigEntries {
    private static final String INPUT_SIZE = "input_size";
    private static final String COLUMNS = "columns";
    private static final String CLASSES = "classes";
    private static final String NUMBERS = "numbers";
    private static final String FIXED_STATISTICS = "fixed_statistics";

    /** Those that the first files did not have; they were written for the defaults. */
    private static final Set<Knob<?>> ADDED_LATER = Set.of(
            Knob.RATE_NORMALISER,
            Knob.GAUSSIAN_MIXING,
            Knob.REPLAY,
            Knob.CLASS_WEIGHTS,
            Knob.SINGLE_FEATURE_SHARE,
            Knob.OUTPUT_NEURONS,
            Knob.SHARED_HALFSPACES,
            Knob.COUPLING,
            Knob.SKIP_CONNECTIONS,
            Knob.UNIT_ROWS);

    private ConfigEntries() {}

    /**
     * All of a configuration but the vectors of fixed statistics, of which it only says whether there are any.
     *
     * @throws IllegalArgumentException where it holds a function, which cannot be written
     */
    static Map<String, String> of(GLNConfig config) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(INPUT_SIZE, "" + config.inputSize());
        if (!config.columns().isEmpty()) {
            entries.put(COLUMNS, ColumnText.print(config.columns()));
        }
        entries.put(CLASSES, "" + config.classes());
        if (config.numbers() > 0) {
            entries.put(NUMBERS, "" + config.numbers());
        }
        for (Knob<?> knob : Knob.ALL) {
            entries.put(knob.name(), knob.printOf(config));
        }
        entries.put(FIXED_STATISTICS, "" + !config.runningStatistics());
        return entries;
    }

    /**
     * The configuration again.
     *
     * @param entries as {@link #of} gives them, no more and no less
     * @param vector a vector of fixed statistics, by its name
     * @throws IllegalArgumentException for whatever cannot be; names the entry
     */
    static GLNConfig read(Map<String, String> entries, Function<String, float[]> vector) {
        Map<String, String> left = new LinkedHashMap<>(entries);
        int inputSize = take(left, INPUT_SIZE, ConfigEntries::integer);
        GLNConfig.Builder builder = left.containsKey(COLUMNS)
                ? GLNConfig.builder(take(left, COLUMNS, ColumnText::parse))
                : GLNConfig.builder(inputSize);
        builder.classes(take(left, CLASSES, ConfigEntries::integer));
        if (left.containsKey(NUMBERS)) {
            builder.numbers(take(left, NUMBERS, ConfigEntries::integer));
        }
        for (Knob<?> knob : Knob.ALL) {
            if (left.containsKey(knob.name()) || !ADDED_LATER.contains(knob)) {
                take(left, knob.name(), text -> {
                    knob.set(builder, text, KnobText.NO_ROWS);
                    return text;
                });
            }
        }
        if (take(left, FIXED_STATISTICS, Knob.BIAS::parse)) {
            builder.fixedStatistics(vector.apply("fixed_mean"), vector.apply("fixed_standard_deviation"));
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "the entries " + left.keySet() + " are unknown; were they written by a later version?");
        }
        GLNConfig config = builder.build();
        if (config.inputSize() != inputSize) {
            throw new IllegalArgumentException(
                    "expected columns that become " + inputSize + " numbers, got " + config.inputSize());
        }
        return config;
    }

    /** As many layers as a file claims to have, before anything is made for them. */
    static int layers(Map<String, String> entries) {
        String sizes = entries.getOrDefault(Knob.LAYER_SIZES.name(), "");
        return sizes.isEmpty() || sizes.equals("none")
                ? 1
                : 2 + (int) sizes.chars().filter(c -> c == ',').count();
    }

    /** Whether a file claims to have the map of a whitened base predictor. */
    static boolean whitened(Map<String, String> entries) {
        return entries.getOrDefault(Knob.BASE_PREDICTOR.name(), "").startsWith("whitened");
    }

    /** Whether a file claims to have what a table's columns have shown. */
    static boolean columns(Map<String, String> entries) {
        return entries.containsKey(COLUMNS);
    }

    /** Whether a file claims to have what a regression keeps beside its network. */
    static boolean numbers(Map<String, String> entries) {
        return entries.containsKey(NUMBERS);
    }

    /** Whether a file claims to have rows that are learnt again. */
    static boolean replay(Map<String, String> entries) {
        return !entries.getOrDefault(Knob.REPLAY.name(), "none").equals("none");
    }

    static boolean fixedStatistics(Map<String, String> entries) {
        return Boolean.parseBoolean(entries.get(FIXED_STATISTICS));
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
        }
    }

    private static <T> T take(Map<String, String> entries, String name, Function<String, T> parser) {
        String text = entries.remove(name);
        if (text == null) {
            throw new IllegalArgumentException("expected an entry " + name + ", got none");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " '" + text + "': " + e.getMessage(), e);
        }
    }
}
