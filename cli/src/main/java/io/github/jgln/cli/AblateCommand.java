package io.github.jgln.cli;

import io.github.jgln.Preset;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Ablation;
import io.github.jgln.experiments.Study;
import io.github.jgln.experiments.StudyPages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jgln ablate}. */
@Command(
        name = "ablate",
        sortOptions = false,
        abbreviateSynopsis = true,
        defaultValueProvider = MnistByDefault.class,
        description =
                "See what becomes of the accuracy when one knob of 16-16-1 is turned, at the settings of the reference"
                        + " implementation's authors. Prints a table and writes it with a picture. DATA is mnist unless given.")
final class AblateCommand extends CliCommand {
    private static final String ALL = "all";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KNOB",
            split = ",",
            description =
                    "epochs, size, depth, context-map-size, learning-rate, prediction-clipping, weight-clipping, bias;"
                            + " several with commas between, or all.")
    private List<String> knobs = List.of();

    @Mixin
    private DataOptions data;

    @Option(
            names = "--settings",
            order = 20,
            paramLabel = "S[,S...]",
            split = ",",
            description = "Only these settings of the knob. Default: all that the authors have.")
    private List<String> settings = List.of();

    @Option(
            names = "--preset",
            order = 21,
            paramLabel = "NAME",
            converter = PresetConverter.class,
            description = "Of all networks, but for the knob. Default: pygln.")
    private Preset preset = Preset.PYGLN;

    @Option(
            names = "--seed",
            order = 35,
            paramLabel = "SEED",
            description = "Of the first run and of the shuffled rows; the runs' seeds follow one another. Default: 0.")
    private long seed;

    @Option(
            names = "--runs",
            order = 40,
            paramLabel = "N",
            description =
                    "Networks for each setting; fewer, but at least 2, for settings that cost over 4 times as much as"
                            + " 16-16-1. Default: 10.")
    private int runs = 10;

    @Option(
            names = "--baseline-runs",
            order = 41,
            paramLabel = "N",
            description = "For epochs: how often the MLP learns beside the networks; some 30 times slower. Default: 1.")
    private int baselineRuns = 1;

    @Option(
            names = "--baseline-epochs",
            order = 42,
            paramLabel = "E",
            description = "For epochs: where the MLP stops. Default: 10.")
    private double baselineEpochs = 10;

    @Mixin
    private StudyOptions options;

    @Option(
            names = "--results",
            order = 88,
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "docs/ablations",
            description =
                    "Measure nothing: from the JSON in a folder (default: docs/ablations) draw the pictures, and write"
                            + " the page beside it. Of 'jgln forget' and 'jgln capacity' too.")
    private Path results;

    @Override
    int execute() throws IOException {
        if (results != null) {
            StudyPages.write(results.toAbsolutePath().normalize());
            return 0;
        }
        List<Ablation> ablations = ablations();
        data.check();
        Ablation.Options wanted;
        try {
            wanted = new Ablation.Options(
                    preset, seed, runs, settings, new Ablation.Baseline(baselineRuns, baselineEpochs));
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        try (StudyScreen screen = options.screen(this)) {
            Split rows = screen.load(data, seed);
            for (Ablation ablation : ablations) {
                Study study;
                try {
                    study = ablation.study(rows, wanted);
                } catch (IllegalArgumentException e) {
                    throw badUsage(e);
                }
                screen.run(ablation.id(), study, DataSummary.of(data.described(), rows));
            }
        }
        return 0;
    }

    private List<Ablation> ablations() {
        if (knobs.isEmpty()) {
            throw badUsage(new IllegalArgumentException("expected a KNOB, or all, got none"));
        }
        if (knobs.equals(List.of(ALL))) {
            return List.of(Ablation.values());
        }
        List<Optional<Ablation>> found = knobs.stream().map(Ablation::byId).toList();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).isEmpty()) {
                throw badUsage(new IllegalArgumentException("expected all or knobs, which are "
                        + Arrays.stream(Ablation.values()).map(Ablation::id).collect(Collectors.joining(", "))
                        + "; got '" + knobs.get(i) + "'"));
            }
        }
        return found.stream().map(Optional::orElseThrow).toList();
    }
}
