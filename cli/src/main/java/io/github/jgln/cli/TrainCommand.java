package io.github.jgln.cli;

import io.github.jgln.Backends;
import io.github.jgln.Column;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import io.github.jgln.data.DataException;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Split;
import io.github.jgln.data.TableStream;
import io.github.jgln.evaluation.Checkpoint;
import io.github.jgln.evaluation.Epoch;
import io.github.jgln.evaluation.EvaluationReport;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import io.github.jgln.evaluation.StreamEvaluation;
import io.github.jgln.evaluation.Training;
import io.github.jgln.evaluation.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    @Mixin
    private ClassWeights weights;

    @Option(
            names = "--delay",
            order = 9,
            paramLabel = "ROWS",
            description =
                    "Of a table that is learnt in its order: learn each row only when so many further ones have been predicted,"
                            + " as if its label came then.")
    private int delay;

    @Option(
            names = "--from",
            order = 9,
            paramLabel = "MODEL",
            description =
                    "Go on with a model that 'jgln train --save' wrote: learn the rows of another table into it, by"
                            + " its columns and classes.")
    private Path from;

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
        Optional<SavedModel> saved = from == null ? Optional.empty() : Optional.of(readModel(from));
        if (learnsNumbers(saved)) {
            return learnNumbers(saved);
        }
        if (isStream()) {
            return learnStream(saved);
        }
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
                boolean written = output().save(() -> gln.saved(Map.of()), screen);
                Learnt learnt = new Learnt(
                        split.train().rowCount(),
                        split.test().rowCount(),
                        OptionalLong.empty(),
                        training.epochs(),
                        training.rows(),
                        training.rowsBefore(),
                        training.seconds(),
                        phases.seconds());
                finish(gln, learnt, stream, screen);
                return written ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    /** Whether the rows are learnt as they are read. */
    private boolean isStream() {
        return from != null || data.inOrder() && epochs == 1 && files.checkpoint == null;
    }

    /** Of a table that is not held. */
    private int learnStream(Optional<SavedModel> saved) throws Exception {
        try (Interruption interruption = new Interruption();
                Screen screen = new Screen(err(), quiet)) {
            StreamTraining training = new StreamTraining(data, model, weights, backend, screen);
            try (TableStream stream = saved.isPresent() ? data.stream(ModelInput.of(saved.get())) : warm(data::stream);
                    GLN gln = saved.isPresent() ? training.network(saved.get()) : network(training, stream)) {
                screen.line(describe(stream));
                training.say(stream);
                screen.line("backend: " + gln.backend() + " on " + gln.device() + betterBackends(gln.backend()));
                StreamEvaluation evaluation =
                        new StreamEvaluation(stream.classes().names(), WINDOW);
                Learnt learnt;
                try {
                    learnt = training.learn(gln, stream, delay, evaluation, interruption);
                } catch (DataException e) {
                    throw output().kept(e, () -> StreamTraining.saved(gln, stream));
                }
                boolean done = output().save(() -> StreamTraining.saved(gln, stream), screen);
                finish(gln, learnt, evaluation, screen);
                return done ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    private static boolean ofNumbers(SavedModel model) {
        return model.config().numbers() > 0;
    }

    /** Whether numbers of a table are learnt instead of classes. */
    private boolean learnsNumbers(Optional<SavedModel> saved) {
        return saved.map(TrainCommand::ofNumbers).orElse(!data.targets.isEmpty());
    }

    private int learnNumbers(Optional<SavedModel> saved) throws IOException {
        try (Screen screen = new Screen(err(), quiet)) {
            NumberTraining training = new NumberTraining(data, model, backend, output(), report, screen);
            NumberTraining.Made made = gln ->
                    screen.line("backend: " + gln.backend() + " on " + gln.device() + betterBackends(gln.backend()));
            NumberTraining.Result result = isStream() ? training.stream(saved, made) : training.held(epochs, made);
            print(json ? Json.object(result.report().json()) : result.report().text());
            return result.saved() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private ModelOutput output() {
        return new ModelOutput(files.save, err(), debug);
    }

    private void finish(GLN gln, Learnt learnt, StreamEvaluation stream, Screen screen) throws IOException {
        if (report != null) {
            new EvaluationReport(data.described(), stream).write(report);
            screen.line("report in " + report);
        }
        TrainReport result = new TrainReport(gln, learnt, data, model, stream);
        print(json ? Json.object(result.json()) : result.text());
    }

    private GLN network(StreamTraining training, TableStream stream) throws IOException {
        try {
            return training.network(stream);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
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
    static void show(Progress progress, Prequential.Block block, long first) {
        Score online = block.score();
        progress.at(
                online.rows(),
                String.format(
                        Locale.ROOT,
                        "%,.0f rows/s, online %.2f%%",
                        (online.rows() - first) / block.seconds(),
                        100 * online.accuracy()));
    }

    /** A model says itself what it is and how its rows are prepared. */
    private void checkFrom() {
        require(data.table().isPresent(), "--from is for tables, not for " + data.data);
        String typed = (model.typed() + (data.given("--seed") ? " --seed" : "")).strip();
        require(typed.isEmpty(), "--from: the model says already what its network is, got " + typed);
        Stream.of(
                        SchemaArguments.NAMES,
                        List.of("--binary", "--raw", "--epochs", "--shuffle", "--checkpoint", "--resume", "--weight"),
                        List.of("--test-fraction"))
                .flatMap(List::stream)
                .forEach(option -> require(!data.given(option), "--from and " + option + " exclude each other"));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Refuses what cannot work before data is loaded, which may take a while. */
    private void check() {
        data.checkForTraining();
        try {
            if (from != null) {
                checkFrom();
            }
            require(epochs >= 1, "--epochs: expected at least 1, got " + epochs);
            require(delay >= 0, "--delay: expected at least 0 rows, got " + delay);
            require(
                    delay == 0 || isStream(),
                    "--delay is for tables that are learnt in their order, once: give --test-fraction 0 or --test, and neither"
                            + " --epochs, --shuffle nor --checkpoint");
            weights.check();
            if (!data.targets.isEmpty()) {
                NumberTraining.check(data, delay, files);
            }
            files.check(data.files());
            if (report != null) {
                try {
                    Files.createDirectories(report);
                } catch (IOException e) {
                    throw new CommandFailedException("--report: " + Failures.message(e, report));
                }
            }
            GLNConfig tiny = data.targets.isEmpty()
                    ? model.config(1, model.classesWeighed().orElse(2), 1)
                    : model.numbersConfig(List.of(new Column.Number("x")), data.targets.size(), 1);
            if (!backend.available()) {
                Backends.choose(backend.name(), tiny.spec()); // throws, and says why
            }
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
    }

    private Split load(Screen screen) {
        return warm(() -> data.load(model.seed(), screen));
    }

    private <T> T warm(Supplier<T> reading) {
        WarmUp warmUp = new WarmUp((features, classes, rows) -> backend.builder(model.config(features, classes, rows)));
        try {
            return reading.get();
        } finally {
            warmUp.close();
        }
    }

    private String describe(TableStream stream) {
        return String.format(
                Locale.ROOT,
                "data: %s, learnt as it is read%s, %d features, %d classes%s",
                data.data,
                stream.count().isPresent()
                        ? String.format(
                                Locale.ROOT, ", %,d rows", stream.count().getAsLong())
                        : "",
                stream.columns().size(),
                stream.classes().count(),
                stream.label().map(name -> ", label '" + name + "'").orElse(""));
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
            return weights.in(model.config(train, (long) train.rowCount() * epochs), train.classes());
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
