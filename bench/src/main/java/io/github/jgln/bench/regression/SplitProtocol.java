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
 * learns the split's training rows in an order drawn by the split, and predicts its test rows. Its setting is the one of
 * {@link #GRID} that, having learnt four fifths of the training rows, has the best log likelihood on the fifth that is left; test rows
 * are looked at once, by the model that is measured. What a file of results has already is not measured again.
 */
public final class SplitProtocol {
    /** Among what is chosen: one pass of the preset, or five with more regressions. */
    static final List<Choice> GRID = List.of(
            new Choice(1, ""),
            new Choice(5, "base-predictor=regressions:128,32,11 learning-rate=linear:0.5"),
            new Choice(5, "base-predictor=regressions:256,32,11 learning-rate=linear:0.5"));

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

    /**
     * A setting.
     *
     * @param passes over the rows
     * @param options of {@code jgln train} beside the preset
     */
    record Choice(int passes, String options) {}

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
        Choice choice = choose(rows.train(), split);
        try (GLN network = network(choice, rows.train(), split)) {
            long start = System.nanoTime();
            learn(network, choice, rows.train());
            double seconds = (System.nanoTime() - start) / NANOS;
            return new SplitRun(
                    table.name(),
                    split,
                    table.splits().size(),
                    rows.train().count(),
                    table.features(),
                    choice.options(),
                    choice.passes(),
                    RegressionFigures.of(predict(network, rows.test())),
                    seconds,
                    version,
                    Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                    Host.machine().processor());
        }
    }

    private static Choice choose(LabelledRows rows, int split) {
        int learnt = (int) (LEARNT_PART * rows.count());
        LabelledRows train = rows.part(0, learnt);
        LabelledRows validation = rows.part(learnt, rows.count() - learnt);
        Choice best = GRID.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (Choice choice : GRID) {
            try (GLN network = network(choice, train, split)) {
                learn(network, choice, train);
                double loss = predict(network, validation).negativeLogLikelihood();
                if (loss < least) {
                    least = loss;
                    best = choice;
                }
            }
        }
        return best;
    }

    private static void learn(GLN network, Choice choice, LabelledRows rows) {
        for (int pass = 0; pass < choice.passes(); pass++) {
            if (pass > 0) {
                network.beginPass(true);
            }
            network.learn(rows.rows(), (Targets.Reals) rows.targets());
        }
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

    private static GLN network(Choice choice, LabelledRows rows, long seed) {
        long learnt = (long) choice.passes() * rows.count();
        GLNConfig.Builder config = Preset.REGRESSION
                .configureNumbers(rows.rows().features(), 1, learnt)
                .seed(seed);
        for (String option : choice.options().split(" ")) {
            if (!option.isEmpty()) {
                String[] parts = option.split("=", 2);
                Knob.ofOption(parts[0]).set(config, parts[1], learnt);
            }
        }
        return GLN.builder(config.build()).backend("cpu").sampleOf(rows.rows()).create();
    }
}
