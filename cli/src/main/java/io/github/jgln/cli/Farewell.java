package io.github.jgln.cli;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Says, where the JVM is stopped before this is closed, where what was finished is. */
final class Farewell {
    private final Thread hook;

    Farewell(PrintWriter err, Path where) {
        hook = new Thread(
                () -> {
                    err.println("jgln: stopped; what was finished is in " + where);
                    err.flush();
                },
                "jgln-farewell");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** An exception says itself what is wrong. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook at work.
            return;
        }
    }
}
