package io.github.jgln.cuda;

/** Closing what is left after a failure without losing the failure. */
final class Closing {
    private Closing() {}

    static void after(Throwable failure, AutoCloseable left) {
        try {
            left.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
