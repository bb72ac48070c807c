package io.github.jgln;

import io.github.jgln.spi.Mixing;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A setting of a network: its name, its default, and how a value is written as text, read and checked. The builder, model files,
 * command lines and searches all go by the one table {@link #ALL}; what a knob does is said at its method of
 * {@link GLNConfig.Builder}.
 *
 * <p>The text of a value is one word: {@code 0.001}, {@code 16,16}, {@code whitened:1.0,64,0.5}. What {@link #print} writes
 * {@link #parse} reads bit for bit.
 *
 * @param <T> the type of its values, which are immutable
 */
public final class Knob<T> {
    /** Neurons of each hidden layer, bottom up. */
    public static final Knob<List<Integer>> LAYER_SIZES = new Knob<>(
            "layer_sizes",
            "layers",
            List.of(),
            KnobText.integers("neurons of each hidden layer, such as 16,16, or none"),
            sizes -> sizes.stream().allMatch(size -> size >= 1),
            "at least 1 neuron in each layer");

    /** Neurons of each class in the output layer. */
    public static final Knob<Integer> OUTPUT_NEURONS = new Knob<>(
            "output_neurons",
            "output-neurons",
            1,
            KnobText.integer(),
            neurons -> neurons >= 1,
            "at least 1 for each class");

    /** M by layer; the last value holds for all further layers. */
    public static final Knob<List<Integer>> CONTEXT_MAP_SIZE = new Knob<>(
            "context_map_size",
            "context-map-size",
            List.of(4),
            KnobText.integers("halfspaces per neuron, by layer, such as 4 or 8,6"),
            sizes -> sizes.stream().allMatch(size -> size >= 0 && size <= GLNConfig.MAX_CONTEXT_MAP_SIZE),
            "0 to " + GLNConfig.MAX_CONTEXT_MAP_SIZE);

    /** The rate schedule. */
    public static final Knob<LearningRate> LEARNING_RATE = new Knob<>(
            "learning_rate",
            "learning-rate",
            new LearningRate.Constant(1e-3),
            KnobText.LEARNING_RATE,
            rate -> rate instanceof LearningRate.Custom || isHeld(rate.rate(0)),
            "a first rate that 32-bit floats hold, from 1e-38 to 1e38");

    /** What each layer multiplies the rate by; the last value holds for all further layers. */
    public static final Knob<List<Double>> LAYER_RATE_FACTORS = new Knob<>(
            "layer_rate_factors",
            "layer-rate-factors",
            List.of(),
            KnobText.numbers("numbers, such as 1,0.2"),
            factors -> factors.stream().allMatch(factor -> factor >= 0 && factor < Double.POSITIVE_INFINITY),
            "finite numbers of at least 0");

    /** What keeps a step from growing with the size of what a neuron reads; 0 leaves rates as they are. */
    public static final Knob<Double> RATE_NORMALISER = new Knob<>(
            "rate_normaliser",
            "rate-normaliser",
            0.0,
            KnobText.number(),
            c -> c == 0 || isHeld(c),
            "0, or a number that 32-bit floats hold, from 1e-38 to 1e38");

    /** How Gaussians are mixed where numbers are learnt. */
    public static final Knob<GaussianMixing> GAUSSIAN_MIXING = new Knob<>(
            "gaussian_mixing",
            "gaussian-mixing",
            new GaussianMixing(Mixing.Gaussian.Form.STABLE, 1e-6, 100),
            KnobText.GAUSSIAN_MIXING,
            mixing -> mixing.minVariance() >= 1e-9
                    && mixing.maxVariance() <= 1e9
                    && mixing.minVariance() < mixing.maxVariance(),
            "a least variance of at least 1e-9 and a larger one of at most 1e9, whose squares 32-bit floats hold");

    /** Which rows are learnt once more. */
    public static final Knob<Replay> REPLAY = new Knob<>(
            "replay",
            "replay",
            Replay.NONE,
            KnobText.REPLAY,
            // No rows have no memory and no rate either: "none" is the one way to say so, by which a file is told to
            // hold none.
            replay -> replay.equals(Replay.NONE)
                    || replay.rows() >= 1
                            && replay.rows() <= GLNConfig.MAX_REPLAYED
                            && replay.memory() >= 1
                            && isHeld(replay.rate()),
            "none, or 1 to " + GLNConfig.MAX_REPLAYED
                    + " rows after each new one, a memory of at least 1 row, and a rate above 0");

    /** What multiplies the rate of a class's rows; none is 1 for all. */
    public static final Knob<List<Double>> CLASS_WEIGHTS = new Knob<>(
            "class_weights",
            "class-weights",
            List.of(),
            KnobText.numbers("a number for each class, such as 1,2.5, or none"),
            weights -> weights.stream().allMatch(weight -> weight >= 0 && weight <= Float.MAX_VALUE),
            "numbers of at least 0 that 32-bit floats hold");

    /** Whether every layer also reads a constant logit. */
    public static final Knob<Boolean> BIAS = new Knob<>("bias", "bias", true, KnobText.TRUTH);

    /** Where halfspaces come from. */
    public static final Knob<Halfspaces> HALFSPACES = new Knob<>(
            "halfspaces",
            "halfspaces",
            Halfspaces.RANDOM_NORMAL,
            KnobText.constant(Halfspaces.class, "random_normal", "random"));

    /** How many of the random halfspaces cut a single feature. */
    public static final Knob<Double> SINGLE_FEATURE_SHARE = new Knob<>(
            "single_feature_share",
            "single-feature-share",
            0.0,
            KnobText.number(),
            share -> share >= 0 && share <= 1,
            "a number from 0 to 1");

    /** Whether all classes have the same halfspaces. */
    public static final Knob<Boolean> SHARED_HALFSPACES =
            new Knob<>("shared_halfspaces", "shared-halfspaces", false, KnobText.TRUTH);

    /** How the classes' logits belong together. */
    public static final Knob<Coupling> COUPLING =
            new Knob<>("coupling", "coupling", Coupling.INDEPENDENT, KnobText.constant(Coupling.class));

    /** Whether layers above the first read the base logits too. */
    public static final Knob<Boolean> SKIP_CONNECTIONS =
            new Knob<>("skip_connections", "skip-connections", false, KnobText.TRUTH);

    /** Whether each row is first divided by its length. */
    public static final Knob<Boolean> UNIT_ROWS = new Knob<>("unit_rows", "unit-rows", false, KnobText.TRUTH);

    /** Whether random halfspaces have thresholds. */
    public static final Knob<Boolean> CONTEXT_BIAS = new Knob<>("context_bias", "context-bias", false, KnobText.TRUTH);

    /** The standard deviation of those. */
    public static final Knob<Double> THRESHOLD_STANDARD_DEVIATION = new Knob<>(
            "threshold_standard_deviation",
            "threshold-sd",
            1.0,
            KnobText.number(),
            s -> s >= 0 && s < Double.POSITIVE_INFINITY,
            "a finite number of at least 0");

    /** Whether hyperplanes are scaled to length 1. */
    public static final Knob<Normalise> NORMALISE_HYPERPLANES = new Knob<>(
            "normalise_hyperplanes", "normalise-hyperplanes", Normalise.AUTO, KnobText.constant(Normalise.class));

    /** How a row becomes base predictions. */
    public static final Knob<BasePredictor> BASE_PREDICTOR =
            new Knob<>("base_predictor", "base-predictor", new BasePredictor.RowMinMax(), KnobText.BASE_PREDICTOR);

    /** How a row becomes side information. */
    public static final Knob<SideInformation> SIDE_INFORMATION = new Knob<>(
            "side_information", "side-information", SideInformation.RAW, KnobText.constant(SideInformation.class));

    /** Where weights start. */
    public static final Knob<WeightInitialisation> WEIGHT_INITIALISATION = new Knob<>(
            "weight_initialisation",
            "weight-init",
            new WeightInitialisation.InverseInputs(),
            KnobText.WEIGHT_INITIALISATION);

    /** ε. */
    public static final Knob<Double> PREDICTION_CLIPPING = new Knob<>(
            "prediction_clipping",
            "prediction-clipping",
            1e-3,
            KnobText.number(),
            epsilon -> epsilon > 1e-7 && epsilon < 0.5,
            "a number above 1e-7 (float32 cannot hold 1 - ε below it) and under 0.5");

    /** W. */
    public static final Knob<Double> WEIGHT_CLIPPING = new Knob<>(
            "weight_clipping",
            "weight-clipping",
            5.0,
            KnobText.number(),
            bound -> bound > 0 && bound <= 1e6,
            "a number above 0 and at most 1e6");

    /** Of all that is drawn. */
    public static final Knob<Long> SEED = new Knob<>("seed", "seed", 0L, KnobText.whole());

    /** All knobs, in the order in which they are shown. */
    public static final List<Knob<?>> ALL = List.of(
            LAYER_SIZES,
            OUTPUT_NEURONS,
            CONTEXT_MAP_SIZE,
            LEARNING_RATE,
            LAYER_RATE_FACTORS,
            RATE_NORMALISER,
            GAUSSIAN_MIXING,
            REPLAY,
            CLASS_WEIGHTS,
            BIAS,
            HALFSPACES,
            SINGLE_FEATURE_SHARE,
            SHARED_HALFSPACES,
            COUPLING,
            SKIP_CONNECTIONS,
            UNIT_ROWS,
            CONTEXT_BIAS,
            THRESHOLD_STANDARD_DEVIATION,
            NORMALISE_HYPERPLANES,
            BASE_PREDICTOR,
            SIDE_INFORMATION,
            WEIGHT_INITIALISATION,
            PREDICTION_CLIPPING,
            WEIGHT_CLIPPING,
            SEED);

    /** Whether hyperplanes are scaled to length 1; {@link #AUTO} where random halfspaces have thresholds. */
    public enum Normalise {
        /** With {@link Knob#CONTEXT_BIAS} only. */
        AUTO,
        /** Yes. */
        TRUE,
        /** No. */
        FALSE
    }

    private final String name;
    private final String option;
    private final T defaultValue;
    private final KnobText<T> text;
    private final Predicate<T> check;
    private final String expected;

    private Knob(String name, String option, T defaultValue, KnobText<T> text) {
        this(name, option, defaultValue, text, value -> true, "");
    }

    private Knob(String name, String option, T defaultValue, KnobText<T> text, Predicate<T> check, String expected) {
        this.name = name;
        this.option = option;
        this.defaultValue = defaultValue;
        this.text = text;
        this.check = check;
        this.expected = expected;
    }

    /** The knob that command lines call so, without dashes. */
    public static Knob<?> ofOption(String option) {
        return ALL.stream()
                .filter(knob -> knob.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + ALL.stream().map(Knob::option).collect(Collectors.joining(", ")) + ", got '" + option + "'"));
    }

    /** The name in model files, such as {@code context_map_size}. */
    public String name() {
        return name;
    }

    /** The name on command lines, without dashes before it, such as {@code context-map-size}. */
    public String option() {
        return option;
    }

    /** The value where none is set. */
    public T defaultValue() {
        return defaultValue;
    }

    /** Whether its values are true and false. */
    public boolean isSwitch() {
        return text == KnobText.TRUTH || defaultValue instanceof Normalise;
    }

    /**
     * A value's text.
     *
     * @throws IllegalArgumentException for a function, which has none
     */
    public String print(T value) {
        return text.print(value);
    }

    /**
     * A value of its text.
     *
     * @throws IllegalArgumentException for any other text; says what was expected
     */
    public T parse(String value) {
        return text.parse(value, KnobText.NO_ROWS);
    }

    /**
     * A value of its text, for a network that will learn so many rows: {@code linear:0.06} is then a rate that falls to 0 over
     * them.
     *
     * @param rows at least 1
     */
    public T parse(String value, long rows) {
        return text.parse(value, rows);
    }

    /** Its value in a configuration, as text. */
    public String printOf(GLNConfig config) {
        return print(config.get(this));
    }

    /** Whether a configuration has the default. */
    public boolean isDefaultIn(GLNConfig config) {
        return config.get(this).equals(defaultValue);
    }

    /** Sets it by its text. */
    public void set(GLNConfig.Builder builder, String value, long rows) {
        builder.set(this, parse(value, rows));
    }

    /** @throws IllegalArgumentException for a value that cannot be; names the knob, what it expects and what it got */
    void check(T value) {
        if (!check.test(value)) {
            throw refusal(expected, value);
        }
    }

    void checkIn(GLNConfig.Builder builder) {
        check(builder.get(this));
    }

    IllegalArgumentException refusal(String wanted, T got) {
        return new IllegalArgumentException(words() + ": expected " + wanted + ", got " + print(got));
    }

    private String words() {
        return name.replace('_', ' ');
    }

    @Override
    public String toString() {
        return name;
    }

    /** A rate that is rounded to 0 would learn nothing, and say nothing. */
    private static boolean isHeld(double rate) {
        return rate >= Float.MIN_NORMAL && rate <= Float.MAX_VALUE;
    }

    static List<Integer> listOf(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
