package io.github.jgln.cli;

import io.github.jgln.Column;
import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import io.github.jgln.Preset;
import io.github.jgln.data.Dataset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The knobs of {@link GLNConfig}; what is not given is left to the preset, or to the configuration's own defaults. */
final class ModelOptions {
    private static final int[] DEFAULT_LAYERS = {16, 16};

    /** After the preset; those of one place stay in the order of {@link Knob#ALL}. */
    private static final int ORDER = 21;

    @Option(
            names = "--preset",
            order = 20,
            paramLabel = "NAME",
            converter = PresetConverter.class,
            description = {
                "pygln: the reference implementation's defaults; deepmind: those of the paper's authors' example; paper: as"
                        + " the paper states them;",
                "best: the best known for images in one pass within seconds; best-random: with random halfspaces as"
                        + " published;",
                "table: the best known for tables and streams, and the default for them;",
                "regression: the same for numbers, and the default for --target.",
                "Options given beside it override it."
            })
    Preset preset;

    private final List<KnobOption> knobs =
            Knob.ALL.stream().map(knob -> new KnobOption(knob, ORDER)).toList();

    private int[] layers;

    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        knobs.forEach(knob -> command.addOption(knob.spec()));
    }

    /** Of all that is drawn. */
    long seed() {
        String text = option(Knob.SEED).text();
        return text == null ? Knob.SEED.defaultValue() : Knob.SEED.parse(text);
    }

    private KnobOption option(Knob<?> knob) {
        return knobs.get(Knob.ALL.indexOf(knob));
    }

    /** For commands that set them. */
    void layers(int... sizes) {
        layers = sizes;
    }

    /** What was given, but for the seed, as it would be typed; empty where nothing was. */
    String typed() {
        return Stream.concat(
                        Stream.ofNullable(preset).map(name -> "--preset " + name),
                        knobs.stream()
                                .filter(knob -> knob.knob() != Knob.SEED && knob.text() != null)
                                .map(KnobOption::typed))
                .collect(Collectors.joining(" "));
    }

    /** How many classes there must be for the weights that were given, if any were. */
    OptionalInt classesWeighed() {
        String text = option(Knob.CLASS_WEIGHTS).text();
        int weights =
                text == null ? 0 : KnobOption.parse(Knob.CLASS_WEIGHTS, text).size();
        return weights < 2 ? OptionalInt.empty() : OptionalInt.of(weights);
    }

    /**
     * The configuration.
     *
     * @param rows how many will be learnt in all
     * @throws IllegalArgumentException for values that cannot be
     */
    GLNConfig config(int inputSize, int classes, long rows) {
        return config(inputSize, classes, rows, seed());
    }

    /** As {@link #config(int, int, long)}, for each of the seeds from the one given on. */
    List<GLNConfig> configs(int inputSize, int classes, long rows, int seeds) {
        return LongStream.range(seed(), seed() + seeds)
                .mapToObj(each -> config(inputSize, classes, rows, each))
                .toList();
    }

    /**
     * The configuration for what is to be learnt: of a table, unless another preset is wanted and it is numbers alone, a network that
     * knows the columns.
     *
     * @param rows how many will be learnt in all
     */
    GLNConfig config(Dataset train, long rows) {
        return config(train.columns(), train.features(), train.classCount(), rows);
    }

    /** As {@link #config(Dataset, long)}, of rows that are not held; no columns where they are no table's. */
    GLNConfig config(List<Column> columns, int features, int classes, long rows) {
        boolean asNumbers = columns.isEmpty() || preset != null && preset != Preset.TABLE && isNumbers(columns);
        return asNumbers
                ? config(features, classes, rows)
                : config(tablePreset().configure(columns, classes, rows), rows, seed());
    }

    /**
     * The configuration for numbers of a table that are to be learnt.
     *
     * @param width how many of each row
     * @param rows how many rows will be learnt in all
     * @throws IllegalArgumentException for a preset that learns classes, and values that cannot be
     */
    GLNConfig numbersConfig(List<Column> columns, int width, long rows) {
        if (preset != null && !preset.ofNumbers()) {
            throw new IllegalArgumentException(
                    "--preset: expected " + Preset.REGRESSION + " or none, as numbers are to be"
                            + " learnt by --target, got " + preset + ", which learns classes");
        }
        return config(Preset.REGRESSION.configureNumbers(columns, width, rows), rows, seed());
    }

    /** Whether every column is a number that no row lacks, so that rows can be learnt as they are. */
    private static boolean isNumbers(List<Column> columns) {
        return columns.stream().allMatch(column -> column instanceof Column.Number number && !number.mayMiss());
    }

    private Preset tablePreset() {
        requireClasses();
        return preset == null ? Preset.TABLE : preset;
    }

    private void requireClasses() {
        if (preset != null && preset.ofNumbers()) {
            throw new IllegalArgumentException(
                    "--preset " + preset + " learns numbers: say which columns of a table hold them, by --target");
        }
    }

    /** As {@link #config(int, int, long)}, with another seed. */
    GLNConfig config(int inputSize, int classes, long rows, long seed) {
        requireClasses();
        GLNConfig.Builder builder = preset == null
                ? GLNConfig.builder(inputSize, DEFAULT_LAYERS).classes(classes)
                : preset.configure(inputSize, classes, rows);
        return config(builder, rows, seed);
    }

    private GLNConfig config(GLNConfig.Builder builder, long rows, long seed) {
        knobs.forEach(knob -> knob.apply(builder, rows));
        if (layers != null) {
            builder.layerSizes(layers);
        }
        GLNConfig config = builder.seed(seed).build();
        requireRates(config);
        return config;
    }

    /** The engine would refuse such a rate at the first row, after data is loaded; all that fall begin with their largest. */
    private static void requireRates(GLNConfig config) {
        double first = config.learningRate().rate(0);
        for (int i = 0; i < config.layers(); i++) {
            double rate = first * config.layerRateFactor(i);
            if (!((float) rate <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("--" + Knob.LEARNING_RATE.option()
                        + ": expected rates that are at most " + Float.MAX_VALUE + ", got " + rate + " in layer " + i);
            }
        }
    }
}
