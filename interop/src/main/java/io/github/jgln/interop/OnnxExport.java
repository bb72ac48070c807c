package io.github.jgln.interop;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.jgln.AtomicFile;
import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained model as an ONNX graph, for any runtime to predict with; it no longer learns.
 *
 * <p>Input {@code rows}, float {@code [rows, N]}, or {@code [rows, R]} of a table: for each {@link io.github.jgln.Column} the number or
 * the index of the category, NaN where it is missing. Outputs: {@code label}, int64 {@code [rows]}, the class;
 * {@code probabilities}, float {@code [rows, C]}, σ of each output's logit, one-vs-all, with C = 1 (the probability of class
 * 1) for two classes, or the softmax of the logits where outputs are coupled; {@code logits}, float {@code [rows, C]}. They agree with {@link io.github.jgln.GLN#infer} up to float
 * rounding; where {@code h · z} is within rounding of {@code b}, the runtime may pick another context. The model's notes
 * and {@link io.github.jgln.Preparation} become the metadata of the graph; of a table also {@code inputs}, a JSON list with
 * {@code {"name": …, "of": "value"}} for each number and {@code {"name": …, "categories": […], "others": …}} for each category, see
 * {@link io.github.jgln.Column}.
 *
 * <p>Of a model that learns numbers the outputs are {@code means} and {@code variances}, float {@code [rows, D]}, in the unit of the
 * targets, as {@link io.github.jgln.Snapshot#predictDistribution} has them. As there, all that follows the preparation of a row is in
 * double precision.
 *
 * <p>A layer of an output is: bits {@code z Hᵀ > b} (Gemm, Greater), the context as their product with the powers of two
 * (MatMul), the weight rows picked by it (Gather), their product with the logits below (MatMul), and the clip to ±L. The bias
 * logit's share, which depends on the context alone, is a table of its own.
 */
public final class OnnxExport {
    /** What runtimes of some years have; ONNX 1.12. */
    private static final int OPERATOR_SET = 17;

    private static final int IR_VERSION = 8;

    /** Protocol buffers end at 2 GiB; some of it is for the graph around the numbers. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - (16L << 20);

    /** The metadata that says what a table's columns are. */
    private static final String INPUTS = "inputs";

    private final NetworkSpec spec;
    private final NetworkState state;

    private final OnnxGraph graph = new OnnxGraph();

    private OnnxExport(NetworkState state) {
        this.spec = state.spec();
        this.state = state;
    }

    /**
     * Writes the graph; a crash leaves what was in the file before, or all of it.
     *
     * @throws IllegalArgumentException for a base predictor that is a function, regressions as base
     *     predictions that are larger than 100 MiB, or a model beyond the 2 GiB of an ONNX file
     * @throws IOException when the file cannot be written
     */
    public static void write(SavedModel model, Path file) throws IOException {
        ModelProto proto = model(model);
        // Not closed, which would close the channel.
        AtomicFile.write(file, channel -> proto.writeTo(Channels.newOutputStream(channel)));
    }

    private static ModelProto model(SavedModel model) {
        NetworkSpec spec = model.state().spec();
        long bytes = 4 * (spec.weights() + spec.halfspaces() * (spec.inputs() + 1));
        if (model.state().input().columns().isPresent()) {
            // Counts, and what picks and prepares each number and base logit.
            bytes += 4L * model.state().input().columns().get().hits().length
                    + 32L * (spec.inputs() + spec.basePredictions());
        }
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("ONNX: expected a model of at most " + MAX_BYTES
                    + " bytes of weights and" + " hyperplanes, got " + bytes + "; serve it with SavedModel.snapshot()");
        }
        if (model.config().basePredictor() instanceof BasePredictor.Custom) {
            throw new IllegalArgumentException(
                    "ONNX: expected a built-in base predictor, got a function; export a model"
                            + " that reads its results as features");
        }
        if (model.config().numbers() > 0) {
            OnnxRegression.check(model);
        }
        OnnxExport export = new OnnxExport(model.state());
        export.build(model);
        ModelProto.Builder proto = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("jgln")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(export.graph.build());
        Map<String, String> metadata = new TreeMap<>(model.notes());
        metadata.putAll(model.preparation().entries());
        if (!model.config().columns().isEmpty()) {
            metadata.put(INPUTS, OnnxColumns.described(model.config().columns()));
        }
        metadata.entrySet().stream()
                .forEach(note -> proto.addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(note.getKey())
                        .setValue(note.getValue())));
        return proto.build();
    }

    private void build(SavedModel model) {
        GLNConfig config = model.config();
        int outputs = spec.outputs();
        String given = graph.input("rows", OnnxGraph.FLOAT, config.features());
        OnnxColumns columns = new OnnxColumns(graph, model, given);
        String rows = config.unitRows() ? divided(given) : config.columns().isEmpty() ? given : columns.numbers();
        String centred =
                spec.input().usesStatistics() ? graph.node("Sub", rows, graph.floats(mean(), spec.inputs())) : rows;
        String side = switch (spec.input().sideInformation()) {
            case RAW -> rows;
            case CENTRED -> centred;
            case STANDARDISED -> graph.node("Mul", centred, graph.floats(scale(), spec.inputs()));
        };
        OnnxContexts contexts = new OnnxContexts(graph, spec, side);
        if (spec.gaussian().isPresent()) {
            regress(new OnnxRegression(graph, model, columns, rows), contexts);
            return;
        }
        String[] bases = new String[outputs];
        if (config.basePredictor() instanceof BasePredictor.Columns base) {
            bases = columns.baseLogits(base, rows);
        } else {
            Arrays.fill(bases, baseLogits(rows, centred));
        }
        String[] logits = new String[outputs];
        for (int c = 0; c < outputs; c++) {
            String below = bases[c];
            for (int i = 0; i < spec.layers().size(); i++) {
                String read = spec.skippedInputs(i) > 0
                        ? graph.node("Concat", List.of(OnnxGraph.integer("axis", 1)), below, bases[c])
                        : below;
                below = layer(spec.layers().get(i), state.layers().get(i), c, contexts, read);
            }
            logits[c] = spec.layers().get(spec.layers().size() - 1).neurons() == 1
                    ? below
                    : graph.node("ReduceMean", List.of(OnnxGraph.integers("axes", 1)), below);
        }
        String all = graph.named("logits", "Concat", List.of(OnnxGraph.integer("axis", 1)), logits);
        switch (spec.coupling()) {
            case INDEPENDENT -> graph.named("probabilities", "Sigmoid", List.of(), all);
            case SOFTMAX -> graph.named("probabilities", "Softmax", List.of(OnnxGraph.integer("axis", 1)), all);
        }
        if (outputs == 1) {
            String above = graph.node("Greater", all, graph.scalar(0));
            String number = graph.node("Cast", List.of(OnnxGraph.integer("to", OnnxGraph.LONG)), above);
            graph.named("label", "Reshape", List.of(), number, graph.longs(-1));
        } else {
            // The lowest index on ties.
            graph.named(
                    "label", "ArgMax", List.of(OnnxGraph.integer("axis", 1), OnnxGraph.integer("keepdims", 0)), all);
        }
        graph.output("label", OnnxGraph.LONG, 0);
        graph.output("probabilities", OnnxGraph.FLOAT, outputs);
        graph.output("logits", OnnxGraph.FLOAT, outputs);
    }

    private void regress(OnnxRegression regression, OnnxContexts contexts) {
        OnnxGaussians network = new OnnxGaussians(graph, state, contexts);
        OnnxGaussians.Pairs[] pairs = regression.base();
        for (int c = 0; c < pairs.length; c++) {
            pairs[c] = network.output(c, pairs[c]);
        }
        regression.finish(pairs);
    }

    /** Each row by its length; in two steps, since squares of large or small numbers do not fit float32. */
    private String divided(String rows) {
        List<AttributeProto> overRow = List.of(OnnxGraph.integers("axes", 1));
        String largest = graph.node("ReduceMax", overRow, graph.node("Abs", rows));
        String blank = graph.node("Equal", largest, graph.scalar(0));
        String scaled = graph.node("Div", rows, graph.node("Where", blank, graph.scalar(1), largest));
        String length = graph.node("ReduceL2", overRow, scaled);
        return graph.node("Div", scaled, graph.node("Where", blank, graph.scalar(1), length));
    }

    private float[] mean() {
        float[] mean = new float[spec.inputs()];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = (float) state.statistics().mean()[j];
        }
        return mean;
    }

    private float[] scale() {
        InputStatistics statistics = state.statistics();
        float[] scale = new float[spec.inputs()];
        for (int j = 0; j < scale.length; j++) {
            scale[j] = statistics.scale(j);
        }
        return scale;
    }

    private String baseLogits(String rows, String centred) {
        BaseLogits base = spec.input().baseLogits();
        return switch (base.kind()) {
            case ROW_MIN_MAX -> {
                List<AttributeProto> overRow = List.of(OnnxGraph.integers("axes", 1));
                String min = graph.node("ReduceMin", overRow, rows);
                String range = graph.node("Sub", graph.node("ReduceMax", overRow, rows), min);
                String share = graph.node("Div", graph.node("Sub", rows, min), range);
                String constant = graph.node("Equal", range, graph.scalar(0));
                yield logit(graph.node("Where", constant, graph.scalar(0.5f), share));
            }
            case CLIPPED -> logit(rows);
            case STANDARDISED -> bounded(graph.node("Mul", centred, graph.floats(scale(), spec.inputs())));
            case CENTRED -> bounded(graph.node("Mul", centred, graph.scalar(base.parameter())));
            case GIVEN -> projected(rows, state.input().projection().orElseThrow());
            case CONSTANT -> graph.everyRow(rows, logit(graph.floats(new float[] {base.parameter()}, 1, 1)));
        };
    }

    private String projected(String rows, Projection projection) {
        int n = spec.inputs();
        int axes = projection.gains().length;
        String centred = graph.node("Sub", rows, graph.floats(projection.mean(), n));
        String normals = graph.floats(projection.axes(), axes, n);
        String shares = graph.node("Gemm", List.of(OnnxGraph.integer("transB", 1)), centred, normals);
        String scaled = graph.node("Mul", shares, graph.floats(projection.gains(), axes));
        String sum = graph.node("Add", centred, graph.node("MatMul", scaled, normals));
        return bounded(graph.node("Mul", sum, graph.scalar(projection.scale())));
    }

    /** {@code log(p / (1 - p))} of p clipped into [ε, 1 - ε]. */
    private String logit(String p) {
        float epsilon = spec.input().predictionClipping();
        String clipped = graph.node("Clip", p, graph.scalar(epsilon), graph.scalar(1 - epsilon));
        String odds = graph.node("Div", clipped, graph.node("Sub", graph.scalar(1), clipped));
        return bounded(graph.node("Log", odds));
    }

    private String bounded(String logits) {
        return graph.node("Clip", logits, graph.scalar(-spec.logitBound()), graph.scalar(spec.logitBound()));
    }

    /** One layer of one output: {@code [rows, K]} of the logits below. */
    private String layer(LayerSpec layer, LayerState numbers, int c, OnnxContexts contexts, String below) {
        int neurons = layer.neurons();
        int inputs = layer.predictionInputs();
        float[] weights = new float[Math.multiplyExact(neurons * layer.contexts(), inputs)];
        float[] shares = new float[neurons * layer.contexts()];
        for (int k = 0; k < neurons; k++) {
            for (int context = 0; context < layer.contexts(); context++) {
                int from = context * layer.inputs();
                int to = k * layer.contexts() + context;
                System.arraycopy(numbers.weights()[c][k], from, weights, to * inputs, inputs);
                shares[to] = layer.bias() ? numbers.weights()[c][k][from + inputs] * numbers.biasLogits()[c] : 0;
            }
        }
        String table = graph.floats(weights, (long) neurons * layer.contexts(), inputs);
        String mixed;
        if (layer.contextMapSize() == 0) {
            mixed = graph.node("Gemm", List.of(OnnxGraph.integer("transB", 1)), below, table);
            mixed = graph.node("Add", mixed, graph.floats(shares, neurons));
        } else {
            String picked = contexts.of(layer, numbers, c);
            String rows = graph.node("Gather", table, picked);
            String column = graph.node("Reshape", below, graph.longs(-1, inputs, 1));
            String products = graph.node("MatMul", rows, column);
            mixed = graph.node("Reshape", products, graph.longs(-1, neurons));
            mixed = graph.node(
                    "Add",
                    mixed,
                    graph.node("Gather", graph.floats(shares, (long) neurons * layer.contexts()), picked));
        }
        return bounded(mixed);
    }
}
