package io.github.jgln;

/**
 * Anything that learns row by row, each predicted before it is learnt: what evaluation, studies and services work with.
 *
 * <p>Learning is exactly online: however rows are cut into calls, the result is the same. One thread uses a learner at a time.
 */
public interface OnlineLearner extends AutoCloseable {
    /** What it predicts. */
    Task task();

    /** N, the features of a row. */
    int features();

    /**
     * The numbers of a prediction. For {@link Task.Classification} C logits: one, of class 1, with two classes, else one per
     * class; they become classes and probabilities by {@link Predictions}. For {@link Task.Regression} 2 D: a mean and a variance of
     * each number, see {@link Gaussians}.
     */
    int outputs();

    /** How a classifier's logits become probabilities. */
    default Coupling coupling() {
        return Coupling.INDEPENDENT;
    }

    /**
     * Predicts without learning.
     *
     * @param out written: {@code count × outputs}, row-major; exactly as long
     * @throws IllegalArgumentException for rows of another width, or numbers that are not finite
     */
    void predict(Rows rows, float[] out);

    /**
     * Learns rows in order.
     *
     * @param targets of the kind that {@link #task} says, at least as many as there are rows
     * @param before written: each row's prediction from before its update, as {@link #predict} would have given it then
     * @throws IllegalArgumentException for bad rows or targets; then nothing is learnt
     */
    void learn(Rows rows, Targets targets, float[] before);

    /**
     * Says what the rows from here on are: new ones, as they are taken to be before it is called, or the ones that were learnt, once
     * more. A learner that would take a row's second coming for more evidence than it is goes by it; to others it is nothing.
     *
     * @param known whether all rows that follow have been learnt before
     */
    default void beginPass(boolean known) {}

    /** How many rows it has learnt. */
    long rowsLearned();

    @Override
    void close();
}
