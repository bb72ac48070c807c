package io.github.jgln.cli;

/** Shows steps that follow one another: a bar for those that are counted in rows, else a line. */
final class StepProgress implements AutoCloseable {
    private final Screen screen;
    private String task = "";
    private Progress bar;

    StepProgress(Screen screen) {
        this.screen = screen;
    }

    /** A step is at {@code done} of {@code total}; of 1 where it is not counted. */
    void at(String step, int done, int total) {
        if (!step.equals(task)) {
            close();
            task = step;
            if (total > 1) {
                bar = screen.rows(step, total);
            } else {
                screen.line(step);
            }
        }
        if (bar != null) {
            bar.at(done, "");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
