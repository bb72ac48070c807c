package io.github.jgln;

/** Thrown when a backend was asked for by name, or automatically, and none can be used; the message says why. */
public final class BackendUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    BackendUnavailableException(String message) {
        super(message);
    }
}
