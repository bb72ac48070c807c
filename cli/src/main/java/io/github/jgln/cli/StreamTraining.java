package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Preparation;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import io.github.jgln.data.Classes;
import io.github.jgln.data.DataException;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableStream;
import io.github.jgln.evaluation.DelayedLabels;
import io.github.jgln.evaluation.Epoch;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import io.github.jgln.evaluation.StreamEvaluation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A table that is learnt in its order while it is read: none of its rows is held longer than until it is learnt. */
final class StreamTraining {
    /** Rows that statistics start with, at most. */
    private static final int SAMPLE = 2000;

    private final DataOptions data;
    private final ModelOptions model;
    private final ClassWeights weights;
    private final BackendChoice backend;
    private final Screen screen;
    private final TableNotices notices;

    StreamTraining(DataOptions data, ModelOptions model, ClassWeights weights, BackendChoice backend, Screen screen) {
        this.data = data;
        this.model = model;
        this.weights = weights;
        this.backend = backend;
        this.screen = screen;
        this.notices = new TableNotices(screen);
    }

    /** What there is to say of the table and was not said yet. */
    void say(TableStream stream) {
        notices.say(stream);
    }

    /** A new network for a table. */
    GLN network(TableStream stream) throws IOException {
        List<String> classes = stream.classes().names();
        GLNConfig config = weights.in(config(stream), classes);
        Preparation preparation = data.input().preparation(classes, stream.columns());
        requireTest(new ModelInput(preparation, stream.columns().size(), config.columns()));
        Rows sample = stream.sample((int) Math.min(SAMPLE, 2L * data.firstRows()));
        if (sample.count() == 0) {
            throw new CommandFailedException(stream.name() + ": expected rows with a label, found none");
        }
        return backend.builder(config).preparation(preparation).sampleOf(sample).create();
    }

    private GLNConfig config(TableStream stream) {
        int classes = stream.classes().count();
        if (stream.count().isPresent()) {
            return model.config(
                    stream.columns(),
                    stream.columns().size(),
                    classes,
                    stream.count().getAsLong());
        }
        GLNConfig config = model.config(stream.columns(), stream.columns().size(), classes, 1);
        requireConstant(
                config.equals(model.config(stream.columns(), stream.columns().size(), classes, 1_000_000)), data);
        return config;
    }

    /** Refuses options that need the number of rows of a table that does not tell it. */
    static void requireConstant(boolean constant, DataOptions data) {
        if (!constant) {
            throw new IllegalArgumentException("these options need the number of rows, which " + data.data
                    + " does not tell before its end: give a --learning-rate that is constant, or a file");
        }
    }

    /** Refuses a test table that does not fit, before hours are spent on learning. */
    private void requireTest(ModelInput input) {
        data.testTable().ifPresent(table -> {
            try (Table opened = data.open(table, input)) {
                String label = data.label().orElseGet(() -> input.label(opened));
                input.rows(opened, label, Classes.Unknown.UNLABELLED);
            }
        });
    }

    /** A network that goes on with other rows. */
    GLN network(SavedModel saved) {
        requireTest(ModelInput.of(saved));
        return backend.builder(saved).create();
    }

    /**
     * Learns to the end of the stream or of the process, and scores the test table, if there is one.
     *
     * @param delay rows between a row and its label; 0 for none
     * @param evaluation hears of each block
     */
    Learnt learn(GLN gln, TableStream stream, int delay, StreamEvaluation evaluation, Interruption interruption)
            throws IOException {
        long before = gln.rowsLearned();
        Phases phases = new Phases(gln);
        Optional<DelayedLabels> delayed = delay == 0 ? Optional.empty() : Optional.of(new DelayedLabels(gln, delay));
        Prequential pass =
                new Prequential(delayed.<OnlineLearner>map(late -> late).orElse(gln));
        phases.start();
        try (Progress progress = screen.rows("learning", stream.count().orElse(-1))) {
            Prequential.Listener shown = block -> TrainCommand.show(progress, block, 0);
            pass.listener(shown.andThen(evaluation)).learn(untilInterrupted(stream));
        } catch (LearningInterruptedException e) {
            // All that was learnt is good.
        }
        delayed.ifPresent(DelayedLabels::drain);
        phases.stop();
        boolean interrupted = interruption.taken();
        if (interrupted) {
            screen.line("interrupted");
        }
        say(stream);
        evaluation.named(stream.classes().names());
        Score test = interrupted ? Score.NONE : test(gln, stream);
        return new Learnt(
                pass.score().rows(),
                test.rows(),
                OptionalLong.of(stream.leftOut()),
                List.of(new Epoch(pass.score(), test)),
                gln.rowsLearned() - before,
                before,
                pass.seconds(),
                phases.seconds());
    }

    /** The signal may come while rows are waited for. */
    static RowSource untilInterrupted(TableStream stream) {
        return atMost -> {
            try {
                return stream.next(atMost);
            } catch (DataException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return LabelledRows.NONE;
                }
                throw e;
            }
        };
    }

    private Score test(GLN gln, TableStream stream) {
        if (data.testTable().isEmpty()) {
            return Score.NONE;
        }
        ModelInput input = ModelInput.of(saved(gln, stream));
        Dataset test = data.read(data.testTable().get(), input, screen);
        return Score.of(gln, input.labelled(test).labelled());
    }

    /** The model as it is now, with the names of classes that came up late. */
    static SavedModel saved(GLN gln, TableStream stream) {
        SavedModel saved = gln.saved(Map.of());
        Preparation before = saved.preparation();
        Preparation now =
                new Preparation(stream.classes().names(), before.deskewed(), before.oneClass(), before.columns());
        return new SavedModel(saved.config(), now, saved.state(), saved.rowsLearned(), saved.notes());
    }
}
