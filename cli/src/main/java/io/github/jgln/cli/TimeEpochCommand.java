package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Predictions;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code jgln time-epoch}, for scripts that measure devices: whole epochs of rows that are in memory, each in a single call
 * and by a new model, with the time that the backend tells of each phase.
 */
@Command(
        name = "time-epoch",
        hidden = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Time whole epochs, each in a single call and by a new model; prints JSON.")
final class TimeEpochCommand extends CliCommand {
    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private BackendOptions backend;

    @Option(
            names = "--runs",
            order = 19,
            paramLabel = "N",
            description = "Epochs to time, after one that is not. Default: 5.")
    private int runs = 5;

    @Override
    int execute() {
        data.check();
        if (runs < 1) {
            throw badUsage(new IllegalArgumentException("--runs: expected at least 1, got " + runs));
        }
        Split split;
        try (Screen screen = new Screen(err(), true)) {
            split = data.load(model.seed, screen);
        }
        Dataset train = split.train();
        Dataset test = split.test();
        GLNConfig config = model.config(train.features(), train.classCount(), train.rowCount());
        Map<String, Object> report = new LinkedHashMap<>();
        List<Double> seconds = new ArrayList<>();
        List<Map<String, Double>> phases = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            try (GLN gln = backend.builder(config)
                    .sampleOf(train.rows(), 0, train.rowCount())
                    .create()) {
                Map<String, Long> before = gln.phaseNanos();
                long start = System.nanoTime();
                Predictions online = gln.learn(train.rows(), train.rowCount(), train.labels());
                double elapsed = (System.nanoTime() - start) / 1e9;
                Map<String, Double> spent = new LinkedHashMap<>();
                gln.phaseNanos()
                        .forEach((phase, nanos) -> spent.put(phase, (nanos - before.getOrDefault(phase, 0L)) / 1e9));
                if (run == 0) {
                    report.put("backend", gln.backend());
                    report.put("device", gln.device().toString());
                    report.put("rows", train.rowCount());
                    report.put("parameters", gln.parameters());
                    report.put("deviceBytes", gln.memoryBytes());
                    report.put("onlineAccuracy", (double) online.correct(train.labels()) / train.rowCount());
                    Predictions tested = gln.infer(test.rows(), test.rowCount());
                    report.put("testAccuracy", (double) tested.correct(test.labels()) / test.rowCount());
                } else {
                    seconds.add(elapsed);
                    phases.add(spent);
                }
            }
        }
        report.put("seconds", seconds);
        report.put("phases", phases);
        print(Json.object(report));
        return 0;
    }
}
