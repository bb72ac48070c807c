package io.github.jgln.cli;

import io.github.jgln.data.LoadListener;
import java.io.PrintWriter;

/** Standard error, where everything but results goes. */
final class Screen implements LoadListener, AutoCloseable {
    private static final long KIBIBYTE = 1 << 10;

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean terminal;
    private final int columns;
    private String loading;
    private Progress loaded;

    /** As the launcher describes it, which sees the terminal itself where this process sees a pipe. */
    Screen(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
        this.terminal = Boolean.getBoolean("jgln.terminal");
        this.columns = Integer.getInteger("jgln.columns", 80);
    }

    void line(String text) {
        close();
        if (!quiet) {
            err.println(text);
            err.flush();
        }
    }

    /**
     * Begins a step over rows.
     *
     * @param total -1 where it is not known
     */
    Progress rows(String task, long total) {
        return steps(task, total, "rows");
    }

    /** Begins a step over anything that can be counted. */
    Progress steps(String task, long total, String unit) {
        close();
        if (quiet) {
            return new Silence();
        }
        return terminal
                ? new ProgressBarLine(err, columns, task, total, unit, 1)
                : new ProgressLines(this::line, task, total, unit);
    }

    @Override
    public void message(String line) {
        line(line);
    }

    @Override
    public void progress(String what, long done, long total) {
        loading(what, done, total, "KiB", KIBIBYTE);
    }

    @Override
    public void files(String what, long done, long total) {
        loading(what, done, total, "files", 1);
    }

    private void loading(String what, long done, long total, String unit, long unitSize) {
        if (quiet || !terminal) {
            return;
        }
        if (!what.equals(loading)) {
            close();
            loaded = new ProgressBarLine(err, columns, what, total, unit, unitSize);
            loading = what;
        }
        loaded.at(done, "");
    }

    /** Ends the bar of what is loaded, if there is one. */
    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
            loading = null;
        }
    }

    private static final class Silence implements Progress {
        @Override
        public void at(long done, String note) {}

        @Override
        public void close() {}
    }
}
