package io.github.jgln.interop;

import io.github.jgln.GLNConfig;
import io.github.jgln.LearningRate;
import io.github.jgln.Preparation;
import io.github.jgln.SavedModel;
import io.github.jgln.data.NpyFile;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a model of PyGLN's NumPy backend, exported as {@code .npz} by the snippet in {@code docs/pygln.md}.
 *
 * <p>It predicts what PyGLN does, up to float32 rounding; there numbers are float64. PyGLN's layers have another shape, which
 * maps onto ours: with its bias on, slot 0 of a layer's output is a constant, input 0 of the next layer; here that layer owns
 * it and reads it last. A layer of size 1 has no such slot; the layer above it reads a bias logit of 0 with weights of 0,
 * which stay so. Base logit 0 is overwritten by a constant there, so that feature 0 is no prediction; here it is one, with
 * weights of 0. As soon as the model learns on, those weights learn too.
 *
 * <p>{@code PaperLearningRate} becomes {@code min(100 / layers / row, 0.01)}: its step advances once per layer and call, which
 * is once per layer and row where rows came singly. Models with a base predictor of their own cannot be read.
 */
public final class PyGln {
    private final Path file;
    private final ZipFile zip;

    private PyGln(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Reads a model.
     *
     * @throws IOException when the file cannot be read or is not as described; says what was expected and found
     */
    public static SavedModel read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new PyGln(file, zip).model();
        } catch (ZipException e) {
            throw new IOException(file + ": expected an .npz file as numpy.savez writes it: " + e.getMessage(), e);
        }
    }

    private SavedModel model() throws IOException {
        int inputs = integer("input_size", 1);
        int classes = integer("num_classes", 2);
        boolean bias = scalar("bias") != 0;
        double[] hidden = array("layer_sizes").values();
        int[] sizes = new int[hidden.length + 1];
        for (int i = 0; i < hidden.length; i++) {
            sizes[i] = whole("layer_sizes", hidden[i], 1);
        }
        sizes[hidden.length] = 1;
        int baseSize = integer("base_pred_size", 1);
        require(baseSize == inputs, "base_pred_size", "the default base predictor, with " + inputs, baseSize);

        int[] neurons = new int[hidden.length];
        int[] contextMapSizes = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int[] maps = array(name(i, "context_maps")).shape();
            require(maps.length == 4, name(i, "context_maps"), "4 axes", Arrays.toString(maps));
            contextMapSizes[i] = maps[2];
            if (i < hidden.length) {
                neurons[i] = bias && sizes[i] > 1 ? sizes[i] - 1 : sizes[i];
            }
        }
        double rate = scalar("learning_rate");
        long steps = whole("learning_rate_step", scalar("learning_rate_step"), 0);
        GLNConfig config;
        try {
            config = GLNConfig.builder(inputs, neurons)
                    .classes(classes)
                    .contextMapSize(contextMapSizes)
                    .bias(bias)
                    .contextBias(scalar("context_bias") != 0)
                    .predictionClipping(scalar("pred_clipping"))
                    .weightClipping(scalar("weight_clipping"))
                    // PyGLN's PaperLearningRate has no constant; the snippet writes NaN.
                    .learningRate(
                            Double.isNaN(rate)
                                    ? new LearningRate.Hyperbolic(100.0 / sizes.length, 0.01)
                                    : new LearningRate.Constant(rate))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        NetworkSpec spec = config.spec();
        List<LayerState> layers = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            layers.add(layer(i, spec, bias, sizes));
        }
        NetworkState state = new NetworkState(spec, layers, new InputState(InputStatistics.none(inputs)));
        return new SavedModel(
                config, Preparation.none(classes), state, steps / sizes.length, Map.of("origin", "PyGLN"));
    }

    private LayerState layer(int i, NetworkSpec spec, boolean bias, int[] sizes) throws IOException {
        int outputs = spec.outputs();
        int k = spec.layers().get(i).neurons();
        int m = spec.layers().get(i).contextMapSize();
        int contexts = spec.layers().get(i).contexts();
        int ours = spec.layers().get(i).inputs();
        int theirs = i == 0 ? spec.inputs() : sizes[i - 1];
        boolean slot = bias && (i == 0 || sizes[i - 1] > 1);
        double[] biasLogits = new double[outputs];
        if (slot && i == 0) {
            Arrays.fill(biasLogits, scalar("base_bias"));
        } else if (slot) {
            biasLogits = values(name(i - 1, "bias"), outputs);
        }
        double[] flat = values(name(i, "weights"), outputs, k, contexts, theirs);
        double[] weights = new double[outputs * k * contexts * ours];
        for (int row = 0; row < outputs * k * contexts; row++) {
            int from = row * theirs;
            int to = row * ours;
            if (!slot) {
                System.arraycopy(flat, from, weights, to, theirs);
            } else {
                // In the first layer feature 0 keeps a place, with a weight of 0; above, slot 0 was the bias' only.
                int shift = i == 0 ? 0 : 1;
                System.arraycopy(flat, from + 1, weights, to + 1 - shift, theirs - 1);
                weights[to + ours - 1] = flat[from];
            }
        }
        for (double weight : weights) {
            require(
                    Math.abs(weight) <= spec.weightBound(),
                    name(i, "weights"),
                    "weights within ±" + spec.weightBound(),
                    weight);
        }
        double[] thresholds = array(name(i, "context_bias")).values();
        if (thresholds.length == 1) {
            thresholds = Collections.nCopies(outputs * k * m, thresholds[0]).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        } else {
            thresholds = values(name(i, "context_bias"), outputs, k, m);
        }
        double[] maps = values(name(i, "context_maps"), outputs, k, m, spec.inputs());
        return new LayerState(
                split(name(i, "context_maps"), maps, outputs, k),
                split(name(i, "context_bias"), thresholds, outputs, k),
                split(name(i, "weights"), weights, outputs, k),
                split("bias", biasLogits, 1, 1)[0][0]);
    }

    /** {@code [C][K][...]} of a flat array, as float32. */
    private float[][][] split(String name, double[] flat, int outputs, int neurons) throws IOException {
        int length = flat.length / (outputs * neurons);
        float[][][] split = new float[outputs][neurons][length];
        for (int i = 0; i < flat.length; i++) {
            float value = (float) flat[i];
            require(Float.isFinite(value), name, "finite numbers", flat[i]);
            split[i / length / neurons][i / length % neurons][i % length] = value;
        }
        return split;
    }

    private static String name(int layer, String what) {
        return "layer" + layer + "_" + what;
    }

    private NpyFile array(String name) throws IOException {
        var entry = zip.getEntry(name + ".npy");
        require(entry != null, name, "an array", "none");
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyFile.read(file + ", " + name, in);
        }
    }

    private double[] values(String name, int... shape) throws IOException {
        return array(name).values(file + ", " + name, shape);
    }

    private double scalar(String name) throws IOException {
        return values(name)[0];
    }

    private int integer(String name, int least) throws IOException {
        return whole(name, scalar(name), least);
    }

    private int whole(String name, double value, int least) throws IOException {
        require(
                value == Math.rint(value) && value >= least && value <= Integer.MAX_VALUE,
                name,
                "a whole number of at least " + least,
                value);
        return (int) value;
    }

    private void require(boolean holds, String what, String expected, Object got) throws IOException {
        if (!holds) {
            throw new IOException(file + ", " + what + ": expected " + expected + ", got " + got);
        }
    }
}
