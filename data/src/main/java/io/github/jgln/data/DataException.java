package io.github.jgln.data;

/**
 * Data that cannot be used: a file that is missing, malformed or inconsistent, or a data set that no source delivers.
 *
 * <p>The message alone is meant for the user: it says what was expected, what was found and what to do, so a
 * command line can print it without the stack trace.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found and what to do */
    public DataException(String message) {
        super(message);
    }

    /**
     * With what led to it, for who debugs.
     *
     * @param message what was expected, what was found and what to do
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
