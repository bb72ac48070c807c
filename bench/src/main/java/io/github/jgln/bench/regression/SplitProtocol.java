package io.github.jgln.bench.regression;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Gaussians;
import io.github.jgln.Knob;
import io.github.jgln.LabelledRows;
import io.github.jgln.Preset;
import io.github.jgln.Targets;
import io.github.jgln.bench.files.JsonLines;
import io.github.jgln.bench.host.Host;
import io.github.jgln.evaluation.GaussianMeasures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;

/**
 * The protocol of published splits (Hernández-Lobato and Adams, "Probabilistic backpropagation", 2015): a model for each split, which
 * learns the split's training rows in one pass and in an order drawn by the split, and predicts its test rows. Its setting is the one of
 * {@link #GRID} that, having learnt four fifths of the training rows, has the best log likelihood on the fifth that is left; test rows
 * are looked at once, by the model that is measured. What a file of results has already is not measured again.
 */
public final class SplitProtocol {
    /** Options of {@code jgln train} beside the preset, among which is chosen. */
    static final List<String> GRID = List.of(
            "",
            "learning-rate=0.1",
            "base-predictor=regressions:32,16,6",
            "base-predictor=regressions:256,32,8",
            "base-predictor=regressions:512,32,10");

    private static final double NANOS = 1e9;
    private static final double LEARNT_PART = 0.8;
    private static final JsonLines<SplitRun> RUNS =
            new JsonLines<>(SplitRun.class, "jgln compare regression --protocol");

    private final String version;
    private final List<Path> files;
    private final int splits;

    /**
     * @param version of JGLN, for the results
     * @param files tables as {@link NumberTable} has them, with splits
     * @param splits of a table at most
     * @throws IllegalArgumentException for less than 1 split
     */
    public SplitProtocol(String version, List<Path> files, int splits) {
        if (splits < 1) {
            throw new IllegalArgumentException("splits: expected at least 1, got " + splits);
        }
        this.version = version;
        this.files = List.copyOf(files);
        this.splits = splits;
    }

    /** Is told how it goes on. */
    public interface Listener {
        /** Of a table so many splits are done. */
        void progress(String table, int done, int total);

        /** Another run is finished, and in the file. */
        void finished(SplitRun run);
    }

    /** The runs of a file; none where there is no such file. */
    public static List<SplitRun> read(Path results) throws IOException {
        return RUNS.read(results);
    }

    /**
     * Measures what the results lack.
     *
     * @param results file of {@link SplitRun}s, to which each is added as soon as it is there
     * @throws IOException when a file cannot be written or read, or a table has no splits
     */
    public void run(Path results, Listener listener) throws IOException {
        List<SplitRun> known = read(results);
        for (Path file : files) {
            NumberTable table = NumberTable.read(file);
            if (table.splits().isEmpty()) {
                throw new IOException(
                        file + ": expected splits beside it, in NAME-test-rows.txt or NAME-test_mask.csv");
            }
            int wanted = Math.min(splits, table.splits().size());
            for (int split = 0; split < wanted; split++) {
                int k = split;
                listener.progress(table.name(), k, wanted);
                if (known.stream().noneMatch(run -> run.data().equals(table.name()) && run.split() == k)) {
                    SplitRun run = measure(table, k);
                    RUNS.append(results, run);
                    listener.finished(run);
                }
            }
        }
    }

    private SplitRun measure(NumberTable table, int split) {
        NumberTable.Split rows = table.split(split, OptionalLong.of(split));
        String setting = choose(rows.train(), split);
        try (GLN network = network(setting, rows.train(), split)) {
            long start = System.nanoTime();
            network.learn(rows.train().rows(), (Targets.Reals) rows.train().targets());
            double seconds = (System.nanoTime() - start) / NANOS;
            return new SplitRun(
                    table.name(),
                    split,
                    table.splits().size(),
                    rows.train().count(),
                    table.features(),
                    setting,
                    1,
                    RegressionFigures.of(predict(network, rows.test())),
                    seconds,
                    version,
                    Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                    Host.machine().processor());
        }
    }

    private static String choose(LabelledRows rows, int split) {
        int learnt = (int) (LEARNT_PART * rows.count());
        LabelledRows train = rows.part(0, learnt);
        LabelledRows validation = rows.part(learnt, rows.count() - learnt);
        String best = GRID.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (String setting : GRID) {
            try (GLN network = network(setting, train, split)) {
                network.learn(train.rows(), (Targets.Reals) train.targets());
                double loss = predict(network, validation).negativeLogLikelihood();
                if (loss < least) {
                    least = loss;
                    best = setting;
                }
            }
        }
        return best;
    }

    private static GaussianMeasures predict(GLN network, LabelledRows rows) {
        Gaussians said = network.predictDistribution(rows.rows());
        Targets.Reals targets = (Targets.Reals) rows.targets();
        GaussianMeasures measures = new GaussianMeasures();
        for (int t = 0; t < rows.count(); t++) {
            measures.row(said.mean(t, 0), said.variance(t, 0), targets.of()[targets.from() + t]);
        }
        return measures;
    }

    private static GLN network(String setting, LabelledRows rows, long seed) {
        GLNConfig.Builder config = Preset.REGRESSION
                .configureNumbers(rows.rows().features(), 1, rows.count())
                .seed(seed);
        for (String option : setting.split(" ")) {
            if (!option.isEmpty()) {
                String[] parts = option.split("=", 2);
                Knob.ofOption(parts[0]).set(config, parts[1], rows.count());
            }
        }
        return GLN.builder(config.build()).backend("cpu").create();
    }
}
