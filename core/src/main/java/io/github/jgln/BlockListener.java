package io.github.jgln;

/** Is told of each block of a stream after it has been processed. */
@FunctionalInterface
public interface BlockListener {
    /**
     * One block.
     *
     * @param labels of the block's rows; reused after the call, may be longer
     * @param predictions of the block's rows; when learning, from before each row's update
     */
    void processed(int[] labels, Predictions predictions);
}
