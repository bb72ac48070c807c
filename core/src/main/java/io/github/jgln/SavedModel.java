package io.github.jgln;

import io.github.jgln.SafeTensors.Tensor;
import io.github.jgln.SafeTensors.Type;
import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import io.github.jgln.spi.RegressionState;
import io.github.jgln.spi.ReplayMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All of a model that outlives a process, and its file: {@link GLN#save} writes one, {@link GLN#load} reads one, and so can
 * any program that knows <a href="https://github.com/huggingface/safetensors">safetensors</a>.
 *
 * <p>Layer i has the float32 tensors {@code layers.i.hyperplanes [H, K, M, N]}, {@code layers.i.thresholds [H, K, M]},
 * {@code layers.i.weights [C, K, 2^M, I]} (the bias input is the last) and {@code layers.i.bias_logits [C]}, with H = 1 where
 * the classes share halfspaces, else C; the features'
 * statistics are the float64 tensors {@code statistics.mean [N]} and {@code statistics.squares [N]}; a
 * {@link BasePredictor.Whitened} has its map's {@code projection.mean [N]}, {@code projection.axes [R, N]},
 * {@code projection.gains [R]} and {@code projection.scale [1]}. What a table's columns have shown
 * is {@code columns.mean [N]}, {@code columns.squares [N]}, {@code columns.seen [B]}, {@code columns.hits [B, C]},
 * {@code columns.classes [C]} and {@code columns.rows [2]}, all float64, see {@link io.github.jgln.spi.ColumnState}; the last is the
 * rows that the bins and that the statistics count. With a {@link Replay} there are the rows it may bring back,
 * {@code replay.rows [H, R]}, with NaN for what is missing, and float64 {@code replay.labels [H]}, see
 * {@link io.github.jgln.spi.ReplayMemory}. A regression has {@code regression.mean [D]}, {@code regression.squares [D]},
 * {@code regression.rows [2]} (rows, passes), {@code regression.corrections} and {@code regression.experts}, all float64, see
 * {@link io.github.jgln.spi.RegressionState}. The metadata, strings by
 * name, holds under {@code jgln.} the format's version, the configuration, how rows were prepared, how many rows have been
 * learnt (where the rate schedule stands) and how many the statistics have seen; all other names are {@link #notes}. Files of
 * format 1, which held shared halfspaces once for each class and the preparation among the notes, are read too.
 *
 * <p>What is read is as good as what was written: the same model on whatever backend, bit for bit on the same one. A file is
 * believed in nothing. One that is damaged, cut off or made up gives a {@link ModelFormatException} that says why, and no
 * part of a model; it takes no more memory than the file is long, and a constant beside that.
 *
 * <p>A model whose configuration holds a function ({@link BasePredictor.Custom}, {@link LearningRate.Custom}) cannot be
 * written.
 *
 * @param config what the network was created from
 * @param preparation what was done to rows and labels before
 * @param state its numbers; not copied
 * @param rowsLearned the rows learnt so far
 * @param notes whatever its user wants to find beside it; names do not begin with {@code jgln.}
 */
public record SavedModel(
        GLNConfig config, Preparation preparation, NetworkState state, long rowsLearned, Map<String, String> notes) {
    /** The format this version writes. */
    static final String FORMAT = "2";

    static final String FIRST_FORMAT = "1";

    static final String OWN = "jgln.";
    static final String VERSION = OWN + "format";
    static final String ROWS_LEARNED = OWN + "rows_learned";
    static final String STATISTICS_COUNT = OWN + "statistics_count";
    static final String CONFIG = OWN + "config.";
    static final String PREPARATION = OWN + "preparation.";
    static final String FIXED = "config.";

    /**
     * A model as it stands.
     *
     * @throws IllegalArgumentException when the state is of another shape than the configuration, or holds numbers that are
     *     not finite, or when a note's name is not a user's
     */
    public SavedModel {
        RowCheck.preparation(preparation, config);
        RowCheck.state(state, config);
        RowCheck.rowsLearned(rowsLearned);
        RowCheck.replay(state.input().replay(), config, rowsLearned);
        // In one order, so that the same model gives the same bytes.
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
        for (String name : notes.keySet()) {
            if (name.startsWith(OWN)) {
                throw new IllegalArgumentException(
                        "notes: expected names that do not begin with '" + OWN + "', got '" + name + "'");
            }
        }
    }

    /** The same model with other notes. */
    public SavedModel withNotes(Map<String, String> others) {
        return new SavedModel(config, preparation, state, rowsLearned, others);
    }

    /**
     * Writes the model so that a crash at any moment leaves the file's old content or the new one. The same model gives the
     * same bytes.
     *
     * @throws IllegalArgumentException where the configuration holds a function
     * @throws IOException when the file cannot be written; then its old content is there still
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, this::write);
    }

    /**
     * Writes the model's file to wherever a channel leads, from its position on; it stays open.
     *
     * @throws IllegalArgumentException where the configuration holds a function
     */
    public void write(WritableByteChannel channel) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(VERSION, FORMAT);
        ConfigEntries.of(config).forEach((name, value) -> metadata.put(CONFIG + name, value));
        preparation.entries().forEach((name, value) -> metadata.put(PREPARATION + name, value));
        metadata.put(ROWS_LEARNED, "" + rowsLearned);
        metadata.put(STATISTICS_COUNT, "" + state.statistics().count());
        metadata.putAll(notes);
        SafeTensorsWriter.write(channel, metadata, tensors(), this::writeNumbers);
    }

    private void writeNumbers(SafeTensorsWriter writer) throws IOException {
        writer.doubles(state.statistics().mean());
        writer.doubles(state.statistics().squares());
        if (!config.runningStatistics()) {
            writer.floats(config.fixedMean());
            writer.floats(config.fixedStandardDeviation());
        }
        if (state.input().projection().isPresent()) {
            Projection projection = state.input().projection().get();
            writer.floats(projection.mean());
            writer.floats(projection.axes());
            writer.floats(projection.gains());
            writer.floats(new float[] {projection.scale()});
        }
        if (state.input().columns().isPresent()) {
            ColumnState columns = state.input().columns().get();
            writer.doubles(columns.numbers().mean());
            writer.doubles(columns.numbers().squares());
            writer.doubles(columns.seen());
            writer.doubles(columns.hits());
            writer.doubles(columns.classes());
            writer.doubles(new double[] {columns.rows(), columns.numbers().count()});
        }
        if (state.input().replay().isPresent()) {
            ReplayMemory replay = state.input().replay().get();
            writer.floats(replay.rows());
            writer.doubles(Arrays.stream(replay.labels()).asDoubleStream().toArray());
        }
        if (state.input().regression().isPresent()) {
            RegressionState regression = state.input().regression().get();
            writer.doubles(regression.targets().mean());
            writer.doubles(regression.targets().squares());
            writer.doubles(new double[] {regression.targets().count(), regression.passes()});
            writer.doubles(regression.corrections());
            writer.doubles(regression.experts());
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
    }

    private Map<String, Tensor> tensors() {
        return tensors(config, state.spec(), state.spec().gatedOutputs(), rowsLearned);
    }

    /** The tensors of a model, in the order in which they are written, with so many outputs' halfspaces. */
    static Map<String, Tensor> tensors(GLNConfig config, NetworkSpec spec, long gated, long rowsLearned) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long c = spec.outputs();
        long n = spec.inputs();
        tensors.put("statistics.mean", shaped(Type.F64, n));
        tensors.put("statistics.squares", shaped(Type.F64, n));
        if (!config.runningStatistics()) {
            tensors.put(FIXED + "fixed_mean", shaped(Type.F32, n));
            tensors.put(FIXED + "fixed_standard_deviation", shaped(Type.F32, n));
        }
        if (config.basePredictor() instanceof BasePredictor.Whitened whitened) {
            long axes = whitened.axes(spec.inputs());
            tensors.put("projection.mean", shaped(Type.F32, n));
            tensors.put("projection.axes", shaped(Type.F32, axes, n));
            tensors.put("projection.gains", shaped(Type.F32, axes));
            tensors.put("projection.scale", shaped(Type.F32, 1));
        }
        if (!config.columns().isEmpty()) {
            long bins = new ColumnLayout(config.columns()).bins;
            tensors.put("columns.mean", shaped(Type.F64, n));
            tensors.put("columns.squares", shaped(Type.F64, n));
            tensors.put("columns.seen", shaped(Type.F64, bins));
            tensors.put("columns.hits", shaped(Type.F64, bins, config.countedClasses()));
            tensors.put("columns.classes", shaped(Type.F64, config.countedClasses()));
            tensors.put("columns.rows", shaped(Type.F64, 2));
        }
        if (config.replay().rows() > 0) {
            long held = Rehearsal.held(config.replay(), rowsLearned);
            tensors.put("replay.rows", shaped(Type.F32, held, config.features()));
            tensors.put("replay.labels", shaped(Type.F64, held));
        }
        if (config.numbers() > 0) {
            tensors.put("regression.mean", shaped(Type.F64, c));
            tensors.put("regression.squares", shaped(Type.F64, c));
            tensors.put("regression.rows", shaped(Type.F64, 2));
            tensors.put("regression.corrections", shaped(Type.F64, VarianceCorrection.none((int) c).length));
            tensors.put("regression.experts", shaped(Type.F64, Regression.experts(config)));
        }
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            long k = layer.neurons();
            long m = layer.contextMapSize();
            tensors.put(name(i, "hyperplanes"), shaped(Type.F32, gated, k, m, n));
            tensors.put(name(i, "thresholds"), shaped(Type.F32, gated, k, m));
            tensors.put(name(i, "weights"), shaped(Type.F32, c, k, layer.contexts(), layer.inputs()));
            tensors.put(name(i, "bias_logits"), shaped(Type.F32, c));
        }
        return tensors;
    }

    static String name(int layer, String what) {
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
        // A pipe would be waited for without end, and has no place to go back to.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelFormatException(
                    file.toString(),
                    "expected a file, got "
                            + (Files.isDirectory(file) ? "a directory" : "a pipe, a socket or a device"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file.toString(), channel);
        }
    }

    /**
     * Reads a model from a channel that holds its file and nothing else; it stays open.
     *
     * @param source what messages call it
     */
    public static SavedModel read(String source, SeekableByteChannel channel) throws IOException {
        return new ModelLoader(source, channel, SafeTensors.readHeader(source, channel)).load();
    }

    /**
     * The configuration as a file's metadata has it: each knob by name, such as {@code learning_rate: constant 0.001}.
     *
     * @throws IllegalArgumentException where the configuration holds a function
     */
    public Map<String, String> description() {
        return ConfigEntries.of(config);
    }

    /**
     * What the experts by counts of a {@link BasePredictor.Columns} say as they stand, for whoever serves the model without this
     * engine: an array for each column, with a logit for each part between the marks of a number, from the lowest up, or for each
     * place of a category, and in the end for missing; then an array with the one logit of the classes' counts alone.
     *
     * @param output 0 to C - 1
     * @throws IllegalStateException where no columns make the base logits
     */
    public float[][] expertLogits(int output) {
        if (!(config.basePredictor() instanceof BasePredictor.Columns)) {
            throw new IllegalStateException(
                    "expected a model whose base predictor is of columns, got " + config.basePredictor());
        }
        return new ColumnEncoder(
                        new ColumnLayout(config.columns()),
                        config.basePredictor(),
                        state.spec().outputs(),
                        state.spec().logitBound(),
                        state.input().columns().orElseThrow())
                .experts(output);
    }

    /**
     * What a regression does beside its network as it stands, for whoever serves the model without this engine.
     *
     * @throws IllegalStateException where classes are learnt
     */
    public FittedRegression fittedRegression() {
        if (config.numbers() == 0) {
            throw new IllegalStateException("expected a model that learns numbers, got one of classes");
        }
        return new Regression(config, state.input().regression().orElseThrow().copy()).fitted();
    }

    /** An immutable predictor that many threads may share; see {@link Snapshot}. */
    public Snapshot snapshot() {
        return new Snapshot(this);
    }
}
