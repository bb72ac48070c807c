package io.github.jgln.cli;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.evaluation.Checkpoint;
import io.github.jgln.evaluation.Epoch;
import io.github.jgln.evaluation.EvaluationReport;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import io.github.jgln.evaluation.StreamEvaluation;
import io.github.jgln.evaluation.Training;
import io.github.jgln.evaluation.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
    /** Rows that the sliding measures go back. */
    private static final int WINDOW = 1000;

    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CheckpointOptions files;

    @Mixin
    private BackendChoice backend;

    @Option(names = "--epochs", order = 19, paramLabel = "N", description = "Passes over the rows. Default: 1.")
    private int epochs = 1;

    @Option(
            names = "--report",
            order = 88,
            paramLabel = "DIR",
            description =
                    "Write here how well each row was predicted before it was learnt, in the first pass: report.html,"
                            + " report.md, report.json and pictures.")
    private Path report;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws Exception {
        check();
        try (Screen screen = new Screen(err(), quiet)) {
            Split split = load(screen);
            screen.line(describe(split));
            String checksum = files.checkpoint == null
                    ? ""
                    : TrainingProgress.checksum(split.train().labelled());
            GLNConfig config = config(split.train());
            TrainingProgress progress = TrainingProgress.none(checksum);
            Optional<Checkpoint> last = files.last();
            if (last.isPresent()) {
                last.get().requireSame(config, checksum, epochs);
                progress = last.get().progress();
                screen.line("resuming after row " + last.get().model().rowsLearned() + ", from " + files.checkpoint);
            }
            try (GLN gln =
                    last.isPresent() ? resumed(last.get().model(), split.train()) : network(config, split.train())) {
                // Large, and held by the network now.
                last = Optional.empty();
                screen.line("backend: " + gln.backend() + " on " + gln.device() + betterBackends(gln.backend()));
                Training training =
                        new Training(gln, split.train().labelled(), split.test().labelled(), progress);
                if (files.checkpoint != null) {
                    training.checkpoints(
                            files.every(),
                            now -> OutputFile.write(
                                    files.checkpoint,
                                    channel -> gln.saved(now.asNote()).write(channel)));
                }
                Phases phases = new Phases(gln);
                // Of images the accuracy says enough, and nobody waits for the rest.
                StreamEvaluation stream =
                        report == null && split.train().columns().isEmpty()
                                ? null
                                : new StreamEvaluation(split.train().classes(), WINDOW);
                run(training, phases, screen, split.train().rowCount(), stream);
                boolean saved = files.save == null || save(gln, screen);
                if (report != null) {
                    new EvaluationReport(data.described(), stream).write(report);
                    screen.line("report in " + report);
                }
                TrainReport result = new TrainReport(gln, split, training, phases.seconds(), data, model, stream);
                print(json ? Json.object(result.json()) : result.text());
                return saved ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    /** Whether the model is where it was wanted; hours may have gone into it, so that it is kept elsewhere if it is not. */
    private boolean save(GLN gln, Screen screen) {
        SavedModel trained = gln.saved(Map.of());
        try {
            trained.write(files.save);
            screen.line("saved " + files.save);
            return true;
        } catch (IOException | UncheckedIOException e) {
            String kept = KeptModel.write(trained, files.save)
                    .map(path -> "the model is kept as " + path)
                    .orElse("nor can the model be kept beside it or in the folder for temporary files");
            Failures.failed(new CommandFailedException(Failures.message(e, files.save) + "; " + kept), err(), debug);
            return false;
        }
    }

    private void run(Training training, Phases phases, Screen screen, int rows, StreamEvaluation stream)
            throws IOException {
        for (int pass = training.epochs().size() + 1; pass <= epochs; pass++) {
            long first = training.progress().online().rows();
            phases.start();
            try (Progress progress = screen.rows(epochs == 1 ? "learning" : "epoch " + pass + "/" + epochs, rows)) {
                Prequential.Listener shown = block -> show(progress, block, first);
                training.learn(stream != null && pass == 1 ? shown.andThen(stream) : shown);
            }
            phases.stop();
            Epoch epoch = training.test();
            if (epochs > 1 && epoch.test().rows() > 0) {
                screen.line(String.format(
                        Locale.ROOT,
                        "epoch %d/%d: online accuracy %.2f %%, test accuracy %.2f %%",
                        pass,
                        epochs,
                        100 * epoch.online().accuracy(),
                        100 * epoch.test().accuracy()));
            }
        }
    }

    /** The running figures beside the progress. */
    private static void show(Progress progress, Prequential.Block block, long first) {
        Score online = block.score();
        progress.at(
                online.rows(),
                String.format(
                        Locale.ROOT,
                        "%,.0f rows/s, online %.2f%%",
                        (online.rows() - first) / block.seconds(),
                        100 * online.accuracy()));
    }

    /** Refuses what cannot work before data is loaded, which may take a while. */
    private void check() {
        data.check();
        try {
            if (epochs < 1) {
                throw new IllegalArgumentException("--epochs: expected at least 1, got " + epochs);
            }
            files.check(data.files());
            if (report != null) {
                try {
                    Files.createDirectories(report);
                } catch (IOException e) {
                    throw new CommandFailedException("--report: " + Failures.message(e, report));
                }
            }
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
            return data.load(model.seed(), screen);
        } finally {
            warmUp.close();
        }
    }

    private String describe(Split split) {
        return String.format(
                Locale.ROOT,
                "data: %s, %,d rows to learn, %,d to test, %d features, %d classes%s%s",
                data.named(),
                split.train().rowCount(),
                split.test().rowCount(),
                split.train().features(),
                split.train().classCount(),
                data.deskewed() ? ", deskewed" : "",
                data.shuffled() ? ", shuffled" : "");
    }

    private GLNConfig config(Dataset train) {
        try {
            return model.config(train, (long) train.rowCount() * epochs);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private GLN network(GLNConfig config, Dataset train) {
        try {
            return backend.builder(config)
                    .preparation(data.input().preparation(train))
                    .sampleOf(train.rows())
                    .create();
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private GLN resumed(SavedModel saved, Dataset train) {
        try {
            return backend.builder(saved)
                    .preparation(data.input().preparation(train))
                    .create();
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    /** Why a better backend was passed over, where the choice was automatic. */
    private String betterBackends(String chosen) {
        String unavailable = backend.automatic() ? BackendChoice.unavailable(chosen) : "";
        return unavailable.isEmpty() ? "" : "; " + unavailable;
    }
}
