package io.github.jgln.cli;

/** Shows how far a long step is. */
interface Progress extends AutoCloseable {
    /**
     * The step is at {@code done} of its total.
     *
     * @param note shown beside it, such as the accuracy so far
     */
    void at(long done, String note);

    @Override
    void close();
}
