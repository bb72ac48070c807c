package io.github.jgln.data;

/** What is wrong with a line, said without its number, which the reader of lines adds. */
final class LineFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LineFault(String message) {
        super(message, null, false, false);
    }
}
