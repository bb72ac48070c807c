package io.github.jgln.cli;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.util.Locale;
import java.util.Optional;
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
    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CheckpointOptions files;

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
            String checksum = files.checkpoint == null ? "" : TrainingProgress.checksum(split.train());
            GLNConfig config = config(split.train());
            TrainingProgress progress = TrainingProgress.none(checksum);
            Optional<SavedModel> last = files.last();
            if (last.isPresent()) {
                progress = TrainingProgress.of(last.get().notes());
                CheckpointOptions.requireSame(last.get(), config, progress, checksum, epochs);
                screen.line("resuming after row " + last.get().rowsLearned() + ", from " + files.checkpoint);
            }
            try (GLN gln = last.isPresent() ? resumed(last.get()) : network(config, split.train())) {
                // Large, and held by the network now.
                last = Optional.empty();
                screen.line("backend: " + gln.backend() + " on " + gln.device() + betterBackends(gln.backend()));
                Training training = new Training(gln, split, screen, progress);
                ModelNotes notes = new ModelNotes(split.train().classes(), data.deskewed(), data.binary);
                if (files.checkpoint != null) {
                    training.checkpoints(
                            new Training.Checkpoint(files.checkpoint, files.every(), notes.asMap(), checksum));
                }
                training.run(epochs);
                if (files.save != null) {
                    gln.save(files.save, notes.asMap());
                    screen.line("saved " + files.save);
                }
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
            files.check();
            GLNConfig tiny = model.config(1, 2, 1);
            if (!backend.available()) {
                Backends.choose(backend.name(), tiny.spec()); // throws, and says why
            }
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private Split load(Screen screen) {
        WarmUp warmUp = new WarmUp((features, classes, rows) -> backend.builder(model.config(features, classes, rows)));
        try {
            return data.load(model.seed, screen);
        } finally {
            warmUp.close();
        }
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

    private GLNConfig config(Dataset train) {
        try {
            return model.config(train.features(), train.classCount(), (long) train.rowCount() * epochs);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private GLN network(GLNConfig config, Dataset train) {
        try {
            return backend.builder(config)
                    .sampleOf(train.rows(), 0, train.rowCount())
                    .create();
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private GLN resumed(SavedModel saved) {
        try {
            return backend.builder(saved).create();
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
