package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln train}. */
@Command(
        name = "train",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Learn a data set in one exact online pass: each row is predicted, scored, then learnt. The test"
                + " rows are predicted afterwards.")
final class TrainCommand extends CliCommand {
    /** Rows from which bisector halfspaces are drawn: enough to be of every kind, few enough to be at hand early. */
    private static final int SAMPLE_ROWS = 2000;

    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private BackendOptions backend;

    @Option(names = "--epochs", order = 19, paramLabel = "N", description = "Passes over the rows. Default: 1.")
    private int epochs = 1;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws Exception {
        check();
        try (Screen screen = new Screen(err(), quiet)) {
            Split split = load(screen);
            screen.line(describe(split));
            try (GLN gln = network(split.train())) {
                screen.line("backend: " + gln.backend() + " on " + gln.device() + betterBackends(gln.backend()));
                Training training = new Training(gln, split, screen);
                training.run(epochs);
                TrainReport report = new TrainReport(gln, split, training, data, model);
                print(json ? Json.object(report.json()) : report.text());
            }
        }
        return 0;
    }

    /** Refuses what cannot work before data is loaded, which may take a while. */
    private void check() {
        data.check();
        try {
            if (epochs < 1) {
                throw new IllegalArgumentException("--epochs: expected at least 1, got " + epochs);
            }
            GLNConfig tiny = model.config(1, 2, 1);
            if (!backend.available()) {
                GLN.create(backend.name(), tiny).close(); // throws, and says why
            }
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private Split load(Screen screen) {
        WarmUp warmUp = new WarmUp((features, classes, rows) -> builder(model.config(features, classes, rows)));
        try {
            return data.load(model.seed, screen);
        } finally {
            warmUp.close();
        }
    }

    private GLN.Builder builder(GLNConfig config) {
        GLN.Builder builder = GLN.builder(config).backend(backend.name());
        backend.options().forEach(builder::option);
        return builder;
    }

    private String describe(Split split) {
        return String.format(
                Locale.ROOT,
                "data: %s, %,d rows to learn, %,d to test, %d features, %d classes%s%s",
                data.data,
                split.train().rowCount(),
                split.test().rowCount(),
                split.train().features(),
                split.train().classCount(),
                data.deskewed() ? ", deskewed" : "",
                data.shuffled() ? ", shuffled" : "");
    }

    private GLN network(Dataset train) {
        try {
            GLNConfig config = model.config(train.features(), train.classCount(), (long) train.rowCount() * epochs);
            GLN.Builder builder = builder(config);
            if (config.halfspaces() == Halfspaces.BISECTORS) {
                int count = Math.min(SAMPLE_ROWS, train.rowCount());
                builder.sample(Arrays.copyOf(train.rows(), count * train.features()), count);
            }
            return builder.create();
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    /** Why a better backend was passed over, where the choice was automatic. */
    private String betterBackends(String chosen) {
        String unavailable = backend.automatic() ? BackendOptions.unavailable(chosen) : "";
        return unavailable.isEmpty() ? "" : "; " + unavailable;
    }
}
