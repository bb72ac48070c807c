package io.github.jgln.interop;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import io.github.jgln.spi.InputStatistics;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a trained model makes of a table's rows, float {@code [rows, R]}, in a graph: the standardised numbers and, by
 * {@link BasePredictor.Columns}, the base logits. A node does all columns at once, so that a wide table is no longer a graph than a
 * narrow one.
 */
final class OnnxColumns {
    /** In place of NaN, which equals nothing; no value that a row may hold. */
    private static final float MISSING = Float.NEGATIVE_INFINITY;

    /** As the engine has it: numbers further out than this say no more. */
    private static final float FURTHEST = 5;

    private static final JsonFactory JSON = new JsonFactory();

    private final OnnxGraph graph;
    private final SavedModel model;
    private final GLNConfig config;
    private final List<Column> columns;
    private final String rows;
    private final List<AttributeProto> ofColumns = List.of(OnnxGraph.integer("axis", 1));

    OnnxColumns(OnnxGraph graph, SavedModel model, String rows) {
        this.graph = graph;
        this.model = model;
        this.config = model.config();
        this.columns = config.columns();
        this.rows = rows;
    }

    /**
     * {@code [rows, N]}: numbers as they are, and 1 or 0 as a value is missing or of a category, all standardised; 0 for a missing
     * number.
     */
    String numbers() {
        int n = config.inputSize();
        long[] from = new long[n];
        boolean[] asIs = new boolean[n];
        // The flag of a number is 1 where min(value, most) equals what is wanted: all places of other categories count
        // as one.
        float[] most = new float[n];
        Arrays.fill(most, Float.POSITIVE_INFINITY);
        float[] wanted = new float[n];
        int at = 0;
        for (int j = 0; j < columns.size(); j++) {
            if (columns.get(j) instanceof Column.Number number) {
                from[at] = j;
                asIs[at++] = true;
                if (number.mayMiss()) {
                    from[at] = j;
                    wanted[at++] = MISSING;
                }
            } else if (columns.get(j) instanceof Column.Category category) {
                int own = category.categories().size();
                for (int i = 0; i <= own; i++) {
                    from[at] = j;
                    most[at] = own;
                    wanted[at++] = i;
                }
            }
        }
        String values = picked(from);
        String filled = graph.node("Where", graph.node("IsNaN", values), graph.scalar(MISSING), values);
        String flags = graph.node("Equal", graph.node("Min", filled, graph.floats(most, n)), graph.floats(wanted, n));
        return standardised(graph.node("Where", graph.bools(asIs), values, graph.cast(flags, OnnxGraph.FLOAT)));
    }

    private String standardised(String encoded) {
        InputStatistics statistics =
                model.state().input().columns().orElseThrow().numbers();
        int n = config.inputSize();
        // The mean in two parts: of years or money, one float would leave only some digits of the distance to it.
        float[] mean = new float[n];
        float[] rest = new float[n];
        float[] scale = new float[n];
        for (int i = 0; i < n; i++) {
            mean[i] = (float) statistics.mean()[i];
            rest[i] = (float) (statistics.mean()[i] - mean[i]);
            scale[i] = statistics.scale(i);
        }
        String distance = graph.node("Sub", graph.node("Sub", encoded, graph.floats(mean, n)), graph.floats(rest, n));
        String z = graph.node("Mul", distance, graph.floats(scale, n));
        String known = graph.node("Where", graph.node("IsNaN", encoded), graph.scalar(0), z);
        return graph.node("Clip", known, graph.scalar(-FURTHEST), graph.scalar(FURTHEST));
    }

    /** Those of each output, {@code [rows, K0]}: the experts by counts, that of the classes alone, the numbers, the marks. */
    String[] baseLogits(BasePredictor.Columns base, String numbers) {
        float bound = model.state().spec().logitBound();
        Marks marks = marks();
        List<String> shared = new ArrayList<>();
        String scaled = graph.node("Mul", numbers, graph.scalar(base.scale()));
        shared.add(graph.node("Clip", scaled, graph.scalar(-bound), graph.scalar(bound)));
        if (marks.count() > 1) {
            String signs = graph.node("Where", marks.reached(), graph.scalar(1), graph.scalar(-1));
            String known = graph.node("Where", graph.node("IsNaN", marks.values()), graph.scalar(0), signs);
            shared.add(graph.node("Slice", known, graph.longs(1), graph.longs(marks.count()), graph.longs(1)));
        }

        String bins = null;
        String[] logits = new String[model.state().spec().outputs()];
        for (int c = 0; c < logits.length; c++) {
            float[][] experts = model.expertLogits(c);
            bins = bins == null ? bins(marks, lengths(experts)) : bins;
            logits[c] = baseLogits(bins, experts, shared);
        }
        return logits;
    }

