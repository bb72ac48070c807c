package io.github.jgln.cli;

import java.util.Locale;
import java.util.function.Consumer;

/** A line at every tenth of the way, for logs; where nobody knows how long it is, at each doubling. */
final class ProgressLines implements Progress {
    private static final int LINES = 10;
    private static final int FIRST = 1000;

    private final Consumer<String> out;
    private final String task;
    private final long total;
    private final String unit;
    /** Tenths, or steps where there are none. */
    private long shown;

    ProgressLines(Consumer<String> out, String task, long total, String unit) {
        this.out = out;
        this.task = task;
        this.total = total;
        this.unit = unit;
    }

    @Override
    public void at(long done, String note) {
        if (total < 0) {
            if (done >= Math.max(FIRST, 2 * shown)) {
                shown = done;
                out.accept(String.format(Locale.ROOT, "%s %,d %s  %s", task, done, unit, note));
            }
            return;
        }
        long tenth = done * LINES / total;
        if (tenth > shown) {
            shown = tenth;
            out.accept(String.format(
                    Locale.ROOT, "%s %3d%%  %,d of %,d %s  %s", task, done * 100 / total, done, total, unit, note));
        }
    }

    @Override
    public void close() {}
}
