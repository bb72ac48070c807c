package io.github.jgln.cli;

import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TablesComparison;
import java.util.Locale;

/** Shows how a comparison on tables goes on. */
final class TablesProgress implements TablesComparison.Listener, AutoCloseable {
    private final StepProgress steps;
    private final Screen screen;

    TablesProgress(Screen screen) {
        this.screen = screen;
        this.steps = new StepProgress(screen);
    }

    @Override
    public void progress(String who, String what, int done, int total) {
        steps.at(who + ": " + what, done, total);
    }

    @Override
    public void finished(TableRun run) {
        steps.close();
        screen.line(String.format(
                Locale.ROOT,
                "%s, %s: accuracy %.2f %%, log loss %.4f, %,.0f rows/s",
                run.data(),
                run.contender(),
                100 * run.accuracy(),
                run.logLoss(),
                run.rowsPerSecond()));
    }

    @Override
    public void unavailable(String who, String why) {
        steps.close();
        screen.line(who + ": not available: " + why);
    }

    @Override
    public void close() {
        steps.close();
    }
}
