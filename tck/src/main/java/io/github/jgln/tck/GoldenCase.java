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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A stream that PyGLN's NumPy backend has learnt row by row in float64, with its numbers before and after.
 *
 * <p>Its layers have another shape than ours, and map onto it exactly. With bias on, slot 0 of a layer's output is a
 * constant, which is the next layer's input 0; here the layer above owns that constant and reads it last. A layer of size 1
 * has no such slot, so the layer above it has no bias. Base logit 0 is overwritten by one constant for all classes: feature
 * 0 is side information only.
 */
final class GoldenCase {
    private final GoldenFiles files;
    private final boolean bias;
    private final int[] sizes;
    private final int outputs;
    private final int inputs;
    private final int baseInputs;
    private final double epsilon;
    private final double logitBound;
    private final double weightBound;

    private final List<Oracle.Layer> layers = new ArrayList<>();
    private final List<LayerSpec> layerSpecs = new ArrayList<>();
    private ReplayCase replayCase;

    private final String note;

    private GoldenCase(GoldenFiles files) throws IOException {
        this.files = files;
        this.bias = files.config("bias").asBoolean(true);
        this.sizes = sizes();
        int classes = files.configInt("num_classes");
        this.outputs = classes == 2 ? 1 : classes;
        this.inputs = files.configInt("input_size");
        this.epsilon = files.configDouble("pred_clipping");
        this.logitBound = Math.log((1 - epsilon) / epsilon);
        this.weightBound = files.configDouble("weight_clipping");
        int batch = files.config("batch_size").asInt(1);
        files.require(batch == 1, "batch_size", "1: learning is online row by row here", batch);
        int[] firstWeights = files.array("layer0_weights_init.npy").shape();
        this.baseInputs = firstWeights[firstWeights.length - 1];
        for (int i = 0; i < sizes.length; i++) {
            addLayer(i);
        }
        double[][] features = files.rows("X.npy", inputs);
        double[][] heldOut = files.has("X_heldout.npy") ? files.rows("X_heldout.npy", inputs) : new double[0][];
        double[][] traced = tracedBaseLogits("base_logits.npy", features.length);
        boolean minMax = baseInputs == inputs && (traced == null || agrees(traced, baseLogits(features)));
        ReplayRows stream;
        ReplayRows after;
        if (minMax) {
            stream = new ReplayRows(features, bias ? baseLogits(features) : null);
            after = new ReplayRows(heldOut, bias ? baseLogits(heldOut) : null);
            this.note = "";
        } else {
            files.require(
                    traced != null, "base_logits.npy", "a file, as base predictions are not those of features", "none");
            double[][] tracedHeldOut = tracedBaseLogits("base_logits_heldout.npy", heldOut.length);
            stream = new ReplayRows(features, traced);
            after = tracedHeldOut == null ? ReplayRows.none() : new ReplayRows(heldOut, tracedHeldOut);
            this.note = "base predictor unknown: its base logits are taken as given"
                    + (tracedHeldOut == null ? ", held-out rows have none and are not predicted" : "");
        }
        NetworkState state = new NetworkState(spec(minMax), states(), new InputState(InputStatistics.none(inputs)));
        this.replayCase = new ReplayCase(
                files.name(),
                state,
                () -> oracle(state.spec()),
                stream,
                labels(features.length, classes),
                null,
                rates(features.length),
                after,
                Tolerance.GOLDEN);
    }

    /**
     * Reads a case and replays it on the reference.
     *
     * @throws IOException if a file is missing or not as expected, or if the reference disagrees with what PyGLN computed
     */
    static GoldenCase load(GoldenFiles files) throws IOException {
        GoldenCase golden = new GoldenCase(files);
        new GoldenAgreement(golden).require();
        return golden;
    }

    /**
     * As {@link #load(GoldenFiles)}, from a folder. Such a case may be of any size, so a backend is given what rounding may do
     * to it; those that come with the suite are small.
     */
    static GoldenCase load(Path folder) throws IOException {
        GoldenCase golden = new GoldenCase(GoldenFiles.in(folder));
        golden.replayCase = golden.replayCase.within(new GoldenAgreement(golden).require());
        return golden;
    }

    ReplayCase replayCase() {
        return replayCase;
    }

    GoldenFiles files() {
        return files;
    }

    /** What could not be checked; empty if all was. */
    String note() {
        return note;
    }

