package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.Preparation;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import io.github.jgln.data.DataException;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Split;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableStream;
import io.github.jgln.data.TrainingInput;
import io.github.jgln.evaluation.GaussianMeasures;
import io.github.jgln.evaluation.GaussianWindow;
import io.github.jgln.evaluation.PrequentialRegression;
import io.github.jgln.evaluation.RegressionEvaluation;
import io.github.jgln.evaluation.RegressionReport;
import io.github.jgln.evaluation.RegressionTraining;
import io.github.jgln.evaluation.SignificantDigits;
import io.github.jgln.evaluation.TargetEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code jgln train --target}: numbers of a table are learnt.
 *
 * @param data the table
 * @param model the network's options
 * @param backend where it computes
 * @param output where the model goes
 * @param report the folder of the report; null for none
 * @param screen for progress and notes
 */
record NumberTraining(
        DataOptions data, ModelOptions model, BackendChoice backend, ModelOutput output, Path report, Screen screen) {
    /** Rows that the sliding measures go back. */
    private static final int WINDOW = 1000;

    /** Rows that statistics start with, at most. */
    private static final int SAMPLE = 2000;

    /** Of so many targets the running figures are shown. */
    private static final int SHOWN = 3;

    /** Hears of the network that was made. */
    @FunctionalInterface
    interface Made {
        void network(GLN gln);
    }

    /** What a run has come to. */
    record Result(boolean saved, NumbersReport report) {}

    /**
     * Refuses what is about classes, or not there for numbers yet.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static void check(DataOptions data, int delay, CheckpointOptions files) {
        require(!data.given("--weight"), "--weight is for classes, not for --target");
        require(delay == 0, "--delay is for classes, not for --target");
        require(
                files.checkpoint == null,
                "--checkpoint is for classes, not for --target; a model of numbers is saved by --save, and gone on with by"
                        + " --from");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Learns rows that are held, so that they can be split and learnt more than once. */
    Result held(int epochs, Made made) throws IOException {
        Split split = data.load(model.seed(), screen);
        Dataset train = split.train();
        screen.line(String.format(
                Locale.ROOT,
                "data: %s, %,d rows to learn, %,d to test, %d features, %s%s",
                data.named(),
                train.rowCount(),
                split.test().rowCount(),
                train.features(),
                named(train.targetNames()),
                data.shuffled() ? ", shuffled" : ""));
        GLNConfig config =
                model.numbersConfig(train.columns(), train.targetNames().size(), (long) train.rowCount() * epochs);
        try (GLN gln = backend.builder(config)
                .preparation(data.input().preparation(train))
                .sampleOf(train.rows())
                .create()) {
            made.network(gln);
            Phases phases = new Phases(gln);
            RegressionTraining training =
                    new RegressionTraining(gln, train.labelled(), split.test().labelled(), train.targetNames(), WINDOW);
            for (int pass = 1; pass <= epochs; pass++) {
                phases.start();
                String task = epochs == 1 ? "learning" : "epoch " + pass + "/" + epochs;
                RegressionTraining.Pass done;
                try (Progress progress = screen.rows(task, train.rowCount())) {
                    done = training.pass(block -> show(progress, block));
                }
                phases.stop();
                if (epochs > 1) {
                    screen.line(task + ": online RMSE "
                            + each(
                                    done.online().targets(),
                                    target -> target.measures().rmse())
                            + (split.test().rowCount() == 0
                                    ? ""
                                    : ", test RMSE " + each(done.test(), GaussianMeasures::rmse)));
                }
            }
            return finish(
                    new RunFigures(gln, training.rows(), training.rowsBefore(), training.seconds(), phases.seconds()),
                    new NumbersLearnt(
                            train.rowCount(), split.test().rowCount(), OptionalLong.empty(), training.passes()));
        }
    }

    /** Learns a table in its order while it is read. */
    Result stream(Optional<SavedModel> from, Made made) throws IOException {
        try (Interruption interruption = new Interruption();
                TableStream stream = from.isPresent() ? data.stream(ModelInput.of(from.get())) : data.stream();
                GLN gln = from.isPresent() ? goingOn(from.get()) : network(stream)) {
            screen.line(String.format(
                    Locale.ROOT,
                    "data: %s, learnt as it is read%s, %d features, %s",
                    data.data,
                    stream.count().isPresent()
                            ? String.format(
                                    Locale.ROOT, ", %,d rows", stream.count().getAsLong())
                            : "",
                    stream.columns().size(),
                    named(stream.targets())));
            TableNotices notices = new TableNotices(screen);
            notices.say(stream);
            made.network(gln);
            try {
                return learn(gln, stream, notices, interruption);
            } catch (DataException e) {
                throw output.kept(e, () -> gln.saved(Map.of()));
            }
        }
    }

    private Result learn(GLN gln, TableStream stream, TableNotices notices, Interruption interruption)
            throws IOException {
        long before = gln.rowsLearned();
        Phases phases = new Phases(gln);
        RegressionEvaluation evaluation = new RegressionEvaluation(stream.targets(), WINDOW);
        PrequentialRegression pass = new PrequentialRegression(gln, evaluation);
        phases.start();
        try (Progress progress = screen.rows("learning", stream.count().orElse(-1))) {
            pass.listener(block -> show(progress, block)).learn(StreamTraining.untilInterrupted(stream));
        } catch (LearningInterruptedException e) {
            // All that was learnt is good.
        }
        phases.stop();
        boolean interrupted = interruption.taken();
        if (interrupted) {
            screen.line("interrupted");
        }
        notices.say(stream);
        List<GaussianMeasures> test = interrupted || data.testTable().isEmpty()
                ? Stream.generate(GaussianMeasures::new)
                        .limit(stream.targets().size())
                        .toList()
                : test(gln);
        return finish(
                new RunFigures(gln, gln.rowsLearned() - before, before, pass.seconds(), phases.seconds()),
                new NumbersLearnt(
                        evaluation.rows(),
                        test.get(0).rows(),
                        OptionalLong.of(stream.leftOut()),
                        List.of(new RegressionTraining.Pass(evaluation, test))));
    }

    private List<GaussianMeasures> test(GLN gln) {
        ModelInput input = ModelInput.of(gln.saved(Map.of()));
        return GaussianMeasures.of(
                gln, data.read(data.testTable().get(), input, screen).labelled());
    }

    private GLN network(TableStream stream) throws IOException {
        GLNConfig config = config(stream);
        Preparation preparation = TrainingInput.numbersPreparation(stream.targets(), stream.columns());
        requireTest(new ModelInput(
                preparation,
                stream.columns().size(),
                config.columns(),
                stream.targets().size()));
        Rows sample = stream.sample((int) Math.min(SAMPLE, 2L * data.firstRows()));
        if (sample.count() == 0) {
            throw new CommandFailedException(
                    stream.name() + ": expected rows with " + stream.needed() + ", found none");
        }
        return backend.builder(config).preparation(preparation).sampleOf(sample).create();
    }

    private GLN goingOn(SavedModel saved) {
        requireTest(ModelInput.of(saved));
        return backend.builder(saved).create();
    }

    private GLNConfig config(TableStream stream) {
        int width = stream.targets().size();
        if (stream.count().isPresent()) {
            return model.numbersConfig(
                    stream.columns(), width, Math.max(1, stream.count().getAsLong()));
        }
        GLNConfig config = model.numbersConfig(stream.columns(), width, 1);
        StreamTraining.requireConstant(config.equals(model.numbersConfig(stream.columns(), width, 1_000_000)), data);
        return config;
    }

    /** Refuses a test table that does not fit, before hours are spent on learning. */
    private void requireTest(ModelInput input) {
        data.testTable().ifPresent(table -> {
            try (Table opened = data.open(table, input)) {
                input.rows(opened, List.of());
            }
        });
    }

    private Result finish(RunFigures run, NumbersLearnt learnt) throws IOException {
        boolean saved = output.save(() -> run.gln().saved(Map.of()), screen);
        if (report != null) {
            new RegressionReport(data.described(), learnt.first().online()).write(report);
            screen.line("report in " + report);
        }
        return new Result(saved, new NumbersReport(data.named(), run, learnt));
    }

    private static String named(List<String> targets) {
        return (targets.size() == 1 ? "target " : "targets ")
                + targets.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** The running figures beside the progress, of the last rows. */
    private static void show(Progress progress, PrequentialRegression.Block block) {
        long rows = block.evaluation().rows();
        List<GaussianWindow> windows = block.evaluation().targets().stream()
                .map(TargetEvaluation::window)
                .toList();
        progress.at(
                rows,
                String.format(
                        Locale.ROOT,
                        "%,.0f rows/s, RMSE %s, log density %s",
                        rows / block.seconds(),
                        each(windows, GaussianWindow::rmse),
                        each(windows, window -> -window.negativeLogLikelihood())));
    }

    private static <T> String each(List<T> targets, ToDoubleFunction<T> figure) {
        return targets.stream()
                        .limit(SHOWN)
                        .map(target -> SignificantDigits.of(figure.applyAsDouble(target)))
                        .collect(Collectors.joining("/"))
                + (targets.size() > SHOWN ? "/…" : "");
    }
}
