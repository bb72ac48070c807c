package io.github.jgln.evaluation;

import io.github.jgln.Gaussians;
import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.OnlineLearner;
import io.github.jgln.RowSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * Test, then train, of numbers: has a learner learn rows in order, block by block, and measures what it said of each right before it
 * learnt it. What blocks the rows are cut into changes nothing but how often the listener hears. When the thread is interrupted it
 * stops between two blocks; all figures are then those of the rows learnt.
 */
public final class PrequentialRegression {
    private final OnlinePass pass;
    private final int width;
    private final RegressionEvaluation evaluation;
    private Listener listener = block -> {};

    /**
     * Measures with an evaluation, which may have seen rows before.
     *
     * @throws IllegalArgumentException for a learner of classes, or an evaluation of another number of targets
     */
    public PrequentialRegression(OnlineLearner learner, RegressionEvaluation evaluation) {
        this.width = Regressor.width(learner);
        this.evaluation = evaluation;
        if (evaluation.targets().size() != width) {
            throw new IllegalArgumentException(
                    "evaluation: expected one of " + width + " targets, as the learner has, got "
                            + evaluation.targets().size());
        }
        this.pass = new OnlinePass(learner, block -> Regressor.numbers(block, width), this::count);
    }

    /** Hears of each block after it has been learnt. */
    @FunctionalInterface
    public interface Listener {
        /** One block; the time spent here is not counted as learning. */
        void learnt(Block block);
    }

    /**
     * Rows that were learnt together.
     *
     * @param rows them and their targets; those of a {@link RowSource} may be written over when the next are pulled
     * @param predictions what was said of each before it was learnt
     * @param evaluation of all rows so far
     * @param seconds of learning so far
     */
    public record Block(LabelledRows rows, Gaussians predictions, RegressionEvaluation evaluation, double seconds) {}

    /** Learns at most so many rows in one call of the learner, see {@link Prequential#blockRows}. */
    public PrequentialRegression blockRows(int rows) {
        pass.blockRows(rows);
        return this;
    }

    /** Tells someone of each block. */
    public PrequentialRegression listener(Listener other) {
        listener = other;
        return this;
    }

    /**
     * Learns rows in memory, which are not copied.
     *
     * @throws IllegalArgumentException for rows or targets that the learner does not take; the blocks before have been learnt
     * @throws LearningInterruptedException when the thread was interrupted; says how many of these rows have been learnt
     */
    public void learn(LabelledRows rows) {
        pass.learn(rows);
    }

    /**
     * Learns a stream to its end.
     *
     * @throws IOException when the source cannot be read; the blocks before have been learnt
     * @throws IllegalArgumentException as {@link #learn(LabelledRows)}, or when the source gives more rows than asked for
     * @throws LearningInterruptedException as {@link #learn(LabelledRows)}, and also after the last block
     */
    public void learn(RowSource source) throws IOException {
        pass.learn(source);
    }

    private void count(LabelledRows block, float[] before) {
        float[] pairs =
                before.length == 2 * block.count() * width ? before : Arrays.copyOf(before, 2 * block.count() * width);
        Gaussians said = new Gaussians(block.count(), width, pairs);
        evaluation.rows(said, Regressor.numbers(block, width));
        listener.learnt(new Block(block, said, evaluation, seconds()));
    }

    /** Spent learning so far: neither reading rows nor listening is counted. */
    public double seconds() {
        return pass.seconds();
    }
}
