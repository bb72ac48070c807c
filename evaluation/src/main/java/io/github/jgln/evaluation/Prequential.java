package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.RowSource;
import io.github.jgln.Targets;
import java.io.IOException;

/**
 * Test, then train: has a learner learn rows in order, block by block, and counts how many it classed right before it learnt
 * them. Since learning is exactly online, what blocks the rows are cut into changes nothing but how often the listener hears.
 *
 * <p>Counts on from call to call, so that one object can follow a learner through several parts of its data. When the thread is
 * interrupted it stops between two blocks; all figures are then those of the rows learnt.
 */
public final class Prequential {
    private final Classifier classifier;
    private final OnlinePass pass;
    private Listener listener = block -> {};
    private Curve curve;
    private Score score = Score.NONE;

    /** @throws IllegalArgumentException for a learner that is no classifier; of numbers see {@link PrequentialRegression} */
    public Prequential(OnlineLearner learner) {
        this.classifier = new Classifier(learner);
        this.pass = new OnlinePass(learner, Classifier::classes, this::count);
    }

    /** Hears of each block after it has been learnt. */
    @FunctionalInterface
    public interface Listener {
        /** One block; the time spent here is not counted as learning. */
        void learnt(Block block);

        /** Has another hear each block after this one, as when a progress bar and a {@link StreamEvaluation} both follow. */
        default Listener andThen(Listener other) {
            return block -> {
                learnt(block);
                other.learnt(block);
            };
        }
    }

    /**
     * Rows that were learnt together.
     *
     * @param rows them and their targets; those of a {@link RowSource} may be written over when the next are pulled
     * @param predictions what was predicted of each before it was learnt
     * @param score of all rows so far
     * @param seconds of learning so far
     */
    public record Block(LabelledRows rows, Predictions predictions, Score score, double seconds) {}

    /** Counts on from rows that were learnt before, as when a training is taken up again. */
    public Prequential after(Score before) {
        score = before;
        pass.after(before.rows());
        return this;
    }

    /**
     * Ends a block at each multiple of so many rows, counted from the first row of the score, so that something can be done
     * there.
     *
     * @throws IllegalArgumentException for fewer than 1
     */
    public Prequential every(int rows) {
        pass.every(rows);
        return this;
    }

    /**
     * Learns at most so many rows in one call of the learner. By default 4,096, fewer where they would be more than 8 MB.
     *
     * @throws IllegalArgumentException for fewer than 1
     */
    public Prequential blockRows(int rows) {
        pass.blockRows(rows);
        return this;
    }

    /** Tells someone of each block. */
    public Prequential listener(Listener other) {
        listener = other;
        return this;
    }

    /** Draws a curve: each row, and a mark at the end of each block. */
    public Prequential curve(Curve other) {
        curve = other;
        return this;
    }

    /**
     * Learns rows in memory, which are not copied.
     *
     * @return of all rows so far
     * @throws IllegalArgumentException for rows or targets that the learner does not take; the blocks before have been learnt
     * @throws LearningInterruptedException when the thread was interrupted; says how many of these rows have been learnt
     */
    public Score learn(LabelledRows rows) {
        pass.learn(rows);
        return score;
    }

    /**
     * Learns a stream to its end.
     *
     * @return of all rows so far
     * @throws IOException when the source cannot be read; the blocks before have been learnt
     * @throws IllegalArgumentException as {@link #learn(LabelledRows)}, or when the source gives more rows than asked for
     * @throws LearningInterruptedException as {@link #learn(LabelledRows)}, and also after the last block
     */
    public Score learn(RowSource source) throws IOException {
        pass.learn(source);
        return score;
    }

    private void count(LabelledRows block, float[] before) {
        Predictions predictions = classifier.predictions(block.count(), before);
        Targets.Classes classes = Classifier.classes(block);
        int correct = 0;
        for (int t = 0; t < block.count(); t++) {
            boolean right = predictions.classOf(t) == classes.get(t);
            correct += right ? 1 : 0;
            if (curve != null) {
                curve.row(right);
            }
        }
        score = score.plus(new Score(block.count(), correct));
        if (curve != null) {
            curve.mark(seconds());
        }
        listener.learnt(new Block(block, predictions, score, seconds()));
    }

    /** Of all rows so far, each predicted before it was learnt; those learnt before included. */
    public Score score() {
        return score;
    }

    /** Spent learning so far: neither reading rows nor listening is counted. */
    public double seconds() {
        return pass.seconds();
    }
}
