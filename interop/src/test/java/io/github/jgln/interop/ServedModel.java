package io.github.jgln.interop;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.jgln.Column;
import io.github.jgln.FittedRegression;
import io.github.jgln.GLN;
import io.github.jgln.Gaussians;
import io.github.jgln.Predictions;
import io.github.jgln.SavedModel;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A model beside what a runtime that knows nothing of this engine computes from its exported graph. */
public final class ServedModel {
    /** Halfspaces' boundaries are no nearer to the rows compared: rounding could tell either way. */
    private static final double MARGIN = 1e-4;

    private static final int TRIES = 10_000;

    private final GLN gln;
    private final Path graph;
    /** The gates of base predictions. */
    private final Optional<FittedRegression.Experts> experts;

    /** @param folder where the model and its graph are written */
    public ServedModel(GLN gln, Path folder) throws IOException {
        this.gln = gln;
        this.graph = folder.resolve("model.onnx");
        Path model = folder.resolve("model");
        gln.saved(Map.of("origin", "a test")).write(model);
        SavedModel saved = SavedModel.read(model);
        OnnxExport.write(saved, graph);
        experts = gln.config().numbers() > 0 ? saved.fittedRegression().experts() : Optional.empty();
    }

    /**
     * By how much the runtime and the engine differ.
     *
     * @param probability the largest difference; NaN if either has one
     * @param logit the largest difference; NaN if either has one
     * @param labels how many rows are put into another class
     */
    public record Difference(double probability, double logit, int labels) {
        /** Whether it is rounding. */
        public boolean isRounding() {
            return probability <= 1e-5 && logit <= 1e-3 && labels == 0;
        }
    }

    /**
     * By how much the runtime and a snapshot, which computes in double precision, differ where numbers are learnt.
     *
     * @param mean the largest difference, in standard deviations that the snapshot says, beyond the last bit of the mean
     * @param variance the largest relative difference
     */
    public record NumberDifference(double mean, double variance) {
        /** Whether it is rounding. */
        public boolean isRounding() {
            return mean <= 1e-4 && variance <= 1e-5;
        }
    }

