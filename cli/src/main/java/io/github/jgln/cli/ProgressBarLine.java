package io.github.jgln.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is redrawn in its line of the terminal. */
final class ProgressBarLine implements Progress {
    private static final int INTERVAL_MILLIS = 100;

    private final PrintWriter err;
    private final ProgressBar bar;

    ProgressBarLine(PrintWriter err, int columns, String task, long total, String unit, long unitSize) {
        this.err = err;
        // The width is given and the consumer our own, since the library would else ask the terminal through native
        // code.
        int width = Math.max(20, columns - 1);
        this.bar = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, unitSize)
                .setStyle(unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .continuousUpdate()
                .setConsumer(new DelegatingProgressBarConsumer(line -> draw(line, width), width))
                .build();
    }

    private static boolean unicode() {
        String encoding = System.getProperty("native.encoding");
        return encoding != null && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    }

    /** Padded, so that nothing of a longer line before it stays. */
    private void draw(String line, int width) {
        err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        err.flush();
    }

    @Override
    public void at(long done, String note) {
        bar.setExtraMessage(note);
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
        err.println();
        err.flush();
    }
}
