package io.github.jgln.cli;

import io.github.jgln.GLNConfig;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Capacity;
import io.github.jgln.experiments.Study;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln capacity}. */
@Command(
        name = "capacity",
        sortOptions = false,
        abbreviateSynopsis = true,
        defaultValueProvider = MnistByDefault.class,
        description =
                "See how much a network can learn by heart: the labels of some rows are drawn at random, and it is tested on"
                        + " the rows it learnt, beside an MLP. DATA is mnist unless given.")
final class CapacityCommand extends CliCommand {
    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--rows",
            order = 40,
            paramLabel = "N[,N...]",
            split = ",",
            description = "How many rows to learn, each with networks of their own. Default: 1000,5000.")
    private List<Integer> rowCounts = List.of(1000, 5000);

    @Option(
            names = "--sizes",
            order = 41,
            paramLabel = "N[,N...]",
            split = ",",
            description = "Neurons in each of two hidden layers, instead of --layers. Default: 4,16,64.")
    private List<Integer> sizes = List.of(4, 16, 64);

    @Option(names = "--epochs", order = 42, paramLabel = "N", description = "Passes over the rows. Default: 20.")
    private int epochs = 20;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private StudyOptions options;

    @Override
    int execute() throws IOException {
        data.check();
        runs.check(data);
        data.require(rowCounts.stream().allMatch(n -> n >= 1), "--rows: expected at least 1, got " + rowCounts);
        data.require(sizes.stream().allMatch(n -> n >= 1), "--sizes: expected at least 1, got " + sizes);
        try (StudyScreen screen = options.screen(this)) {
            Split rows = screen.load(data, model.seed());
            Study study;
            try {
                study = new Capacity(
                                rows.train(), rowCounts, epochs, model.seed(), networks(rows.train()), runs.baselines)
                        .study();
            } catch (IllegalArgumentException e) {
                throw badUsage(e);
            }
            screen.run(Capacity.id(), study, DataSummary.of(data.described(), rows));
        }
        return 0;
    }

    /** A rate that falls does so over the rows of the last of the studies. */
    private List<List<GLNConfig>> networks(Dataset rows) {
        long all = (long) epochs
                * rowCounts.stream().mapToInt(Integer::intValue).max().orElse(1);
        List<List<GLNConfig>> networks = new ArrayList<>();
        for (int size : sizes) {
            model.layers(size, size);
            networks.add(model.configs(rows.features(), rows.classCount(), all, runs.networks));
        }
        return networks;
    }
}
