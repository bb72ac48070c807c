package io.github.jgln.tck;

import io.github.jgln.Coupling;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stream that a float64 implementation of Gaussian GLNs as published has learnt row by row, with its numbers before and after:
 * a folder of {@code .npy} files, whose {@code config.json} has an {@code input_variance}. A row's features are side information
 * and the means of the base predictions, which all have that variance; the constant Gaussians come last among what a layer reads.
 */
final class GaussianGoldenCase {
    /** How far a double-precision replay may be from what was recorded, relative to 1 where numbers are larger. */
    private static final double DOUBLE_TOLERANCE = 1e-9;

    private final GoldenFiles files;
    private final int inputs;
    private final int outputs;
    private final int[] neurons;
    private final int biases;
    private final double inputVariance;
    private final GaussianOracle.Bounds bounds;
    private final List<Oracle.Layer> layers = new ArrayList<>();
    private final NetworkSpec spec;
    private final ReplayCase replayCase;

    private GaussianGoldenCase(GoldenFiles files) throws IOException {
        this.files = files;
        inputs = files.configInt("input_size");
        outputs = files.configInt("outputs");
        neurons = new int[files.config("layer_sizes").size()];
        Arrays.setAll(neurons, i -> files.config("layer_sizes").get(i).asInt(0));
        biases = files.configInt("bias_count");
        inputVariance = files.configDouble("input_variance");
        bounds = new GaussianOracle.Bounds(
                files.configDouble("weight_clipping"),
                files.configDouble("min_variance"),
                files.configDouble("max_variance"),
                files.configDouble("bias_mean"),
                files.configDouble("bias_variance"));
        spec = spec(files.configInt("context_map_size"));
        for (int i = 0; i < neurons.length; i++) {
            layers.add(layer(i));
        }
        InputState input = new InputState(InputStatistics.none(inputs));
        List<LayerState> states = layers.stream().map(Oracle.Layer::rounded).toList();
        double[][] features = files.rows("X.npy", inputs);
        double[][] rates = new double[neurons.length][features.length];
        for (double[] ofLayer : rates) {
            Arrays.fill(ofLayer, files.configDouble("learning_rate"));
        }
        replayCase = new ReplayCase(
                files.name(),
                new NetworkState(spec, states, input),
                this::oracle,
                rows(features),
                null,
                files.rows("y.npy", outputs),
                rates,
                rows(files.rows("X_heldout.npy", inputs)),
                Tolerance.GAUSSIAN_GOLDEN);
    }

    /** Whether a folder's configuration is of such a case. */
    static boolean is(GoldenFiles files) {
        return files.config("input_variance").isNumber();
    }

    /**
     * Reads a case and replays it on the reference.
     *
     * @throws IOException if a file is missing or not as expected, or if the reference disagrees with what was recorded
     */
    static ReplayCase load(GoldenFiles files) throws IOException {
        GaussianGoldenCase golden = new GaussianGoldenCase(files);
        golden.require();
        return golden.replayCase;
    }

    private NetworkSpec spec(int contextMapSize) {
        List<LayerSpec> specs = new ArrayList<>();
        int below = inputs;
        for (int size : neurons) {
            specs.add(new LayerSpec(size, contextMapSize, below + biases, false));
            below = size;
        }
        return new NetworkSpec(
                new InputSpec(inputs, SideInformation.RAW, BaseLogits.given(inputs), 0, false),
                outputs,
                specs,
                false,
                false,
                new Mixing.Gaussian(
                        Mixing.Gaussian.Form.PUBLISHED,
                        (float) bounds.minVariance(),
                        (float) bounds.maxVariance(),
                        biases,
                        (float) bounds.biasMean(),
                        (float) bounds.biasVariance()),
                (float) bounds.weight(),
                Coupling.INDEPENDENT,
                Gating.HALFSPACE,
                0);
    }

    private Oracle.Layer layer(int i) throws IOException {
        String prefix = "layer" + i + "_";
        int m = spec.layers().get(i).contextMapSize();
        double[][][] none = new double[outputs][neurons[i]][0];
        return new Oracle.Layer(
                m == 0 ? none : split(prefix + "hyperplanes.npy", neurons[i], m * inputs),
                m == 0 ? none : split(prefix + "thresholds.npy", neurons[i], m),
                weights(i, "init"),
                new double[outputs]);
    }

