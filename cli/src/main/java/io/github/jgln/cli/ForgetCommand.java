package io.github.jgln.cli;

import io.github.jgln.GLNConfig;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Forgetting;
import io.github.jgln.experiments.Study;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln forget}. */
@Command(
        name = "forget",
        sortOptions = false,
        abbreviateSynopsis = true,
        defaultValueProvider = MnistByDefault.class,
        description =
                "See how much a network forgets: it learns tasks one after the other, each the same data with its features"
                        + " in another order, and is tested on all tasks until then, beside an MLP. DATA is mnist unless given.")
final class ForgetCommand extends CliCommand {
    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Option(names = "--tasks", order = 40, paramLabel = "N", description = "How many. Default: 8.")
    private int tasks = 8;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private StudyOptions options;

    @Override
    int execute() throws IOException {
        data.check();
        runs.check(data);
        data.require(tasks >= 2, "--tasks: expected at least 2, got " + tasks);
        try (StudyScreen screen = options.screen(this)) {
            Split rows = screen.load(data, model.seed());
            Study study;
            try {
                long all = (long) tasks * rows.train().rowCount();
                List<GLNConfig> networks =
                        model.configs(rows.train().features(), rows.train().classCount(), all, runs.networks);
                study = new Forgetting(rows, tasks, model.seed(), networks, runs.baselines).study();
            } catch (IllegalArgumentException e) {
                throw badUsage(e);
            }
            screen.run(Forgetting.id(), study, DataSummary.of(data.described(), rows));
        }
        return 0;
    }
}