    /** What the graph says of itself. */
    public Map<String, String> metadata() throws OrtException {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph.toString())) {
            return session.getMetadata().getCustomMetadata();
        }
    }

    /** Has both predict some rows. */
    public Difference over(float[] rows, int count) throws OrtException {
        Predictions expected = gln.infer(rows, count);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {count, rows.length / count};
        try (OrtSession session = environment.createSession(graph.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows), shape);
                OrtSession.Result result = session.run(Map.of("rows", input))) {
            long[] labels = (long[]) result.get("label").orElseThrow().getValue();
            int others = 0;
            for (int t = 0; t < count; t++) {
                others += labels[t] == expected.classOf(t) ? 0 : 1;
            }
            return new Difference(
                    largest(expected.probabilities(), result, "probabilities"),
                    largest(expected.logits(), result, "logits"),
                    others);
        }
    }

    /** Has both predict numbers of some rows. */
    public NumberDifference numbersOver(float[] rows, int count) throws OrtException {
        Gaussians expected = gln.snapshot().predictDistribution(rows, count);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {count, rows.length / count};
        try (OrtSession session = environment.createSession(graph.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows), shape);
                OrtSession.Result result = session.run(Map.of("rows", input))) {
            float[][] means = (float[][]) result.get("means").orElseThrow().getValue();
            float[][] variances =
                    (float[][]) result.get("variances").orElseThrow().getValue();
            double mean = 0;
            double variance = 0;
            for (int t = 0; t < count; t++) {
                for (int c = 0; c < expected.width(); c++) {
                    double said = expected.variance(t, c);
                    double off = Math.abs(expected.mean(t, c) - means[t][c]) - Math.ulp(means[t][c]);
                    mean = Math.max(mean, off / expected.deviation(t, c));
                    variance = Math.max(variance, Math.abs(said - variances[t][c]) / said);
                }
            }
            return new NumberDifference(mean, variance);
        }
    }

    private static double largest(float[] expected, OrtSession.Result result, String output) throws OrtException {
        float[][] served = (float[][]) result.get(output).orElseThrow().getValue();
        int width = served[0].length;
        if (served.length * width != expected.length) {
            throw new AssertionError(output + ": expected " + expected.length + ", got " + served.length * width);
        }
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((double) expected[i] - served[i / width][i % width]));
        }
        return largest;
    }

    /**
     * Rows that no rounding can put on another side of a halfspace.
     *
     * @param row draws one
     */
    public float[] decided(int count, Supplier<float[]> row) {
        NetworkState state = gln.state();
        int n = gln.config().features();
        float[] rows = new float[count * n];
        int tries = 0;
        for (int t = 0; t < count; ) {
            float[] drawn = row.get();
            if (isDecided(state, drawn)) {
                System.arraycopy(drawn, 0, rows, t++ * n, n);
            } else if (++tries == TRIES) {
                throw new AssertionError(TRIES + " rows near the boundaries of halfspaces, and only " + t + " others");
            }
        }
        return rows;
    }

    private boolean isDecided(NetworkState state, float[] row) {
        double[] seen = gln.config().columns().isEmpty() ? seen(row) : numbers(state, row);
        double[] side = side(state, seen);
        for (LayerState layer : state.layers()) {
            for (int c = 0; c < layer.hyperplanes().length; c++) {
                for (int k = 0; k < layer.hyperplanes()[c].length; k++) {
                    for (int j = 0; j < layer.thresholds()[c][k].length; j++) {
                        double distance = -layer.thresholds()[c][k][j];
                        for (int i = 0; i < side.length; i++) {
                            distance += layer.hyperplanes()[c][k][j * side.length + i] * side[i];
                        }
                        if (Math.abs(distance) < MARGIN) {
                            return false;
                        }
                    }
                }
            }
        }
        return experts.isEmpty() || isDecided(experts.get(), seen);
    }

    private static boolean isDecided(FittedRegression.Experts experts, double[] seen) {
        double[] sums = new double[experts.numbers()];
        for (int j = 0; j < seen.length; j++) {
            sums[experts.sumOf()[j]] += experts.sign()[j] * seen[j];
        }
        for (FittedRegression.Gated gate : experts.gated()) {
            for (int j = 0; j < gate.thresholds().length; j++) {
                double distance = -gate.thresholds()[j];
                for (int i = 0; i < sums.length; i++) {
                    distance += gate.normals()[j][i] * sums[i];
                }
                if (Math.abs(distance) < MARGIN) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What rows that are not of a table become. */
    private double[] seen(float[] row) {
        double[] seen = new double[row.length];
        double squares = 0;
        for (float x : row) {
            squares += (double) x * x;
        }
        double length = squares == 0 || !gln.config().unitRows() ? 1 : Math.sqrt(squares);
        for (int j = 0; j < seen.length; j++) {
            seen[j] = row[j] / length;
        }
        return seen;
    }

    private static double[] side(NetworkState state, double[] seen) {
        double[] side = new double[seen.length];
        for (int j = 0; j < side.length; j++) {
            side[j] = switch (state.spec().input().sideInformation()) {
                case RAW -> seen[j];
                case CENTRED -> seen[j] - state.statistics().mean()[j];
                case STANDARDISED ->
                    (seen[j] - state.statistics().mean()[j])
                            * state.statistics().scale(j);
            };
        }
        return side;
    }

    /** What the columns of a table become. */
    private double[] numbers(NetworkState state, float[] row) {
        double[] numbers = new double[state.spec().inputs()];
        boolean[] unknown = new boolean[numbers.length];
        int at = 0;
        for (int j = 0; j < row.length; j++) {
            Column column = gln.config().columns().get(j);
            boolean missing = Float.isNaN(row[j]);
            if (column instanceof Column.Number number) {
                unknown[at] = missing;
                numbers[at++] = row[j];
                if (number.mayMiss()) {
                    numbers[at++] = missing ? 1 : 0;
                }
            } else if (column instanceof Column.Category category) {
                int own = category.categories().size();
                if (!missing) {
                    numbers[at + Math.min(own, (int) row[j])] = 1;
                }
                at += own + 1;
            }
        }
        InputStatistics statistics = state.input().columns().orElseThrow().numbers();
        for (int i = 0; i < numbers.length; i++) {
            double z = (numbers[i] - statistics.mean()[i]) * statistics.scale(i);
            numbers[i] = unknown[i] ? 0 : Math.max(-5, Math.min(5, z));
        }
        return numbers;
    }
}
