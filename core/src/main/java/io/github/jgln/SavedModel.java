package io.github.jgln;

import io.github.jgln.SafeTensors.Header;
import io.github.jgln.SafeTensors.Tensor;
import io.github.jgln.SafeTensors.Type;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All of a model that outlives a process, and its file: {@link GLN#save} writes one, {@link GLN#load} reads one, and so can
 * any program that knows <a href="https://github.com/huggingface/safetensors">safetensors</a>.
 *
 * <p>Layer i has the float32 tensors {@code layers.i.hyperplanes [C, K, M, N]}, {@code layers.i.thresholds [C, K, M]},
 * {@code layers.i.weights [C, K, 2^M, I]} (the bias input is the last) and {@code layers.i.bias_logits [C]}; the features'
 * statistics are the float64 tensors {@code statistics.mean [N]} and {@code statistics.squares [N]}; a
 * {@link BasePredictor.Whitened} has its map's {@code projection.mean [N]}, {@code projection.axes [R, N]},
 * {@code projection.gains [R]} and {@code projection.scale [1]}. The metadata, strings by
 * name, holds under {@code jgln.} the format's version, the configuration, how many rows have been learnt (where the rate
 * schedule stands) and how many the statistics have seen; all other names are {@link #notes}.
 *
 * <p>What is read is as good as what was written: the same model on whatever backend, bit for bit on the same one. A file is
 * believed in nothing. One that is damaged, cut off or made up gives a {@link ModelFormatException} that says why, and no
 * part of a model; it takes no more memory than the file is long, and a constant beside that.
 *
 * <p>A model whose configuration holds a function ({@link BasePredictor.Custom}, {@link LearningRate.Custom}) cannot be
 * written.
 *
 * @param config what the network was created from
 * @param state its numbers; not copied
 * @param rowsLearned the rows learnt so far
 * @param notes whatever its user wants to find beside it, such as the names of classes; names do not begin with
 *     {@code jgln.}
 */
public record SavedModel(GLNConfig config, NetworkState state, long rowsLearned, Map<String, String> notes) {
    /** The format this version writes, and the only one so far. */
    private static final String FORMAT = "1";

    private static final String OWN = "jgln.";
    private static final String VERSION = OWN + "format";
    private static final String ROWS_LEARNED = OWN + "rows_learned";
    private static final String STATISTICS_COUNT = OWN + "statistics_count";
    private static final String CONFIG = OWN + "config.";
    private static final String FIXED = "config.";

    /**
     * A model as it stands.
     *
     * @throws IllegalArgumentException when the state is of another shape than the configuration, or holds numbers that are
     *     not finite, or when a note's name is not a user's
     */
    public SavedModel {
        Objects.requireNonNull(config);
        if (!state.spec().equals(InitialState.spec(config))) {
            throw new IllegalArgumentException("expected the state of a network as configured, "
                    + InitialState.spec(config) + ", got one of " + state.spec());
        }
        RowCheck.finiteState(state);
        if (rowsLearned < 0) {
            throw new IllegalArgumentException("rows learned: expected at least 0, got " + rowsLearned);
        }
        notes = Map.copyOf(notes);
        for (String name : notes.keySet()) {
            if (name.startsWith(OWN)) {
                throw new IllegalArgumentException(
                        "notes: expected names that do not begin with '" + OWN + "', got '" + name + "'");
            }
        }
    }

    /** The same model with other notes. */
    public SavedModel withNotes(Map<String, String> others) {
        return new SavedModel(config, state, rowsLearned, others);
    }

    /**
     * Writes the model so that a crash at any moment leaves the file's old content or the new one. The same model gives the
     * same bytes.
     *
     * @throws IllegalArgumentException where the configuration holds a function
     * @throws IOException when the file cannot be written; then its old content is there still
     */
    public void write(Path file) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(VERSION, FORMAT);
        ConfigEntries.of(config).forEach((name, value) -> metadata.put(CONFIG + name, value));
        metadata.put(ROWS_LEARNED, "" + rowsLearned);
        metadata.put(STATISTICS_COUNT, "" + state.statistics().count());
        notes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(note -> metadata.put(note.getKey(), note.getValue()));
        AtomicFile.write(file, channel -> {
            SafeTensors.Writer writer =
                    new SafeTensors.Writer(channel, metadata, tensors(state.spec(), !config.runningStatistics()));
            writer.doubles(state.statistics().mean());
            writer.doubles(state.statistics().squares());
            if (!config.runningStatistics()) {
                writer.floats(config.fixedMean());
                writer.floats(config.fixedStandardDeviation());
            }
            if (state.projection() != null) {
                writer.floats(state.projection().mean());
                writer.floats(state.projection().axes());
                writer.floats(state.projection().gains());
                writer.floats(new float[] {state.projection().scale()});
            }
            for (LayerState layer : state.layers()) {
                for (float[][][] numbers : List.of(layer.hyperplanes(), layer.thresholds(), layer.weights())) {
                    for (float[][] output : numbers) {
                        for (float[] neuron : output) {
                            writer.floats(neuron);
                        }
                    }
                }
                writer.floats(layer.biasLogits());
            }
            writer.end();
        });
    }

    /** The tensors of a model, in the order in which they are written. */
    private static Map<String, Tensor> tensors(NetworkSpec spec, boolean fixedStatistics) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long c = spec.outputs();
        long n = spec.inputs();
        tensors.put("statistics.mean", shaped(Type.F64, n));
        tensors.put("statistics.squares", shaped(Type.F64, n));
        if (fixedStatistics) {
            tensors.put(FIXED + "fixed_mean", shaped(Type.F32, n));
            tensors.put(FIXED + "fixed_standard_deviation", shaped(Type.F32, n));
        }
        if (spec.basePredictor() instanceof BasePredictor.Whitened whitened) {
            long axes = whitened.axes(spec.inputs());
            tensors.put("projection.mean", shaped(Type.F32, n));
            tensors.put("projection.axes", shaped(Type.F32, axes, n));
            tensors.put("projection.gains", shaped(Type.F32, axes));
            tensors.put("projection.scale", shaped(Type.F32, 1));
        }
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            long k = layer.neurons();
            long m = layer.contextMapSize();
            tensors.put(name(i, "hyperplanes"), shaped(Type.F32, c, k, m, n));
            tensors.put(name(i, "thresholds"), shaped(Type.F32, c, k, m));
            tensors.put(name(i, "weights"), shaped(Type.F32, c, k, layer.contexts(), layer.inputs()));
            tensors.put(name(i, "bias_logits"), shaped(Type.F32, c));
        }
        return tensors;
    }

    private static String name(int layer, String what) {
        return "layers." + layer + "." + what;
    }

    private static Tensor shaped(Type type, long... shape) {
        return new Tensor(type, Arrays.stream(shape).boxed().toList(), 0, 0);
    }

    /**
     * Reads a model.
     *
     * @throws ModelFormatException when the file is not a whole and sound model; says why
     * @throws IOException when it cannot be read
     */
    public static SavedModel read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Loader(file, channel, SafeTensors.readHeader(file, channel)).load();
        }
    }

    /**
     * The configuration as a file's metadata has it: each knob by name, such as {@code learning_rate: constant 0.001}.
     *
     * @throws IllegalArgumentException where the configuration holds a function
     */
    public Map<String, String> description() {
        return ConfigEntries.of(config);
    }

    /** An immutable predictor that many threads may share; see {@link Snapshot}. */
    public Snapshot snapshot() {
        return new Snapshot(state, config.unitRows(), rowsLearned);
    }

    /** Builds a model from a file whose header has been checked. */
    private static final class Loader {
        private final Path file;
        private final Header header;
        private final SafeTensors.Reader reader;
        private final Map<String, String> own = new LinkedHashMap<>();
        private final Map<String, String> notes = new LinkedHashMap<>();

        Loader(Path file, FileChannel channel, Header header) {
            this.file = file;
            this.header = header;
            this.reader = new SafeTensors.Reader(channel);
            header.metadata().forEach((name, value) -> (name.startsWith(OWN) ? own : notes).put(name, value));
            own.remove(SafeTensors.CHECKSUM);
        }

        SavedModel load() throws IOException {
            String version = own.remove(VERSION);
            if (version == null) {
                throw new ModelFormatException(
                        file,
                        "expected a model of this engine, with an entry " + VERSION + " in its metadata, got none");
            }
            if (!version.equals(FORMAT)) {
                throw new ModelFormatException(
                        file,
                        "expected format version " + FORMAT + ", got '" + version
                                + "'; read it with the version of JGLN" + " that wrote it, or a later one");
            }
            long rowsLearned = count(ROWS_LEARNED);
            long statisticsCount = count(STATISTICS_COUNT);
            GLNConfig config = config();
            NetworkSpec spec = InitialState.spec(config);
            requireTensors(tensors(spec, !config.runningStatistics()));
            InputStatistics statistics = new InputStatistics(
                    statisticsCount,
                    doubles("statistics.mean", spec.inputs(), -Double.MAX_VALUE),
                    doubles("statistics.squares", spec.inputs(), 0));
            List<LayerState> layers = new ArrayList<>();
            for (int i = 0; i < spec.layers().size(); i++) {
                LayerSpec layer = spec.layers().get(i);
                int m = layer.contextMapSize();
                layers.add(new LayerState(
                        floats(name(i, "hyperplanes"), spec.outputs(), layer.neurons(), m * spec.inputs()),
                        floats(name(i, "thresholds"), spec.outputs(), layer.neurons(), m),
                        floats(name(i, "weights"), spec.outputs(), layer.neurons(), layer.contexts() * layer.inputs()),
                        floats(name(i, "bias_logits"), spec.outputs())));
            }
            return new SavedModel(
                    config, new NetworkState(spec, layers, statistics, projection(spec)), rowsLearned, notes);
        }

        private Projection projection(NetworkSpec spec) throws IOException {
            if (!(spec.basePredictor() instanceof BasePredictor.Whitened whitened)) {
                return null;
            }
            int n = spec.inputs();
            int axes = whitened.axes(n);
            return new Projection(
                    floats("projection.mean", n),
                    floats("projection.axes", axes * n),
                    floats("projection.gains", axes),
                    floats("projection.scale", 1)[0]);
        }

        private GLNConfig config() throws IOException {
            Map<String, String> entries = new LinkedHashMap<>();
            own.forEach((name, value) -> {
                entries.put(name.startsWith(CONFIG) ? name.substring(CONFIG.length()) : name, value);
            });
            // Before anything is made for layers that are not there.
            boolean fixed = ConfigEntries.fixedStatistics(entries);
            long expected =
                    4L * ConfigEntries.layers(entries) + (fixed ? 4 : 2) + (ConfigEntries.whitened(entries) ? 4 : 0);
            if (header.tensors().size() != expected) {
                throw new ModelFormatException(
                        file,
                        "expected " + expected + " tensors for " + ConfigEntries.layers(entries) + " layers, got "
                                + header.tensors().size() + ": "
                                + shortened(header.tensors().keySet()));
            }
            Map<String, float[]> vectors = new LinkedHashMap<>();
            if (fixed) {
                for (String name : List.of("fixed_mean", "fixed_standard_deviation")) {
                    vectors.put(name, vector(FIXED + name));
                }
            }
            try {
                return ConfigEntries.read(entries, vectors::get);
            } catch (IllegalArgumentException e) {
                throw new ModelFormatException(file, "configuration: " + e.getMessage());
            }
        }

        private static String shortened(Object value) {
            String text = value.toString();
            return text.length() <= 200 ? text : text.substring(0, 200) + "…";
        }

        private float[] vector(String name) throws IOException {
            Tensor tensor = header.tensors().get(name);
            if (tensor == null || tensor.type() != Type.F32 || tensor.shape().size() != 1) {
                throw new ModelFormatException(file, "tensor " + name + ": expected F32 of one axis, got " + tensor);
            }
            long length = tensor.shape().get(0);
            if (length > Integer.MAX_VALUE - 64) {
                throw new ModelFormatException(
                        file, "tensor " + name + ": expected a vector, got " + length + " numbers");
            }
            return floats(name, (int) length);
        }

        private long count(String name) throws ModelFormatException {
            String text = own.remove(name);
            try {
                long value = Long.parseLong(String.valueOf(text));
                if (value >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new ModelFormatException(file, name + ": expected a whole number of at least 0, got " + text);
        }

        private void requireTensors(Map<String, Tensor> expected) throws ModelFormatException {
            for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
                Tensor want = entry.getValue();
                Tensor got = header.tensors().get(entry.getKey());
                if (got == null) {
                    throw new ModelFormatException(
                            file,
                            "expected a tensor " + entry.getKey() + ", got "
                                    + shortened(header.tensors().keySet()));
                }
                if (got.type() != want.type() || !got.shape().equals(want.shape())) {
                    throw new ModelFormatException(
                            file,
                            "tensor " + entry.getKey() + ": expected " + want.type() + " of shape " + want.shape()
                                    + " as configured, got " + got.type() + " of shape " + got.shape());
                }
            }
        }

        private double[] doubles(String name, int length, double least) throws IOException {
            double[] values = new double[length];
            reader.begin(header, header.tensors().get(name));
            reader.doubles(values);
            for (double value : values) {
                if (!(value >= least && value <= Double.MAX_VALUE)) {
                    throw notFinite(name, value);
                }
            }
            return values;
        }

        private float[][][] floats(String name, int outputs, int neurons, int length) throws IOException {
            // Row by row: the sizes are those of the file, but what is there of it grows with what is read.
            float[][][] values = new float[outputs][][];
            reader.begin(header, header.tensors().get(name));
            for (int c = 0; c < outputs; c++) {
                values[c] = new float[neurons][];
                for (int k = 0; k < neurons; k++) {
                    values[c][k] = next(name, length);
                }
            }
            return values;
        }

        private float[] floats(String name, int length) throws IOException {
            reader.begin(header, header.tensors().get(name));
            return next(name, length);
        }

        private float[] next(String name, int length) throws IOException {
            float[] values = new float[length];
            reader.floats(values);
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw notFinite(name, value);
                }
            }
            return values;
        }

        private ModelFormatException notFinite(String name, double value) {
            return new ModelFormatException(
                    file,
                    "tensor " + name + ": expected finite numbers" + (name.endsWith("squares") ? " of at least 0" : "")
                            + ", got " + value);
        }
    }
}
