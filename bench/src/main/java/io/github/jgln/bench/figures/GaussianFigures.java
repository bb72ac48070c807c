package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.bench.sampling.Sampler;
import io.github.jgln.bench.sampling.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** A network of Gaussian neurons: an epoch, and its neurons' step beside the one of classes. */
final class GaussianFigures {
    private static final double SECONDS = 1e-9;

    private final BackendUnderMeasurement backend;
    private final Effort effort;

    GaussianFigures(BackendUnderMeasurement backend, Effort effort) {
        this.backend = backend;
        this.effort = effort;
    }

    /** None where the backend has no such networks. */
    List<Figure> all() {
        GLNConfig config = Shapes.gaussian();
        if (!backend.takes(config)) {
            return List.of();
        }
        int rowCount = Math.min(Effort.GAUSSIAN_EPOCH, Math.max(effort.epochRows(), effort.blockRows()));
        LabelledRows rows = SyntheticRows.numbers(rowCount, config.features());
        try (GLN gln = backend.network(config)) {
            Figure epoch = epoch(gln, rows);
            return gln.phaseNanos().containsKey("mixing")
                    ? List.of(epoch, step(gln, rows), cost(gln, rows))
                    : List.of(epoch);
        }
    }

    private Figure epoch(GLN gln, LabelledRows rows) {
        String label = rows.count() == Effort.GAUSSIAN_EPOCH
                ? String.format(Locale.ROOT, "Gaussian, %,d rows", rows.count())
                : String.format(Locale.ROOT, "Gaussian, from %,d rows", rows.count());
        double[][] seconds = new Sampler(effort.epochs(), effort.epochSeconds()).rounds(() -> {
            long start = System.nanoTime();
            gln.learn(rows.rows(), rows.targets(), new float[2 * rows.count()]);
            return (System.nanoTime() - start) * SECONDS * Effort.GAUSSIAN_EPOCH / rows.count();
        });
        return new Figure("gaussianEpoch", label, "s", Spread.of(seconds[0]), null);
    }

    private Figure step(GLN gln, LabelledRows rows) {
        Spread nanos = new Sampler(effort.samples(), effort.seconds()).spread(gaussianStep(gln, rows));
        return new Figure(
                "gaussianStep", "Gaussian step, 19 to 35", backend.onProcessor() ? "ns a core" : "ns", nanos, null);
    }

    /** In turns with a network of classes whose neurons are as many and read as many inputs. */
    private Figure cost(GLN gln, LabelledRows rows) {
        GLNConfig config = Shapes.besideGaussian();
        LabelledRows classes = SyntheticRows.of(rows.count(), config.inputSize(), config.classes())
                .labelled();
        try (GLN beside = backend.network(config)) {
            double steps = (double) Shapes.neurons(config) * rows.count();
            DoubleSupplier step = () -> {
                long before = beside.phaseNanos().get("mixing");
                beside.learn(classes.rows(), classes.targets(), new float[rows.count()]);
                return (beside.phaseNanos().get("mixing") - before) / steps;
            };
            double[][] rounds = new Sampler(effort.samples(), effort.seconds()).rounds(gaussianStep(gln, rows), step);
            return new Figure(
                    "gaussianCost", "Gaussian step over Bernoulli", "×", Spread.ofRatios(rounds[0], rounds[1]), null);
        }
    }

    private static DoubleSupplier gaussianStep(GLN gln, LabelledRows rows) {
        double steps = (double) Shapes.neurons(gln.config()) * rows.count();
        return () -> {
            long before = gln.phaseNanos().get("mixing");
            gln.learn(rows.rows(), rows.targets(), new float[2 * rows.count()]);
            return (gln.phaseNanos().get("mixing") - before) / steps;
        };
    }
}
