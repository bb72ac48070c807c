package io.github.jgln.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import io.github.jgln.Replay;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Models of tables beside what a runtime computes from their graphs. */
class OnnxTableTest {
    private static final int ROWS = 500;
    private static final int SAMPLE = 60;

    /** Numbers with marks and without, that may be missing or not; categories with places of their own and without. */
    private static final List<Column> MIXED = List.of(
            new Column.Category("colour", List.of("red", "green", "blue"), 1),
            new Column.Number("size", Column.Number.Of.VALUE, List.of(-1f, 0f, 0.5f), true),
            new Column.Number("weight"),
            new Column.Category("shape", List.of(), 5),
            new Column.Number("time", Column.Number.Of.DAYS, List.of(1.6e7f), false),
            new Column.Category("town", List.of("Bern", "Genf"), 3),
            new Column.Number("rest", Column.Number.Of.VALUE, List.of(), true));

    private static final List<Column> NUMBERS = List.of(new Column.Number("a"), new Column.Number("b"));
    private static final List<Column> CATEGORIES =
            List.of(new Column.Category("shape", List.of(), 4), new Column.Category("colour", List.of("red"), 2));

    @TempDir
    Path folder;

    private static GLNConfig.Builder small(List<Column> columns, int classes) {
        return GLNConfig.builder(columns, 5, 4)
                .classes(classes)
                .basePredictor(new BasePredictor.Columns(1.5f, 0.01))
                .skipConnections(true)
                .contextBias(true)
                .singleFeatureShare(0.5)
                .learningRate(0.05);
    }

    private static GLNConfig.Builder preset(int classes, BasePredictor base) {
        return Preset.TABLE.configure(MIXED, classes, 1).basePredictor(base).layerSizes(6, 6);
    }

    private static Map<String, GLNConfig.Builder> models() {
        Map<String, GLNConfig.Builder> models = new LinkedHashMap<>();
        models.put("two classes", small(MIXED, 2));
        models.put("three classes", small(MIXED, 3));
        models.put("numbers without marks", small(NUMBERS, 2));
        models.put("categories alone", small(CATEGORIES, 3));
        models.put("preset", Preset.TABLE.configure(MIXED, 4, 1));
        models.put("numbers bounded as logits", preset(2, new BasePredictor.Columns(20, 0)));
        models.put("centred logits", preset(3, new BasePredictor.CentredLogits(1)));
        models.put("standardised sigmoid", preset(2, new BasePredictor.StandardisedSigmoid()));
        models.put("row min max", preset(3, new BasePredictor.RowMinMax()));
        models.put("clip", preset(2, new BasePredictor.Clip()));
        models.put("whitened", preset(3, new BasePredictor.Whitened(1, 4, 0.5)));
        models.put("constant prior", preset(2, new BasePredictor.ConstantPrior(0.3f)));
        models.put("preset of images", Preset.BEST.configure(MIXED, 3, 2000));
        models.put(
                "what only learning knows",
                small(MIXED, 3)
                        .replay(new Replay(1, 50))
                        .classWeights(1, 2, 0.5)
                        .rateNormaliser(5));
        models.put(
                "last layer without halfspaces, two classes",
                small(MIXED, 2).contextMapSize(4, 3, 0).bias(false));
        models.put(
                "last layer without halfspaces, three classes",
                small(MIXED, 3).contextMapSize(4, 3, 0).outputNeurons(2));
        return models;
    }

    private static float[] row(List<Column> columns, Random random) {
        float[] row = new float[columns.size()];
        boolean blank = random.nextInt(20) == 0;
        for (int j = 0; j < row.length; j++) {
            row[j] = blank || random.nextInt(8) == 0 ? Float.NaN : value(columns.get(j), random);
        }
        return row;
    }