    /** All marks of all columns in a row, after one that nothing reaches, and which of them values have reached. */
    private record Marks(String values, String reached, long[] begin, long[] end, int count) {}

    private Marks marks() {
        List<Long> from = new ArrayList<>(List.of(0L));
        List<Float> marks = new ArrayList<>(List.of(Float.POSITIVE_INFINITY));
        long[] begin = new long[columns.size()];
        long[] end = new long[columns.size()];
        for (int j = 0; j < columns.size(); j++) {
            begin[j] = marks.size() - 1;
            if (columns.get(j) instanceof Column.Number number) {
                marks.addAll(number.marks());
                from.addAll(Collections.nCopies(number.marks().size(), (long) j));
            }
            end[j] = marks.size() - 1;
        }
        int count = marks.size();
        String values = picked(from.stream().mapToLong(Long::longValue).toArray());
        String reached = graph.node("GreaterOrEqual", values, graph.floats(array(marks), count));
        return new Marks(values, reached, begin, end, count);
    }

    private int[] lengths(float[][] experts) {
        return Arrays.stream(experts, 0, columns.size())
                .mapToInt(column -> column.length)
                .toArray();
    }

    /**
     * {@code [rows, R]}: each column's bin among those of all columns.
     *
     * @param counts {@code [R]}: how many bins a column has
     */
    String bins(int[] counts) {
        return bins(marks(), counts);
    }

    private String baseLogits(String bins, float[][] experts, List<String> shared) {
        int r = columns.size();
        List<Float> table = new ArrayList<>();
        for (int j = 0; j < r; j++) {
            for (float logit : experts[j]) {
                table.add(logit);
            }
        }
        List<String> all = new ArrayList<>();
        all.add(graph.node("Gather", graph.floats(array(table), table.size()), bins));
        all.add(graph.everyRow(rows, graph.floats(experts[r], 1, 1)));
        all.addAll(shared);
        return graph.node("Concat", ofColumns, all.toArray(String[]::new));
    }

    private String bins(Marks marks, int[] counts) {
        // How many marks before one are reached; so a column's own are a difference.
        String sums = graph.node("CumSum", graph.cast(marks.reached(), OnnxGraph.LONG), graph.longs(1));
        String parts = graph.node(
                "Sub",
                graph.node("Gather", ofColumns, sums, graph.longs(marks.end())),
                graph.node("Gather", ofColumns, sums, graph.longs(marks.begin())));
        int r = columns.size();
        long[] first = new long[r];
        long[] last = new long[r];
        boolean[] isCategory = new boolean[r];
        long at = 0;
        for (int j = 0; j < r; j++) {
            first[j] = at;
            at += counts[j];
            last[j] = at - 1;
            isCategory[j] = columns.get(j) instanceof Column.Category;
        }
        String missing = graph.node("IsNaN", rows);
        String known = graph.node("Where", missing, graph.scalar(0), rows);
        String places =
                graph.cast(graph.node("Where", graph.bools(isCategory), known, graph.scalar(0)), OnnxGraph.LONG);
        String within = graph.node("Add", parts, places);
        return graph.node("Where", missing, graph.longs(last), graph.node("Add", within, graph.longs(first)));
    }

    /** What each column is, for whoever makes rows: see {@link OnnxExport}. */
    static String described(List<Column> columns) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (Column column : columns) {
                json.writeStartObject();
                json.writeStringProperty("name", column.name());
                if (column instanceof Column.Number number) {
                    json.writeStringProperty("of", number.of().name().toLowerCase(Locale.ROOT));
                } else if (column instanceof Column.Category category) {
                    json.writeArrayPropertyStart("categories");
                    category.categories().forEach(name -> json.writeString(name));
                    json.writeEndArray();
                    json.writeNumberProperty("others", category.others());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private String picked(long... from) {
        return graph.node("Gather", ofColumns, rows, graph.longs(from));
    }

    private static float[] array(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
