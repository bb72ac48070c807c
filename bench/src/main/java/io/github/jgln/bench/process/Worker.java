package io.github.jgln.bench.process;

import java.io.IOException;
import java.util.Locale;

/** What the main class of a {@link WorkerProcess} needs: says on standard output how far it is, and ends with who waits. */
public final class Worker {
    /** Begins a line for the process that waits; whatever else libraries print is theirs. */
    static final String MARK = "jgln-compare\t";

    private Worker() {}

    /** Tells the process that waits; a {@link WorkerProgress}. */
    public static void progress(String what, int done, int total) {
        System.out.println(String.format(Locale.ROOT, "%s%s\t%d\t%d", MARK, what, done, total));
        System.out.flush();
    }

    /** Why it did not work, in a line. The first cause says most: what is above it tells where, not why. */
    public static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause instanceof LinkageError) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        boolean tells = cause instanceof IllegalStateException || cause instanceof IllegalArgumentException;
        return tells && !message.isBlank()
                ? message
                : cause.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message);
    }

    /** Standard input is a pipe that nobody writes to; it ends when the waiting process does, however that ends. */
    public static void endWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody writes, so there is nothing to do with a byte.
                        }
                    } catch (IOException e) {
                        // A pipe that cannot be read is as good as one that has ended.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "jgln-end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }
}
