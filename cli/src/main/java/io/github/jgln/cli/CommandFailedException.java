package io.github.jgln.cli;

/** A command cannot do what it was asked; the message is for the user. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailedException(String message) {
        super(message);
    }
}
