package io.github.jgln.experiments;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LearningRate;
import io.github.jgln.RowSource;
import io.github.jgln.Score;
import io.github.jgln.bench.rows.CompareData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A network on one thread that learns rows of arrays, whole or in parts. */
final class SingleThreadedNetwork implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final GLN gln;
    private long rows;
    private long correct;
    private long nanos;

    /** @param data whose first rows are the sample, where one is needed */
    SingleThreadedNetwork(GLNConfig config, CompareData data) {
        gln = GLN.builder(config)
                .backend("cpu")
                .option("threads", "1")
                .sampleOf(data.rows(), 0, data.rowCount())
                .create();
    }

    /**
     * Learns rows in order.
     *
     * @param order of the features: feature i of a row learnt is feature {@code order[i]} of the array's; null to keep it
     */
    void learn(float[] from, int[] labels, int[] order, int first, int end) throws IOException {
        long start = System.nanoTime();
        Score score = gln.learn(source(from, labels, order, first, end), (seen, predictions) -> {});
        nanos += System.nanoTime() - start;
        rows += score.rows();
        correct += score.correct();
    }

    /** The share of some rows classed right. */
    double accuracy(float[] from, int[] labels, int[] order) throws IOException {
        return gln.predict(source(from, labels, order, 0, labels.length), (seen, predictions) -> {})
                .accuracy();
    }

    /** The share of the rows learnt that were classed right before. */
    double online() {
        return (double) correct / rows;
    }

    /** How long learning has taken so far. */
    double seconds() {
        return nanos / NANOS;
    }

    @Override
    public void close() {
        gln.close();
    }

    private static RowSource source(float[] from, int[] labels, int[] order, int first, int end) {
        int features = from.length / labels.length;
        return new RowSource() {
            private int next = first;

            @Override
            public int read(float[] rows, int[] into) {
                int count = Math.min(into.length, end - next);
                if (order == null) {
                    System.arraycopy(from, next * features, rows, 0, count * features);
                } else {
                    for (int t = 0; t < count; t++) {
                        for (int j = 0; j < features; j++) {
                            rows[t * features + j] = from[(next + t) * features + order[j]];
                        }
                    }
                }
                System.arraycopy(labels, next, into, 0, count);
                next += count;
                return count;
            }
        };
    }

    /** A network's name: its layers. */
    static String name(GLNConfig config) {
        return "GLN "
                + String.join(
                        "-",
                        IntStream.of(config.neurons()).mapToObj(String::valueOf).toList());
    }

    /** How large a network is, and its settings. */
    static String method(GLNConfig config) {
        return String.format(Locale.ROOT, "%,d weights, ", config.spec().weights()) + settings(config);
    }

    /** All of a network's settings but its layers and its seed; the newer knobs only where they are turned. */
    static String settings(GLNConfig config) {
        List<String> sizes = IntStream.range(0, config.layers())
                .mapToObj(layer -> "" + config.contextMapSize(layer))
                .toList();
        List<String> settings = new ArrayList<>(List.of(
                "M " + String.join("-", sizes),
                rate(config),
                "ε " + config.predictionClipping(),
                "W " + config.weightClipping(),
                "base predictions " + brief(config.basePredictor()),
                "side information " + brief(config.sideInformation()),
                "halfspaces " + brief(config.halfspaces()),
                "bias " + config.bias(),
                "context bias " + config.contextBias(),
                "weights from " + brief(config.weightInitialisation())));
        if (config.outputNeurons() != 1) {
            settings.add("output neurons " + config.outputNeurons());
        }
        if (config.sharedHalfspaces()) {
            settings.add("shared halfspaces true");
        }
        if (config.skipConnections()) {
            settings.add("skip connections true");
        }
        if (config.unitRows()) {
            settings.add("unit rows true");
        }
        List<String> factors = IntStream.range(0, config.layers())
                .mapToObj(layer -> "" + config.layerRateFactor(layer))
                .toList();
        if (factors.stream().anyMatch(factor -> !factor.equals("1.0"))) {
            settings.add("layer rate factors " + String.join("-", factors));
        }
        // Left alone, hyperplanes are scaled where there are thresholds.
        if (config.normaliseHyperplanes() != config.contextBias()) {
            settings.add("normalise hyperplanes " + config.normaliseHyperplanes());
        }
        if (config.thresholdStandardDeviation() != 1) {
            settings.add("threshold standard deviation " + config.thresholdStandardDeviation());
        }
        return String.join(", ", settings);
    }

    private static String rate(GLNConfig config) {
        return config.learningRate() instanceof LearningRate.Constant constant
                ? "rate " + constant.value()
                : brief(config.learningRate());
    }

    /** Records without components and constants in words. */
    private static String brief(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : value.toString().replace("[]", "");
    }
}
