package io.github.jgln.cli;

import io.github.jgln.bench.figures.BenchReport;
import io.github.jgln.bench.figures.Benchmark;
import io.github.jgln.bench.render.BenchPlots;
import io.github.jgln.bench.render.BenchText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln bench}. */
@Command(
        name = "bench",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Measure a backend beside what this machine can do: gating, online steps, an epoch, predictions,"
                + " and how the cost grows. Takes a minute or two and the whole machine; needs no data.")
final class BenchCommand extends CliCommand {
    @Mixin
    private BackendChoice backend;

    @Option(names = "--quick", order = 83, description = "Fewer repetitions and sizes.")
    private boolean quick;

    @Option(
            names = "--out",
            order = 84,
            paramLabel = "DIR",
            description = "Folder to write bench.json, neurons.png and rows.png to.")
    private Path folder;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws IOException {
        Benchmark benchmark;
        try {
            benchmark = Benchmark.of(backend.resolvedName(), backend.options(), quick);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        if (folder != null) {
            makeFolder(folder);
        }
        try (Screen screen = new Screen(err(), quiet)) {
            BenchReport report = benchmark.run(screen::line);
            String object = Json.object(json(report));
            print(json ? object : BenchText.of(report));
            if (folder != null) {
                Files.writeString(folder.resolve("bench.json"), object + System.lineSeparator());
                screen.line("written to " + folder + draw(report));
            }
        }
        return 0;
    }

    /** Pictures are extras: where they cannot be drawn, the figures are written all the same. */
    private String draw(BenchReport report) throws IOException {
        try {
            BenchPlots.write(report, folder);
            return "";
        } catch (UnsupportedOperationException e) {
            return ", without pictures: " + e.getMessage();
        }
    }

    private static Map<String, Object> json(BenchReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", Version.number());
        json.putAll(report.json());
        return json;
    }
}