    private static float value(Column column, Random random) {
        if (column instanceof Column.Category category) {
            return random.nextInt(category.places());
        }
        Column.Number number = (Column.Number) column;
        if (!number.marks().isEmpty() && random.nextInt(4) == 0) {
            return number.marks().get(random.nextInt(number.marks().size()));
        }
        // Far from 0 beside what they vary by, as money and years are.
        return switch (number.name()) {
            case "weight" -> (float) (5000 + 300 * random.nextGaussian());
            case "time" -> (float) (1.6e7 + 3 * random.nextGaussian());
            // Some further out than says anything.
            default -> (float) random.nextGaussian() * (random.nextInt(10) == 0 ? 1e6f : 1);
        };
    }

    private static int label(float[] row, int classes, Random random) {
        int right = Math.floorMod((Float.isNaN(row[0]) ? 1 : (int) row[0]) + (row[1] > 0 ? 1 : 0), classes);
        return random.nextInt(5) == 0 ? random.nextInt(classes) : right;
    }

    private static GLN learnt(GLNConfig config, Random random) {
        List<Column> columns = config.columns();
        int r = columns.size();
        float[] sample = new float[SAMPLE * r];
        for (int t = 0; t < SAMPLE; t++) {
            System.arraycopy(row(columns, random), 0, sample, t * r, r);
        }
        GLNBuilder builder = GLN.builder(config).backend("cpu").sample(sample, SAMPLE);
        GLN gln = builder.create();
        for (int t = 0; t < 1000; t++) {
            float[] row = row(columns, random);
            gln.learn(row, label(row, config.classes(), random));
        }
        return gln;
    }

    @TestFactory
    Stream<DynamicTest> aRuntimeSaysWhatTheEngineDoes() {
        return models().entrySet().stream()
                .map(model -> DynamicTest.dynamicTest(
                        model.getKey(),
                        () -> assertServedAlike(model.getValue().seed(3).build())));
    }

    private void assertServedAlike(GLNConfig config) throws Exception {
        Random random = new Random(7);
        try (GLN gln = learnt(config, random)) {
            ServedModel model = new ServedModel(gln, folder);
            assertServedAlike(model, model.decided(ROWS, () -> row(config.columns(), random)), ROWS);
            float[] blank = new float[config.features()];
            Arrays.fill(blank, Float.NaN);
            assertServedAlike(model, model.decided(1, () -> blank), 1);
        }
    }

    private static void assertServedAlike(ServedModel model, float[] rows, int count) throws OrtException {
        ServedModel.Difference difference = model.over(rows, count);
        assertTrue(difference.isRounding(), "" + difference);
    }

    /** Before any row was learnt, nothing has been counted and no number has varied. */
    @Test
    void aModelThatHasLearntNothingIsServedAlike() throws Exception {
        Random random = new Random(1);
        try (GLN gln = GLN.create("cpu", small(MIXED, 3).build())) {
            ServedModel model = new ServedModel(gln, folder);
            assertServedAlike(model, model.decided(50, () -> row(MIXED, random)), 50);
        }
    }

    @Test
    void theGraphSaysHowRowsAreMade() throws Exception {
        try (GLN gln = GLN.create("cpu", small(MIXED, 3).build())) {
            Map<String, String> metadata = new ServedModel(gln, folder).metadata();
            assertEquals(JsonMapper.shared().readTree("""
                                    [{"name": "colour", "categories": ["red", "green", "blue"], "others": 1},
                                     {"name": "size", "of": "value"},
                                     {"name": "weight", "of": "value"},
                                     {"name": "shape", "categories": [], "others": 5},
                                     {"name": "time", "of": "days"},
                                     {"name": "town", "categories": ["Bern", "Genf"], "others": 3},
                                     {"name": "rest", "of": "value"}]"""), JsonMapper.shared().readTree(metadata.get("inputs")));
            assertEquals("[\"0\",\"1\",\"2\"]", metadata.get("classes"));
            assertEquals("a test", metadata.get("origin"));
        }
    }
}
