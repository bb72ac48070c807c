package io.github.jgln;

/**
 * The thread was interrupted during a long {@code learn}, which has stopped between two blocks of rows. The rows before that
 * place have been learnt and counted, those after it have not been touched: the model is as if it had been given the first
 * {@link #rowsLearned} rows only, and can be used, saved or given the remaining rows. The thread's interrupt status is set.
 */
public final class LearningInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long rowsLearned;

    /**
     * For whoever has learners learn many rows; the thread's interrupt status is theirs to leave set.
     *
     * @param rowsLearned the first ones of the call, which have been learnt
     */
    public LearningInterruptedException(long rowsLearned) {
        super("interrupted after " + rowsLearned + " rows of this call, all of which have been learnt");
        this.rowsLearned = rowsLearned;
    }

    /** How many rows the interrupted call has learnt: the first ones of those it was given. */
    public long rowsLearned() {
        return rowsLearned;
    }
}
