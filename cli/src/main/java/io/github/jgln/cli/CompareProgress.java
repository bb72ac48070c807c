package io.github.jgln.cli;

import io.github.jgln.bench.compare.CompareListener;
import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.render.CompareFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how a comparison goes on, and writes what is finished as soon as it is. */
final class CompareProgress implements CompareListener, AutoCloseable {
    private final Screen screen;
    private final Path folder;
    private final StepProgress steps;
    private boolean drawing = true;

    CompareProgress(Screen screen, Path folder) {
        this.screen = screen;
        this.steps = new StepProgress(screen);
        this.folder = folder;
    }

    @Override
    public void progress(String contender, String what, int done, int total) {
        steps.at(contender + ": " + what, done, total);
    }

    @Override
    public void finished(CompareReport soFar, CompareReport.Result last) {
        steps.close();
        CompareReport.Measured measured = last.measured();
        screen.line(last.name() + ": "
                + (measured == null
                        ? "not available: " + last.unavailable()
                        : String.format(
                                Locale.ROOT,
                                "test accuracy %.2f %%, training %.2f s",
                                100 * measured.testAccuracy(),
                                measured.trainSeconds().median())));
        try {
            write(soFar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pictures are extras: where they cannot be drawn, the figures are written all the same. */
    private void write(CompareReport report) throws IOException {
        if (!drawing) {
            CompareFiles.write(report, folder);
            return;
        }
        try {
            CompareFiles.writeWithPictures(report, folder);
        } catch (UnsupportedOperationException e) {
            drawing = false;
            screen.line("without pictures: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        steps.close();
    }
}
