package io.github.jgln.cli;

import io.github.jgln.bench.regression.RegressionComparison;
import io.github.jgln.bench.regression.RegressionFigures;
import io.github.jgln.bench.regression.RegressionRun;
import io.github.jgln.bench.regression.SplitProtocol;
import io.github.jgln.bench.regression.SplitRun;
import java.util.Locale;

/** Shows how a comparison on tables of numbers goes on, or the protocol of published splits. */
final class RegressionProgress implements RegressionComparison.Listener, SplitProtocol.Listener, AutoCloseable {
    private final StepProgress steps;
    private final Screen screen;

    RegressionProgress(Screen screen) {
        this.screen = screen;
        this.steps = new StepProgress(screen);
    }

    @Override
    public void progress(String who, String what, int done, int total) {
        steps.at(who + ": " + what, done, total);
    }

    @Override
    public void progress(String table, int done, int total) {
        // Splits are no rows, so there is no bar of them.
        steps.at(table + ": split " + done + " of " + total, 0, 1);
    }

    @Override
    public void finished(RegressionRun run) {
        steps.close();
        screen.line(String.format(
                Locale.ROOT,
                "%s, %s: %s, %,.0f rows/s",
                run.data(),
                run.contender(),
                figures(run.prequential()),
                run.rowsPerSecond()));
    }

    @Override
    public void finished(SplitRun run) {
        steps.close();
        screen.line(run.data() + ", split " + run.split() + ": " + figures(run.heldOut())
                + (run.setting().isEmpty() ? "" : " (" + run.setting() + ")"));
    }

    private static String figures(RegressionFigures figures) {
        return String.format(
                Locale.ROOT,
                "RMSE %.4g, negative log likelihood %.3f, %.1f %% in the 90 %% interval",
                figures.rmse(),
                figures.nll(),
                100 * figures.coverage90());
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
