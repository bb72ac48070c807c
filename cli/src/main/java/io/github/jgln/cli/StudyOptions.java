package io.github.jgln.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How studies are run, and where they are written. */
final class StudyOptions {
    @Option(
            names = "--out",
            order = 85,
            paramLabel = "DIR",
            description =
                    "Folder to write JSON, Markdown and PNG to, the JSON after each model: what it has from before is"
                            + " not run again. Default: jgln-studies.")
    private Path folder = Path.of("jgln-studies");

    @Option(
            names = "--threads",
            order = 86,
            paramLabel = "N",
            description = "Models that learn at a time, each on one thread. Default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", order = 89, description = "Show no progress.")
    private boolean quiet;

    /** Makes the folder, before hours of work. */
    StudyScreen screen(CliCommand command) {
        if (threads < 1) {
            throw command.badUsage(new IllegalArgumentException("--threads: expected at least 1, got " + threads));
        }
        return new StudyScreen(command, folder, threads, quiet);
    }
}