    /** A layer's size as PyGLN counts it: its neurons and the constant slot. */
    int size(int layer) {
        return sizes[layer];
    }

    /** Whether a layer's output slot 0 is a constant. */
    boolean hasBiasSlot(int layer) {
        return bias && sizes[layer] > 1;
    }

    /** Weights {@code [C][K][2^M·I]} with the bias column, if the layer reads one, moved from the first place to the last. */
    double[][][] weights(String file, LayerSpec layer) throws IOException {
        int width = layer.inputs();
        double[] flat = files.values(file, outputs, layer.neurons(), layer.contexts(), width);
        double[] moved = flat.clone();
        for (int row = 0; layer.bias() && row < flat.length; row += width) {
            System.arraycopy(flat, row + 1, moved, row, width - 1);
            moved[row + width - 1] = flat[row];
        }
        return split(moved, layer.neurons());
    }

    /** Layer sizes as PyGLN has them, the implicit last layer included. */
    private int[] sizes() throws IOException {
        JsonNode hidden = files.config("layer_sizes");
        files.require(hidden.isArray(), "layer_sizes", "a list", hidden);
        int[] all = new int[hidden.size() + 1];
        for (int i = 0; i < hidden.size(); i++) {
            all[i] = hidden.get(i).asInt(0);
        }
        all[hidden.size()] = 1;
        return all;
    }

    private void addLayer(int i) throws IOException {
        String prefix = "layer" + i + "_";
        int neurons = hasBiasSlot(i) ? sizes[i] - 1 : sizes[i];
        boolean readsBias = i == 0 ? bias : hasBiasSlot(i - 1);
        String mapsFile = prefix + "context_maps.npy";
        int[] maps = files.array(mapsFile).shape();
        files.require(maps.length == 4, mapsFile, "4 axes", maps.length);
        int m = maps[2];
        LayerSpec layer = new LayerSpec(neurons, m, i == 0 ? baseInputs : sizes[i - 1], readsBias);
        double[] biasLogits = new double[outputs];
        if (readsBias && i == 0) {
            Arrays.fill(biasLogits, files.values("base_bias.npy", 1)[0]);
        } else if (readsBias) {
            biasLogits = files.values("layer" + (i - 1) + "_bias.npy", outputs);
        }
        double[][][] weights = weights(prefix + "weights_init.npy", layer);
        // PyGLN clips all rows with the first update, ours are clipped from the start; within the bound both are the
        // same.
        for (double w : Arrays.stream(weights)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray()) {
            files.require(Math.abs(w) <= weightBound, prefix + "weights_init.npy", "weights within ±" + weightBound, w);
        }
        double[][][] hyperplanes = split(files.values(mapsFile, outputs, neurons, m, inputs), neurons);
        double[][][] thresholds = split(thresholds(prefix + "context_bias.npy", neurons, m), neurons);
        layers.add(new Oracle.Layer(hyperplanes, thresholds, weights, biasLogits));
        layerSpecs.add(layer);
    }

    /** Thresholds; without {@code context_bias} PyGLN has the one number 0 for all, so the file may be that or missing. */
    private double[] thresholds(String file, int neurons, int m) throws IOException {
        double[] thresholds = new double[outputs * neurons * m];
        if (!files.has(file)) {
            boolean on = files.config("context_bias").asBoolean(false);
            files.require(!on, file, "a file, because context_bias is on", "none");
        } else if (files.array(file).values().length == 1) {
            Arrays.fill(thresholds, files.array(file).values()[0]);
        } else {
            thresholds = files.values(file, outputs, neurons, m);
        }
        return thresholds;
    }

    /** {@code [C][K][...]} of a flat array. */
    private double[][][] split(double[] flat, int neurons) {
        int length = flat.length / (outputs * neurons);
        double[][][] split = new double[outputs][neurons][];
        for (int c = 0; c < outputs; c++) {
            for (int k = 0; k < neurons; k++) {
                int from = (c * neurons + k) * length;
                split[c][k] = Arrays.copyOfRange(flat, from, from + length);
            }
        }
        return split;
    }

