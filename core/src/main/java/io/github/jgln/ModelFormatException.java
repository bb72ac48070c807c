package io.github.jgln;

import java.io.IOException;

/**
 * A file that is not a model, or a damaged one. The message names the file, what was expected and what was found; nothing of
 * the file has been taken over.
 */
public final class ModelFormatException extends IOException {
    private static final long serialVersionUID = 1;

    ModelFormatException(String source, String message) {
        super(source + ": " + message);
    }
}
