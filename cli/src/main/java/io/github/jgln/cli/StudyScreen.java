package io.github.jgln.cli;

import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Study;
import io.github.jgln.experiments.StudyFiles;
import io.github.jgln.experiments.StudyReport;
import java.io.IOException;
import java.nio.file.Path;

/** Runs studies, shows how they go on, writes what is finished as soon as it is. */
final class StudyScreen implements AutoCloseable {
    private final CliCommand command;
    private final Path folder;
    private final int threads;
    private final Screen screen;

    StudyScreen(CliCommand command, Path folder, int threads, boolean quiet) {
        this.command = command;
        this.folder = folder;
        this.threads = threads;
        this.screen = new Screen(command.err(), quiet);
        CliCommand.makeFolder(folder);
    }

    Split load(DataOptions data, long seed) {
        return data.load(seed, screen);
    }

    void run(String name, Study study, DataSummary data) throws IOException {
        StudyReport report;
        try (Steps steps = new Steps(name)) {
            report = study.run(data, Version.number(), StudyFiles.read(folder, name), threads, steps);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--out " + folder + ": " + e.getMessage());
        }
        StudyFiles.write(report, folder);
        StudyFiles.writeTable(report, folder);
        try {
            StudyFiles.draw(report, folder);
        } catch (UnsupportedOperationException e) {
            screen.line("without a picture: " + e.getMessage());
        }
        command.print(command.json ? StudyFiles.json(report).stripTrailing() : StudyFiles.text(report) + "\n");
        screen.line("written to " + folder);
    }

    @Override
    public void close() {
        screen.close();
    }

    private final class Steps implements Study.Listener, AutoCloseable {
        private final String name;
        private Progress progress;

        Steps(String name) {
            this.name = name;
        }

        @Override
        public void finished(StudyReport soFar, String model, int done, int total) throws IOException {
            StudyFiles.write(soFar, folder);
            if (progress == null) {
                progress = screen.steps(name, total, "models");
            }
            progress.at(done, model);
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
            }
        }
    }
}