    private int[] labels(int rowCount, int classes) throws IOException {
        double[] values = files.values("y.npy", rowCount);
        int[] labels = new int[rowCount];
        for (int t = 0; t < rowCount; t++) {
            labels[t] = (int) values[t];
            boolean label = labels[t] == values[t] && labels[t] >= 0 && labels[t] < classes;
            files.require(label, "y.npy", "labels of 0 to " + (classes - 1), values[t]);
        }
        return labels;
    }

    /**
     * η of every layer and row: a number, or PyGLN's {@code PaperLearningRate}, min(100 / step, 0.01), whose step advances once
     * per layer of each row learnt and starts at 1.
     */
    private double[][] rates(int rowCount) throws IOException {
        JsonNode rate = files.config("learning_rate");
        JsonNode finalStep = files.config("lr_final_step");
        boolean named = rate.toString().toLowerCase(Locale.ROOT).contains("paper");
        boolean paper = named || (rate.isNull() || rate.isMissingNode()) && finalStep.isNumber();
        files.require(paper || rate.isNumber(), "learning_rate", "a number or PaperLearningRate", rate);
        double[][] rates = new double[sizes.length][rowCount];
        for (int t = 0; t < rowCount; t++) {
            for (int i = 0; i < sizes.length; i++) {
                double step = (double) t * sizes.length + i + 1;
                rates[i][t] = paper ? Math.min(100 / step, 0.01) : rate.doubleValue();
            }
        }
        if (paper && finalStep.isNumber()) {
            long steps = (long) rowCount * sizes.length;
            files.require(finalStep.longValue() == steps, "lr_final_step", "" + steps, finalStep);
        }
        return rates;
    }

    /** The base logits our network reads by default: of all features without bias, of features 1 and up with it. */
    private double[][] baseLogits(double[][] features) {
        double[][] logits = new double[features.length][];
        for (int t = 0; t < features.length; t++) {
            double[] x = features[t];
            double min = Arrays.stream(x).min().orElseThrow();
            double max = Arrays.stream(x).max().orElseThrow();
            int first = bias ? 1 : 0;
            logits[t] = new double[x.length - first];
            for (int j = first; j < x.length; j++) {
                double p = Math.max(epsilon, Math.min(1 - epsilon, (x[j] - min) / (max - min)));
                logits[t][j - first] = Math.log(p / (1 - p));
            }
        }
        return logits;
    }

    private double[][] tracedBaseLogits(String file, int rowCount) throws IOException {
        if (!files.has(file)) {
            return null;
        }
        double[] traced = files.values(file, rowCount, baseInputs);
        double[][] logits = new double[rowCount][];
        for (int t = 0; t < rowCount; t++) {
            logits[t] = Arrays.copyOfRange(traced, t * baseInputs + (bias ? 1 : 0), (t + 1) * baseInputs);
        }
        return logits;
    }

    private static boolean agrees(double[][] one, double[][] other) {
        for (int t = 0; t < one.length; t++) {
            for (int j = 0; j < one[t].length; j++) {
                if (!(Math.abs(one[t][j] - other[t][j]) <= GoldenAgreement.FLOOR)) {
                    return false;
                }
            }
        }
        return true;
    }

    private NetworkSpec spec(boolean minMax) {
        int predictions = bias ? baseInputs - 1 : baseInputs;
        BaseLogits baseLogits = minMax && !bias
                ? new BaseLogits(BaseLogits.Kind.ROW_MIN_MAX, inputs, 0)
                : BaseLogits.given(predictions);
        return new NetworkSpec(
                new InputSpec(inputs, SideInformation.RAW, baseLogits, (float) epsilon, false),
                outputs,
                layerSpecs,
                false,
                false,
                new Mixing.Bernoulli((float) logitBound),
                (float) weightBound,
                Coupling.INDEPENDENT,
                Gating.HALFSPACE,
                0);
    }

    private List<LayerState> states() {
        List<LayerState> states = new ArrayList<>();
        for (Oracle.Layer layer : layers) {
            states.add(layer.rounded());
        }
        return states;
    }

    /** The reference at the start of the stream, from the unrounded numbers. */
    private Oracle oracle(NetworkSpec spec) {
        List<Oracle.Layer> fresh = new ArrayList<>();
        for (Oracle.Layer layer : layers) {
            fresh.add(layer.copy());
        }
        Oracle.Bounds bounds = new Oracle.Bounds(logitBound, weightBound, epsilon);
        return new Oracle(spec, fresh, bounds, 0, new double[inputs], new double[inputs]);
    }
}
