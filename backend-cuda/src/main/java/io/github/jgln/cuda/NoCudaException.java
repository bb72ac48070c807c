package io.github.jgln.cuda;

import io.github.jgln.spi.Availability.Unavailable;

/** Why CUDA cannot be used here, and what to do. */
final class NoCudaException extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param reason in one line
     * @param remedy in one line
     */
    NoCudaException(String reason, String remedy, Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    Unavailable unavailable() {
        return new Unavailable(getMessage(), remedy);
    }
}
