package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns training rows, once or more, and scores test rows after each pass: {@link #learn} and {@link #test} in turn. On the way
 * its progress can be saved, so that another process goes on from there to the same end, bit for bit.
 */
public final class Training {
    private final OnlineLearner learner;
    private final LabelledRows train;
    private final LabelledRows test;
    private final String data;
    private final List<Epoch> epochs;
    private final long rowsBefore;
    private Score online;
    private double seconds;
    private int every = Integer.MAX_VALUE;
    private Saver saver = progress -> {};

    /** Begins one. */
    public Training(OnlineLearner learner, LabelledRows train, LabelledRows test) {
        this(learner, train, test, TrainingProgress.none(""));
    }

    /**
     * Goes on with one.
     *
     * @param learner as it was then
     * @param progress what has been done already
     * @throws IllegalArgumentException when that is more than a pass over the training rows
     */
    public Training(OnlineLearner learner, LabelledRows train, LabelledRows test, TrainingProgress progress) {
        if (progress.online().rows() > train.count()) {
            throw new IllegalArgumentException("progress: expected a place within the " + train.count()
                    + " training rows, got row " + progress.online().rows());
        }
        this.learner = learner;
        this.train = train;
        this.test = test;
        this.data = progress.data();
        this.epochs = new ArrayList<>(progress.epochs());
        this.online = progress.online();
        this.rowsBefore = learner.rowsLearned();
    }

    /** Saves the learner and how far its training is. */
    @FunctionalInterface
    public interface Saver {
        /** @throws IOException when that fails, which ends the training */
        void save(TrainingProgress progress) throws IOException;
    }

    /**
     * Has the progress saved at each multiple of so many rows of a pass, and after its test.
     *
     * @throws IllegalArgumentException for fewer than 1 row
     */
    public Training checkpoints(int rows, Saver wanted) {
        if (rows < 1) {
            throw new IllegalArgumentException("checkpoints: expected at least 1 row between them, got " + rows);
        }
        every = rows;
        saver = wanted;
        return this;
    }

    /**
     * Learns what is left of a pass.
     *
     * @param listener hears of each block, before a checkpoint that is due there
     * @throws IOException when a checkpoint cannot be saved
     * @throws io.github.jgln.LearningInterruptedException when the thread was interrupted; another call goes on
     */
    public void learn(Prequential.Listener listener) throws IOException {
        Prequential pass =
                new Prequential(learner).after(online).every(every).listener(block -> learnt(block, listener));
        int first = (int) online.rows();
        try {
            pass.learn(train.part(first, train.count() - first));
        } catch (CheckpointFailure e) {
            throw e.getCause();
        } finally {
            seconds += pass.seconds();
        }
    }

    private void learnt(Prequential.Block block, Prequential.Listener listener) {
        online = block.score();
        listener.learnt(block);
        if (online.rows() % every == 0) {
            try {
                saver.save(progress());
            } catch (IOException e) {
                throw new CheckpointFailure(e);
            }
        }
    }

    /** Brings an exception past a listener, and no exception of the listener's own with it. */
    private static final class CheckpointFailure extends UncheckedIOException {
        CheckpointFailure(IOException e) {
            super(e);
        }
    }

    /**
     * Scores the test rows and so ends a pass.
     *
     * @throws IOException when a checkpoint cannot be saved
     * @throws IllegalStateException when the pass is not complete
     */
    public Epoch test() throws IOException {
        if (online.rows() < train.count()) {
            throw new IllegalStateException("expected all " + train.count()
                    + " training rows to have been learnt before the test, got " + online.rows());
        }
        Epoch epoch = new Epoch(online, Score.of(learner, test));
        epochs.add(epoch);
        online = Score.NONE;
        saver.save(progress());
        return epoch;
    }

    /** Where it stands. */
    public TrainingProgress progress() {
        return new TrainingProgress(data, epochs, online);
    }

    /** The passes that are complete, those of other processes too. */
    public List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /** What learning took here, with its own predictions and nothing else. */
    public double seconds() {
        return seconds;
    }

    /** The rows learnt here. */
    public long rows() {
        return learner.rowsLearned() - rowsBefore;
    }

    /** The rows the learner had learnt before. */
    public long rowsBefore() {
        return rowsBefore;
    }
}
