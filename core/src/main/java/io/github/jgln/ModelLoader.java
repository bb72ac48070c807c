package io.github.jgln;

import io.github.jgln.SafeTensors.Header;
import io.github.jgln.SafeTensors.Tensor;
import io.github.jgln.SafeTensors.Type;
import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import io.github.jgln.spi.RegressionState;
import io.github.jgln.spi.ReplayMemory;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a model from a file whose header has been checked. */
final class ModelLoader {
    private final String source;
    private final Header header;
    private final SafeTensors.Reader reader;
    private final Map<String, String> own = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    ModelLoader(String source, SeekableByteChannel channel, Header header) {
        this.source = source;
        this.header = header;
        this.reader = new SafeTensors.Reader(channel);
        header.metadata().forEach((name, value) -> (name.startsWith(SavedModel.OWN) ? own : notes).put(name, value));
        own.remove(SafeTensors.CHECKSUM);
    }

    SavedModel load() throws IOException {
        String version = own.remove(SavedModel.VERSION);
        if (version == null) {
            throw new ModelFormatException(
                    source,
                    "expected a model of this engine, with an entry " + SavedModel.VERSION
                            + " in its metadata, got none");
        }
        if (!version.equals(SavedModel.FORMAT) && !version.equals(SavedModel.FIRST_FORMAT)) {
            throw new ModelFormatException(
                    source,
                    "expected format version " + SavedModel.FIRST_FORMAT + " or " + SavedModel.FORMAT + ", got '"
                            + version + "'; read it with the version of JGLN that wrote it, or a later one");
        }
        boolean first = version.equals(SavedModel.FIRST_FORMAT);
        long rowsLearned = count(SavedModel.ROWS_LEARNED);
        long statisticsCount = count(SavedModel.STATISTICS_COUNT);
        Map<String, String> prepared = preparationEntries(first);
        GLNConfig config = config();
        NetworkSpec spec = InitialState.spec(config);
        int gated = first ? spec.outputs() : spec.gatedOutputs();
        requireTensors(SavedModel.tensors(config, spec, gated, rowsLearned));
        InputStatistics statistics = new InputStatistics(
                statisticsCount,
                doubles("statistics.mean", spec.inputs(), -Double.MAX_VALUE),
                doubles("statistics.squares", spec.inputs(), 0));
        List<LayerState> layers = new ArrayList<>();
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            int m = layer.contextMapSize();
            layers.add(new LayerState(
                    floats(SavedModel.name(i, "hyperplanes"), gated, layer.neurons(), m * spec.inputs()),
                    floats(SavedModel.name(i, "thresholds"), gated, layer.neurons(), m),
                    floats(
                            SavedModel.name(i, "weights"),
                            spec.outputs(),
                            layer.neurons(),
                            layer.contexts() * layer.inputs()),
                    floats(SavedModel.name(i, "bias_logits"), spec.outputs())));
        }
        if (gated > spec.gatedOutputs() && areShared(layers)) {
            layers.replaceAll(layer -> new LayerState(
                    Arrays.copyOf(layer.hyperplanes(), 1),
                    Arrays.copyOf(layer.thresholds(), 1),
                    layer.weights(),
                    layer.biasLogits()));
        } else if (gated > spec.gatedOutputs()) {
            // A state that was put together by hand: what counts is what it holds.
            config = config.with(Knob.SHARED_HALFSPACES, false);
            spec = InitialState.spec(config);
        }
        Preparation preparation = PreparationEntries.read(source, prepared, config.classes());
        InputState input = new InputState(
                statistics, projection(config), columns(config, spec), replay(config, rowsLearned), regression(config));
        return new SavedModel(config, preparation, new NetworkState(spec, layers, input), rowsLearned, notes);
    }

    /** Whether all classes have the same halfspaces; the first format held them once for each class. */
    private static boolean areShared(List<LayerState> layers) {
        for (LayerState layer : layers) {
            for (int c = 1; c < layer.hyperplanes().length; c++) {
                if (!Arrays.deepEquals(layer.hyperplanes()[c], layer.hyperplanes()[0])
                        || !Arrays.deepEquals(layer.thresholds()[c], layer.thresholds()[0])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The first format had the preparation among the notes, where a user's own may have the same names. */
    private Map<String, String> preparationEntries(boolean first) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (first) {
            if (PreparationEntries.isList(notes.get(PreparationEntries.CLASSES))) {
                PreparationEntries.FIRST_NAMES.forEach((then, now) -> {
                    if (notes.containsKey(then)) {
                        entries.put(now, notes.remove(then));
                    }
                });
            }
        } else {
            own.keySet().removeIf(name -> {
                if (name.startsWith(SavedModel.PREPARATION)) {
                    entries.put(name.substring(SavedModel.PREPARATION.length()), own.get(name));
                }
                return name.startsWith(SavedModel.PREPARATION);
            });
        }
        return entries;
    }

    private Optional<Projection> projection(GLNConfig config) throws IOException {
        if (!(config.basePredictor() instanceof BasePredictor.Whitened whitened)) {
            return Optional.empty();
        }
        int n = config.inputSize();
        int axes = whitened.axes(n);
        return Optional.of(new Projection(
                floats("projection.mean", n),
                floats("projection.axes", axes * n),
                floats("projection.gains", axes),
                floats("projection.scale", 1)[0]));
    }

    private Optional<ColumnState> columns(GLNConfig config, NetworkSpec spec) throws IOException {
        if (config.columns().isEmpty()) {
            return Optional.empty();
        }
        int n = spec.inputs();
        int bins = new ColumnLayout(config.columns()).bins;
        double[] rows = doubles("columns.rows", 2, 0);
        return Optional.of(new ColumnState(
                new InputStatistics(
                        (long) rows[1],
                        doubles("columns.mean", n, -Double.MAX_VALUE),
                        doubles("columns.squares", n, 0)),
                doubles("columns.seen", bins, 0),
                doubles("columns.hits", bins * config.countedClasses(), 0),
                doubles("columns.classes", config.countedClasses(), 0),
                rows[0]));
    }

    private Optional<ReplayMemory> replay(GLNConfig config, long rowsLearned) throws IOException {
        if (config.replay().rows() == 0) {
            return Optional.empty();
        }
        int held = Rehearsal.held(config.replay(), rowsLearned);
        float[] rows = new float[held * config.features()];
        reader.begin(header, header.tensors().get("replay.rows"));
        reader.floats(rows);
        double[] labels = doubles("replay.labels", held, 0);
        for (double label : labels) {
            if (label != Math.rint(label)) {
                throw new ModelFormatException(source, "tensor replay.labels: expected whole numbers, got " + label);
            }
        }
        ReplayMemory memory = new ReplayMemory(
                rows, Arrays.stream(labels).mapToInt(label -> (int) label).toArray());
        try {
            RowCheck.replay(Optional.of(memory), config, rowsLearned);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, e.getMessage());
        }
        return Optional.of(memory);
    }

    private Optional<RegressionState> regression(GLNConfig config) throws IOException {
        int width = config.numbers();
        if (width == 0) {
            return Optional.empty();
        }
        double[] rows = doubles("regression.rows", 2, 0);
        return Optional.of(new RegressionState(
                new InputStatistics(
                        (long) rows[0],
                        doubles("regression.mean", width, -Double.MAX_VALUE),
                        doubles("regression.squares", width, 0)),
                (long) rows[1],
                doubles("regression.corrections", VarianceCorrection.none(width).length, 0),
                doubles("regression.experts", Regression.experts(config), -Double.MAX_VALUE)));
    }

    private GLNConfig config() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        own.forEach((name, value) -> {
            entries.put(name.startsWith(SavedModel.CONFIG) ? name.substring(SavedModel.CONFIG.length()) : name, value);
        });
        // Before anything is made for layers that are not there.
        boolean fixed = ConfigEntries.fixedStatistics(entries);
        long expected = 4L * ConfigEntries.layers(entries)
                + (fixed ? 4 : 2)
                + (ConfigEntries.whitened(entries) ? 4 : 0)
                + (ConfigEntries.columns(entries) ? 6 : 0)
                + (ConfigEntries.replay(entries) ? 2 : 0)
                + (ConfigEntries.numbers(entries) ? 5 : 0);
        if (header.tensors().size() != expected) {
            throw new ModelFormatException(
                    source,
                    "expected " + expected + " tensors for " + ConfigEntries.layers(entries) + " layers, got "
                            + header.tensors().size() + ": "
                            + shortened(header.tensors().keySet()));
        }
        Map<String, float[]> vectors = new LinkedHashMap<>();
        if (fixed) {
            for (String name : List.of("fixed_mean", "fixed_standard_deviation")) {
                vectors.put(name, vector(SavedModel.FIXED + name));
            }
        }
        try {
            return ConfigEntries.read(entries, vectors::get);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, "configuration: " + e.getMessage());
        }
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private float[] vector(String name) throws IOException {
        Tensor tensor = header.tensors().get(name);
        if (tensor == null || tensor.type() != Type.F32 || tensor.shape().size() != 1) {
            throw new ModelFormatException(source, "tensor " + name + ": expected F32 of one axis, got " + tensor);
        }
        long length = tensor.shape().get(0);
        if (length > Integer.MAX_VALUE - 64) {
            throw new ModelFormatException(
                    source, "tensor " + name + ": expected a vector, got " + length + " numbers");
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
        throw new ModelFormatException(source, name + ": expected a whole number of at least 0, got " + text);
    }

    private void requireTensors(Map<String, Tensor> expected) throws ModelFormatException {
        for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
            Tensor want = entry.getValue();
            Tensor got = header.tensors().get(entry.getKey());
            if (got == null) {
                throw new ModelFormatException(
                        source,
                        "expected a tensor " + entry.getKey() + ", got "
                                + shortened(header.tensors().keySet()));
            }
            if (got.type() != want.type() || !got.shape().equals(want.shape())) {
                throw new ModelFormatException(
                        source,
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
                source,
                "tensor " + name + ": expected finite numbers" + (name.endsWith("squares") ? " of at least 0" : "")
                        + ", got " + value);
    }
}
