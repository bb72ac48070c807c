package io.github.jgln.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.GaussianMixing;
import io.github.jgln.Preset;
import io.github.jgln.SavedModel;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.Mixing.Gaussian.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models that learn numbers beside what a runtime computes from their graphs. */
class OnnxNumbersTest {
    private static final int ROWS = 300;
    private static final int LEARNT = 800;

    private static final List<Column> MIXED = List.of(
            new Column.Category("colour", List.of("red", "green", "blue"), 1),
            new Column.Number("size", Column.Number.Of.VALUE, List.of(-1f, 0f, 0.5f), true),
            new Column.Number("weight"),
            new Column.Category("shape", List.of(), 5),
            new Column.Number("rest", Column.Number.Of.VALUE, List.of(), true));

    @TempDir
    Path folder;

    private static GLNConfig.Builder table(int width, BasePredictor base, Form form) {
        return GLNConfig.builder(MIXED, 6, 5)
                .numbers(width)
                .gaussianMixing(new GaussianMixing(form, 1e-4, 100))
                .basePredictor(base)
                .contextMapSize(3)
                .contextBias(true)
                .singleFeatureShare(0.5)
                .weightClipping(200)
                .learningRate(form == Form.STABLE ? 0.5 : 1e-4);
    }

    private static GLNConfig.Builder features(int width, BasePredictor base) {
        return GLNConfig.builder(7, 5, 4).numbers(width).basePredictor(base).learningRate(0.3);
    }

    private static Map<String, GLNConfig.Builder> models() {
        BasePredictor features = new BasePredictor.Features(1);
        BasePredictor regressions = new BasePredictor.Regressions(20, 4, 3);
        Map<String, GLNConfig.Builder> models = new LinkedHashMap<>();
        for (Form form : Form.values()) {
            models.put("features, " + form, table(1, features, form));
            models.put(
                    "features of two numbers, " + form,
                    table(2, features, form).skipConnections(true).sharedHalfspaces(true));
            models.put("regressions, " + form, table(1, regressions, form).skipConnections(true));
            models.put(
                    "regressions of two numbers, " + form,
                    table(2, regressions, form).sharedHalfspaces(true).outputNeurons(3));
            // So that every bound is reached.
            models.put(
                    "narrow bounds, " + form,
                    table(1, features, form)
                            .gaussianMixing(new GaussianMixing(form, 0.45, 0.5))
                            .weightClipping(0.06)
                            .learningRate(form == Form.STABLE ? 0.5 : 0.01));
        }
        models.put(
                "preset", Preset.REGRESSION.configureNumbers(MIXED, 2, LEARNT).layerSizes(6, 6));
        models.put("no gates", table(2, new BasePredictor.Regressions(5, 0, 1), Form.STABLE));
        models.put("no hidden layer", table(1, regressions, Form.STABLE).layerSizes());
        models.put("last layer without halfspaces", features(2, features).contextMapSize(4, 3, 0));
        models.put(
                "rows of length 1, centred",
                features(1, regressions).unitRows(true).sideInformation(SideInformation.CENTRED));
        models.put("standardised rows", features(2, regressions).sideInformation(SideInformation.STANDARDISED));
        // Their sums are read.
        models.put(
                "more numbers than are read",
                GLNConfig.builder(230, 4).numbers(2).basePredictor(regressions));
        return models;
    }

    private static float[] row(GLNConfig config, Random random) {
        float[] row = new float[config.features()];
        for (int j = 0; j < row.length; j++) {
            if (config.columns().isEmpty()) {
                row[j] = random.nextFloat();
            } else if (random.nextInt(8) == 0) {
                row[j] = Float.NaN;
            } else if (config.columns().get(j) instanceof Column.Category category) {
                row[j] = random.nextInt(category.places());
            } else {
                row[j] = (float)
                        (config.columns().get(j).name().equals("weight")
                                ? 5000 + 300 * random.nextGaussian()
                                : random.nextGaussian());
            }
        }
        return row;
    }

    /** Some rows of features are far from all that was learnt, where regressions say what no target is like. */
    private static float[] predicted(GLNConfig config, Random random) {
        float[] row = row(config, random);
        if (config.columns().isEmpty() && random.nextInt(4) == 0) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= 1000;
            }
        }
        return row;
    }

    /** The second is far from 0 beside what it varies by, as prices are. */
    private static float[] targets(float[] row, int width, Random random) {
        float[] targets = new float[width];
        for (int c = 0; c < width; c++) {
            float x = Float.isNaN(row[c]) ? 1 : row[c];
            float z = Float.isNaN(row[1]) ? 0.5f : row[1];
            targets[c] = (float) (1000 * c + 3 * Math.sin(x) + x * z + 0.3 * random.nextGaussian());
        }
        return targets;
    }

    private static GLN learnt(GLNConfig config, int rows, Random random) {
        GLN gln = GLN.builder(config).backend("cpu").create();
        for (int t = 0; t < rows; t++) {
            float[] row = row(config, random);
            gln.learn(row, targets(row, config.numbers(), random));
        }
        return gln;
    }

    @TestFactory
    Stream<DynamicTest> aRuntimeSaysWhatTheModelDoes() {
        return models().entrySet().stream()
                .map(model -> DynamicTest.dynamicTest(
                        model.getKey(),
                        () -> assertServedAlike(model.getValue().seed(3).build(), LEARNT)));
    }

    private void assertServedAlike(GLNConfig config, int learnt) throws Exception {
        Random random = new Random(7);
        try (GLN gln = learnt(config, learnt, random)) {
            ServedModel model = new ServedModel(gln, folder);
            float[] rows = model.decided(ROWS, () -> predicted(config, random));
            ServedModel.NumberDifference difference = model.numbersOver(rows, ROWS);
            assertTrue(difference.isRounding(), "" + difference);
            float[] one = Arrays.copyOf(rows, config.features());
            assertTrue(model.numbersOver(one, 1).isRounding(), "of a single row");
        }
    }

    /** Before any row was learnt nothing has a unit, and after one no target has varied. */
    @TestFactory
    Stream<DynamicTest> soDoesOneThatHasLearntNextToNothing() {
        GLNConfig config = models().get("regressions of two numbers, STABLE").build();
        return IntStream.range(0, 3)
                .mapToObj(rows -> DynamicTest.dynamicTest(rows + " rows", () -> assertServedAlike(config, rows)));
    }

    @Test
    void theGraphSaysWhatItsNumbersAre() throws Exception {
        GLNConfig config = models().get("features, STABLE").build();
        try (GLN gln = GLN.create("cpu", config)) {
            Map<String, String> metadata = new ServedModel(gln, folder).metadata();
            assertTrue(metadata.get("inputs").contains("\"weight\""), "" + metadata);
            assertEquals("[]", metadata.get("classes"));
        }
    }

    @Test
    void regressionsThatAreTooLargeAreRefused() throws Exception {
        GLNConfig config =
                features(1, new BasePredictor.Regressions(2700, 0, 1)).build();
        Path file = folder.resolve("x.onnx");
        try (GLN gln = GLN.create("cpu", config)) {
            SavedModel model = gln.saved(Map.of());
            String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.write(model, file))
                    .getMessage();
            assertTrue(message.contains("at most 100 MiB, got 111 MiB"), message);
        }
        assertEquals(false, Files.exists(file));
    }
}
