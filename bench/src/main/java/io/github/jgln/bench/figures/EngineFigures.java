package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.bench.ceilings.Ceilings;
import io.github.jgln.bench.figures.Figure.Share;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.bench.sampling.Sampler;
import io.github.jgln.bench.sampling.Spread;
import io.github.jgln.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/** The essentials of an engine: its two kernels, a whole epoch, predictions. */
final class EngineFigures {
    private static final double MICROS = 1e-3;
    private static final double SECONDS = 1e-9;

    /** Single rows go by too fast to be timed one at a time. */
    private static final int ROWS_A_SAMPLE = 100;

    private final BackendUnderMeasurement backend;
    private final Effort effort;
    private final Ceilings ceilings;
    private final Dataset data;
    private final Sampler sampler;

    EngineFigures(BackendUnderMeasurement backend, Effort effort, Ceilings ceilings, Dataset data) {
        this.backend = backend;
        this.effort = effort;
        this.ceilings = ceilings;
        this.data = data;
        this.sampler = new Sampler(effort.samples(), effort.seconds());
    }

    /** The gating product's multiply-adds by the time threads spend in it; empty where the backend tells no such time. */
    Optional<Figure> gating() {
        GLNConfig config = Shapes.standard();
        int rowCount = effort.blockRows();
        Rows rows = data.limit(rowCount).rows();
        try (GLN gln = backend.network(config)) {
            if (!gln.phaseNanos().containsKey("gating")) {
                return Optional.empty();
            }
            // The times of phases are sums over all threads.
            int workers = backend.onProcessor() ? backend.threads() : 1;
            double work = (double) config.spec().cost().gating() * rowCount * workers;
            DoubleSupplier rate = () -> {
                long before = gln.phaseNanos().get("gating");
                gln.infer(rows);
                return work / (gln.phaseNanos().get("gating") - before);
            };
            String label = String.format(Locale.ROOT, "gating, %,d rows", rowCount);
            return Optional.of(rate("gating", label, "GMAC/s", rate, DoubleUnaryOperator.identity(), sampler));
        }
    }

    /**
     * Prediction and update of one neuron of 785 inputs, as long as one thread takes for it. Above the wide layer is one of
     * 17 inputs, with a neuron for sixteen wide ones: too little to matter.
     */
    Optional<Figure> wideStep() {
        return step("onlineStep785", "online step, 785 inputs", Shapes.oneHidden(16), data, true);
    }

    /** The same with 17 inputs in all layers. */
    Optional<Figure> narrowStep() {
        GLNConfig config = Shapes.narrow();
        Dataset narrow = SyntheticRows.of(4 * effort.blockRows(), config.inputSize(), config.classes());
        return step("onlineStep17", "online step, 17 inputs", config, narrow, false);
    }

    private Optional<Figure> step(String key, String label, GLNConfig config, Dataset source, boolean streams) {
        int rowCount = Math.min(source.rowCount(), 4 * effort.blockRows());
        LabelledRows rows = source.limit(rowCount).labelled();
        try (GLN gln = backend.network(config)) {
            if (!gln.phaseNanos().containsKey("mixing")) {
                return Optional.empty();
            }
            double steps = (double) Shapes.neurons(config) * rowCount;
            DoubleSupplier nanosPerStep = () -> {
                long before = gln.phaseNanos().get("mixing");
                gln.learn(rows.rows(), rows.targets());
                return (gln.phaseNanos().get("mixing") - before) / steps;
            };
            if (!backend.onProcessor()) {
                return Optional.of(new Figure(key, label, "ns", sampler.spread(nanosPerStep), null));
            }
            if (!streams) {
                return Optional.of(new Figure(key, label, "ns a core", sampler.spread(nanosPerStep), null));
            }
            int threads = backend.threads();
            double[][] rounds = sampler.rounds(() -> ceilings.l2(threads) / threads, nanosPerStep);
            // A step needs one row of inputs and one of weights, both out of the second-level cache.
            double bytes = 2.0 * Float.BYTES * (Shapes.FEATURES + 1);
            double[] bandwidths =
                    Arrays.stream(rounds[1]).map(nanos -> bytes / nanos).toArray();
            Share share = new Share(
                    Spread.ofRatios(bandwidths, rounds[0]),
                    Ceilings.L2_ALL,
                    Spread.of(rounds[0]).times(threads));
            return Optional.of(new Figure(key, label, "ns a core", Spread.of(rounds[1]), share));
        }
    }

