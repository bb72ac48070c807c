package io.github.jgln.evaluation;

import java.io.IOException;

/** A file that may be a sound model, but is no checkpoint of the training that is to go on; the message says why. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1;

    CheckpointException(String message) {
        super(message);
    }
}
