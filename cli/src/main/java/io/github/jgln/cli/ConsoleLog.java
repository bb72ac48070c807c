package io.github.jgln.cli;

import java.io.PrintWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Puts the engine's log on standard error, a line for each record: warnings only, or everything when debugging. */
final class ConsoleLog extends Handler {
    /** Held here, since the log manager forgets a logger that nobody holds, and its level with it. */
    private static final Logger LOGGER = Logger.getLogger("io.github.jgln");

    private final PrintWriter err;
    private final boolean debug;

    private ConsoleLog(PrintWriter err, boolean debug) {
        this.err = err;
        this.debug = debug;
        setFormatter(new SimpleFormatter());
    }

    static void install(PrintWriter err, boolean debug) {
        for (Handler old : LOGGER.getHandlers()) {
            LOGGER.removeHandler(old);
        }
        LOGGER.setUseParentHandlers(false);
        LOGGER.setLevel(debug ? Level.ALL : Level.WARNING);
        LOGGER.addHandler(new ConsoleLog(err, debug));
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            err.println("jgln: " + getFormatter().formatMessage(record));
            if (debug && record.getThrown() != null) {
                record.getThrown().printStackTrace(err);
            }
            err.flush();
        }
    }

    @Override
    public void flush() {
        err.flush();
    }

    /** The stream is not ours to close. */
    @Override
    public void close() {}
}
