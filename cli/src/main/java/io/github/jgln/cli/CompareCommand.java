package io.github.jgln.cli;

import io.github.jgln.Preset;
import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.compare.Comparison;
import io.github.jgln.bench.render.CompareFiles;
import io.github.jgln.bench.render.ResultsPages;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln compare}. */
@Command(
        name = "compare",
        sortOptions = false,
        abbreviateSynopsis = true,
        defaultValueProvider = MnistByDefault.class,
        subcommands = {CompareTablesCommand.class, CompareRegressionCommand.class},
        description =
                "Have every backend here, and online learners of other libraries, learn the same rows in one online"
                        + " pass, each in a process of its own. Prints a table and writes it with pictures; what is not"
                        + " available is in it with its reason. DATA is mnist unless given. Leave the machine alone meanwhile.")
final class CompareCommand extends CliCommand {
    @Mixin
    private DataOptions data;

    @Option(
            names = "--preset",
            order = 20,
            paramLabel = "NAME",
            converter = PresetConverter.class,
            description = "Of the networks, as for 'jgln train'. Default: pygln.")
    private Preset preset = Preset.PYGLN;

    @Option(
            names = "--seed",
            order = 35,
            paramLabel = "SEED",
            description = "Of all that is drawn, shuffling included. Default: 0.")
    private long seed;

    @Option(
            names = "--runs",
            order = 83,
            paramLabel = "N",
            description = "How often each contender learns all rows, with a new model each time. Default: 3.")
    private int runs = 3;

    @Option(
            names = "--only",
            order = 84,
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description = "Only the contenders with these parts in their names.")
    private List<String> only = List.of();

    @Option(
            names = "--out",
            order = 85,
            paramLabel = "DIR",
            description = "Folder to write compare.json, compare.md, compare.html and PNG pictures to, after each"
                    + " contender. Default: jgln-compare.")
    private Path folder = Path.of("jgln-compare");

    @Option(
            names = "--add",
            order = 86,
            description = "Keep what the folder has of contenders that are not measured now.")
    private boolean add;

    @Option(
            names = "--results",
            order = 87,
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = ".",
            description = "Measure nothing: in this source tree (default: the current folder) write RESULTS.md, and the"
                    + " table in README.md, from bench/results/*.json.")
    private Path results;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws IOException {
        if (results != null) {
            ResultsPages.write(results);
            return 0;
        }
        data.check();
        Comparison comparison;
        try {
            comparison = Comparison.of(Version.number(), preset, seed, runs, only);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        makeFolder(folder);
        if (add && CompareFiles.exists(folder)) {
            comparison.add(CompareFiles.read(folder));
        }
        try (Screen screen = new Screen(err(), quiet)) {
            Split rows = data.load(seed, screen);
            CompareReport report;
            Farewell farewell = new Farewell(err(), folder);
            try (CompareProgress progress = new CompareProgress(screen, folder)) {
                report = comparison.run(data.described(), rows, progress);
            } catch (IllegalArgumentException e) {
                throw new CommandFailedException("--add: " + e.getMessage());
            } finally {
                farewell.close();
            }
            print(json ? CompareFiles.json(report).stripTrailing() : CompareFiles.text(report));
            screen.line("written to " + folder);
        }
        return 0;
    }
}
