package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import io.github.jgln.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private BackendChoice backend;

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
            split = data.load(model.seed(), screen);
        }
        Dataset train = split.train();
        Dataset test = split.test();
        GLNConfig config = model.config(train, train.rowCount());
        Map<String, Object> report = new LinkedHashMap<>();
        List<Double> seconds = new ArrayList<>();
        List<Map<String, Double>> phases = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            try (GLN gln = backend.builder(config).sampleOf(train.rows()).create()) {
                Prequential epoch = new Prequential(gln).blockRows(train.rowCount());
                Phases spent = new Phases(gln);
                spent.start();
                Score online = epoch.learn(train.labelled());
                spent.stop();
                if (run == 0) {
                    report.put("backend", gln.backend());
                    report.put("device", gln.device().toString());
                    report.put("rows", train.rowCount());
                    report.put("parameters", gln.parameters());
                    report.put("multiplyAdds", multiplyAdds(config.spec()));
                    report.put("deviceBytes", gln.memoryBytes());
                    report.put("onlineAccuracy", online.accuracy());
                    report.put("testAccuracy", Score.of(gln, test.labelled()).accuracy());
                } else {
                    seconds.add(epoch.seconds());
                    phases.add(spent.seconds());
                }
            }
        }
        report.put("seconds", seconds);
        report.put("phases", phases);
        print(Json.object(report));
        return 0;
    }

    /** Of a row, in each layer. */
    private static List<Map<String, Long>> multiplyAdds(NetworkSpec spec) {
        return IntStream.range(0, spec.layers().size())
                .mapToObj(spec::cost)
                .map(cost -> Map.of("gating", cost.gating(), "mixing", cost.mixing()))
                .toList();
    }
}