    /** What learning a data set of MNIST's size in one pass takes; a slow backend learns less of it. */
    Figure epoch() {
        GLNConfig config = Shapes.standard();
        try (GLN gln = backend.network(config)) {
            int some = Math.min(data.rowCount(), effort.blockRows());
            learn(gln, some);
            double affordable = effort.epochSeconds() / SECONDS / learn(gln, some) * some;
            int rowCount = (int) Math.max(some, Math.min(data.rowCount(), affordable));
            double work = (double) config.spec().cost().learning() * rowCount;
            String label = rowCount == Effort.EPOCH
                    ? String.format(Locale.ROOT, "epoch, %,d rows", rowCount)
                    : String.format(Locale.ROOT, "epoch, scaled from %,d", rowCount);
            return rate(
                    "epoch",
                    label,
                    "s",
                    () -> work / learn(gln, rowCount),
                    rate -> work / rate * SECONDS * Effort.EPOCH / rowCount,
                    new Sampler(effort.epochs(), effort.epochSeconds()));
        }
    }

    private double learn(GLN gln, int rowCount) {
        LabelledRows rows = data.limit(rowCount).labelled();
        return nanos(() -> gln.learn(rows.rows(), rows.targets()));
    }

    /** What predicting one row, a hundred and many takes a network that has learnt something. */
    List<Figure> predictions() {
        GLNConfig config = Shapes.standard();
        double work = config.spec().cost().predicting();
        List<Figure> figures = new ArrayList<>();
        try (GLN gln = backend.network(config)) {
            learn(gln, Math.min(data.rowCount(), effort.blockRows()));
            for (int count : effort.predictions()) {
                DoubleSupplier nanosPerRow = count == 1 ? oneByOne(gln) : together(gln, count);
                figures.add(rate(
                        "predict" + count,
                        String.format(Locale.ROOT, "predict %,d row%s", count, count == 1 ? "" : "s"),
                        "µs per row",
                        () -> work / nanosPerRow.getAsDouble(),
                        rate -> work / rate * MICROS,
                        sampler));
            }
        }
        return figures;
    }

    private DoubleSupplier oneByOne(GLN gln) {
        float[][] rows = new float[ROWS_A_SAMPLE][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = data.row(t % data.rowCount());
        }
        return () -> nanos(() -> {
                    for (float[] row : rows) {
                        gln.predict(row);
                    }
                })
                / rows.length;
    }

    private DoubleSupplier together(GLN gln, int count) {
        Rows rows = data.limit(count).rows();
        int calls = Math.max(1, effort.blockRows() / count);
        return () -> nanos(() -> {
                    for (int i = 0; i < calls; i++) {
                        gln.infer(rows).classes();
                    }
                })
                / calls
                / count;
    }

    private static double nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    /**
     * Measures a rate in turns with the multiply-add peak of all threads, whose share it is.
     *
     * @param measurement GMAC/s
     * @param shown what to report instead of the rate
     */
    private Figure rate(
            String key,
            String label,
            String unit,
            DoubleSupplier measurement,
            DoubleUnaryOperator shown,
            Sampler sampler) {
        double[][] rounds = backend.onProcessor()
                ? sampler.rounds(measurement, () -> ceilings.multiplyAdds(backend.threads()))
                : sampler.rounds(measurement);
        Share share = backend.onProcessor()
                ? new Share(Spread.ofRatios(rounds[0], rounds[1]), Ceilings.FMA_ALL, Spread.of(rounds[1]))
                : null;
        return new Figure(
                key, label, unit, Spread.of(Arrays.stream(rounds[0]).map(shown).toArray()), share);
    }
}
