package io.github.jgln.cli;

import io.github.jgln.GLNConfig;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Accuracy;
import io.github.jgln.experiments.AccuracyPage;
import io.github.jgln.experiments.Search;
import io.github.jgln.experiments.SearchBackend;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code jgln accuracy}. */
@Command(
        name = "accuracy",
        sortOptions = false,
        abbreviateSynopsis = true,
        defaultValueProvider = AccuracyCommand.Defaults.class,
        description =
                "Measure a setting over several seeds: test accuracy after 1 %%, 10 %% and all of the training rows of"
                        + " one online pass. Runs that the results have already are not repeated. DATA is mnist unless given.")
final class AccuracyCommand extends CliCommand {
    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--seeds",
            order = 36,
            paramLabel = "N",
            description = "How many, from --seed on. Default: 10, from 1 on.")
    private int seeds = 10;

    @Mixin
    private BackendChoice backend;

    @Option(
            names = "--results",
            order = 84,
            paramLabel = "FILE",
            description = "Where runs are kept, one JSON object a line. Default: accuracy.jsonl.")
    private Path results = Path.of("accuracy.jsonl");

    @Option(
            names = "--page",
            order = 85,
            paramLabel = "FILE",
            description = "Measure nothing: write the results as Markdown to this file.")
    private Path page;

    @Option(
            names = "--search",
            order = 86,
            paramLabel = "FILE",
            description = "With --page: a journal of 'jgln search' to show too; can be repeated.")
    private List<Path> searches = List.of();

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    /** Seeds begin with 1 here. */
    static final class Defaults extends MnistByDefault {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.names()[0].equals("--seed")
                    ? "1"
                    : super.defaultValue(argument);
        }
    }

    @Override
    int execute() throws IOException {
        if (page != null) {
            write();
            return 0;
        }
        data.check();
        if (seeds < 1) {
            throw badUsage(new IllegalArgumentException("--seeds: expected at least 1, got " + seeds));
        }
        if (!Files.exists(results)) {
            checkOutput("--results", results, data.files());
        }
        String name = data.data
                + (data.binary == null ? "" : ", " + data.binary + " or not")
                + (data.deskewed() ? ", deskewed" : "");
        String setting = model.typed().isEmpty() ? "the defaults" : model.typed();
        SearchBackend where = new SearchBackend(backend.resolvedName(), backend.options());
        try (Screen screen = new Screen(err(), quiet)) {
            List<Accuracy.Run> known = Accuracy.read(results);
            for (long seed = model.seed(); seed < model.seed() + seeds; seed++) {
                if (Accuracy.has(known, name, setting, seed)) {
                    continue;
                }
                Split split = data.load(seed, screen);
                Dataset train = split.train();
                GLNConfig config;
                try {
                    config = model.config(train.features(), train.classCount(), train.rowCount(), seed);
                } catch (IllegalArgumentException e) {
                    throw badUsage(e);
                }
                Accuracy.Run run = Accuracy.measure(
                        name, setting, config, train.labelled(), split.test().labelled(), where);
                Accuracy.append(results, run);
                screen.line(String.format(
                        Locale.ROOT,
                        "%s, %s, seed %d: test %.2f %%, online %.2f %%",
                        name,
                        setting,
                        seed,
                        100 * run.test(),
                        100 * run.online()));
            }
        }
        List<Accuracy.Run> runs = Accuracy.read(results);
        print(
                json
                        ? Json.object(Map.of("runs", runs))
                        : AccuracyPage.of(runs, Map.of()).stripTrailing());
        return 0;
    }

    private void write() throws IOException {
        List<Path> inputs = new ArrayList<>(searches);
        inputs.add(results);
        checkOutput("--page", page, inputs);
        List<Accuracy.Run> runs = Accuracy.read(results);
        if (runs.isEmpty()) {
            throw new CommandFailedException(
                    "--results: expected measured runs in " + results + ", found none; 'jgln accuracy' writes them");
        }
        Map<String, List<Search.Trial>> trials = new LinkedHashMap<>();
        for (Path search : searches) {
            trials.put(search.getFileName().toString(), AccuracyPage.trials(search));
        }
        byte[] text = AccuracyPage.of(runs, trials).getBytes(StandardCharsets.UTF_8);
        OutputFile.write(page, channel -> Channels.newOutputStream(channel).write(text));
    }
}