    private double[][][] weights(int i, String when) throws IOException {
        LayerSpec layer = spec.layers().get(i);
        return split("layer" + i + "_weights_" + when + ".npy", neurons[i], layer.contexts() * layer.inputs());
    }

    /** {@code [C][K][length]}. */
    private double[][][] split(String file, int size, int length) throws IOException {
        double[] flat = files.array(file).values();
        files.require(flat.length == outputs * size * length, file, outputs * size * length + " numbers", flat.length);
        double[][][] split = new double[outputs][size][];
        for (int at = 0; at < outputs * size; at++) {
            split[at / size][at % size] = Arrays.copyOfRange(flat, at * length, (at + 1) * length);
        }
        return split;
    }

    private ReplayRows rows(double[][] features) {
        double[][] pairs = new double[features.length][2 * inputs];
        for (int t = 0; t < pairs.length; t++) {
            for (int j = 0; j < inputs; j++) {
                pairs[t][2 * j] = features[t][j];
                pairs[t][2 * j + 1] = inputVariance;
            }
        }
        return new ReplayRows(features, pairs);
    }

    /** The reference at the start of the stream, from the unrounded numbers. */
    private Oracle oracle() {
        return new Oracle(
                spec,
                layers.stream().map(Oracle.Layer::copy).toList(),
                new GaussianOracle((Mixing.Gaussian) spec.mixing(), bounds));
    }

    private void require() throws IOException {
        Oracle oracle = oracle();
        int count = replayCase.stream().count();
        Trace[] traces = new Trace[neurons.length];
        for (int i = 0; i < neurons.length; i++) {
            traces[i] = new Trace(traced(i, "context_index"), traced(i, "mu"), traced(i, "variance"));
        }
        double[] means = files.values("mu_online.npy", count, outputs);
        double[] variances = files.values("variance_online.npy", count, outputs);
        for (int t = 0; t < count; t++) {
            Oracle.Step step = replayCase.learn(oracle, t, null);
            for (int i = 0; i < neurons.length; i++) {
                int perRow = outputs * neurons[i];
                for (int at = 0; at < perRow; at++) {
                    String where = "row " + t + ", layer " + i + ", neuron " + at;
                    close(where + ", context", traces[i].contexts[t * perRow + at], step.contexts()[i][at]);
                    close(where + ", mean", traces[i].means[t * perRow + at], step.outputs()[i][2 * at]);
                    close(where + ", variance", traces[i].variances[t * perRow + at], step.outputs()[i][2 * at + 1]);
                }
            }
            predicted("online", t, step, means, variances);
        }
        for (int i = 0; i < neurons.length; i++) {
            double[][][] expected = weights(i, "final");
            for (int c = 0; c < outputs; c++) {
                for (int k = 0; k < neurons[i]; k++) {
                    for (int j = 0; j < expected[c][k].length; j++) {
                        String where = "layer " + i + ", output " + c + ", neuron " + k + ", weight " + j;
                        close(where, expected[c][k][j], oracle.weights(i)[c][k][j]);
                    }
                }
            }
        }
        ReplayRows heldOut = replayCase.heldOut();
        means = files.values("mu_heldout.npy", heldOut.count(), outputs);
        variances = files.values("variance_heldout.npy", heldOut.count(), outputs);
        for (int t = 0; t < heldOut.count(); t++) {
            Oracle.Step step = oracle.infer(heldOut.features()[t], heldOut.baseLogits(t), null);
            predicted("held-out", t, step, means, variances);
        }
    }

    /** What a layer's neurons did, row by row. */
    private record Trace(double[] contexts, double[] means, double[] variances) {}

    private double[] traced(int layer, String what) throws IOException {
        return files.values(
                "layer" + layer + "_" + what + ".npy", replayCase.stream().count(), outputs, neurons[layer]);
    }

    private void predicted(String when, int t, Oracle.Step step, double[] means, double[] variances)
            throws IOException {
        for (int c = 0; c < outputs; c++) {
            String where = when + " row " + t + ", output " + c;
            close(where + ", mean", means[t * outputs + c], step.logits()[2 * c]);
            close(where + ", variance", variances[t * outputs + c], step.logits()[2 * c + 1]);
        }
    }

    private void close(String what, double expected, double got) throws IOException {
        files.require(
                Math.abs(expected - got) <= DOUBLE_TOLERANCE * Math.max(1, Math.abs(expected)),
                what,
                expected + ", as recorded, within " + DOUBLE_TOLERANCE,
                got + " from the reference");
    }
}
