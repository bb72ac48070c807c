package io.github.jgln.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LearningRate;
import io.github.jgln.SavedModel;
import io.github.jgln.data.NpyBytes;
import io.github.jgln.data.NpyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models that PyGLN trained, put together as the snippet in {@code docs/pygln.md} exports them. */
class PyGlnTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.npz");
    }

    private static InputStream golden(String golden, String name) {
        return NpyFile.class.getResourceAsStream("/io/github/jgln/tck/golden/" + golden + "/" + name);
    }

    private static byte[] bytes(String golden, String name) throws IOException {
        try (InputStream in = golden(golden, name)) {
            return in.readAllBytes();
        }
    }

    private static double[] values(String golden, String name) throws IOException {
        try (InputStream in = golden(golden, name)) {
            return NpyFile.read(name, in).values();
        }
    }

    private static byte[] scalar(double value) {
        return NpyBytes.of(new int[0], value);
    }

    private static Map<String, byte[]> arrays(String golden) throws IOException {
        JsonNode config = JsonMapper.builder().build().readTree(bytes(golden, "config.json"));
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        double[] sizes = config.get("layer_sizes")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        arrays.put("layer_sizes", NpyBytes.of(new int[] {sizes.length}, sizes));
        arrays.put("base_pred_size", scalar(config.get("input_size").asDouble()));
        arrays.put("learning_rate", scalar(config.get("learning_rate").asDouble()));
        arrays.put("learning_rate_step", scalar(0));
        for (String name : new String[] {"input_size", "num_classes", "pred_clipping", "weight_clipping"}) {
            arrays.put(name, scalar(config.get(name).asDouble()));
        }
        for (String name : new String[] {"bias", "context_bias"}) {
            arrays.put(name, scalar(config.get(name).asBoolean() ? 1 : 0));
        }
        if (config.get("bias").asBoolean()) {
            arrays.put("base_bias", bytes(golden, "base_bias.npy"));
        }
        for (int i = 0; i <= sizes.length; i++) {
            arrays.put("layer" + i + "_weights", bytes(golden, "layer" + i + "_weights_final.npy"));
            arrays.put("layer" + i + "_context_maps", bytes(golden, "layer" + i + "_context_maps.npy"));
            arrays.put("layer" + i + "_context_bias", bytes(golden, "layer" + i + "_context_bias.npy"));
            if (golden(golden, "layer" + i + "_bias.npy") != null) {
                arrays.put("layer" + i + "_bias", bytes(golden, "layer" + i + "_bias.npy"));
            }
        }
        return arrays;
    }

    private SavedModel read(Map<String, byte[]> arrays) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return PyGln.read(file);
    }

    /** The golden rows after training, and what PyGLN said of them. */
    @ParameterizedTest
    @ValueSource(strings = {"a_binary_4x4", "b_multi3_ctxbias", "c_nobias_ctx1", "e_clipping"})
    void itPredictsWhatPyGlnDid(String golden) throws IOException {
        SavedModel model = read(arrays(golden));
        double[] rows = values(golden, "X_heldout.npy");
        float[] flat = new float[rows.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i];
        }
        int count = rows.length / model.config().inputSize();
        double[] expected = values(golden, "probs_heldout.npy");
        try (GLN gln = GLN.builder(model).backend("cpu").create()) {
            float[] got = gln.infer(flat, count).probabilities();
            assertEquals(expected.length, got.length);
            for (int i = 0; i < got.length; i++) {
                assertEquals(expected[i], got[i], 1e-5, "number " + i);
            }
        }
    }

    /** One-neuron layers have no constant slot; such a stack has a golden case among the parity suite's tests only. */
    @Test
    void aLayerOfOneHasNoBiasAbove() throws IOException {
        Map<String, byte[]> arrays = arrays("a_binary_4x4");
        int n = NpyFile.read("x", golden("a_binary_4x4", "X.npy")).shape()[1];
        arrays.put("layer_sizes", NpyBytes.of(new int[] {1}, 1));
        arrays.put("layer0_weights", NpyBytes.of(new int[] {1, 1, 2, n}, new double[2 * n]));
        double[] maps = new double[n];
        maps[0] = 1;
        arrays.put("layer0_context_maps", NpyBytes.of(new int[] {1, 1, 1, n}, maps));
        arrays.put("layer0_context_bias", scalar(0));
        arrays.put("layer1_weights", NpyBytes.of(new int[] {1, 1, 2, 1}, 0.25, 0.75));
        arrays.put("layer1_context_maps", NpyBytes.of(new int[] {1, 1, 1, n}, maps));
        arrays.put("layer1_context_bias", scalar(0));
        SavedModel model = read(arrays);
        assertArrayEquals(
                new float[] {0.25f, 0, 0.75f, 0}, model.state().layers().get(1).weights()[0][0]);
        assertArrayEquals(new float[] {0}, model.state().layers().get(1).biasLogits());
    }

    @Test
    void theModelGoesOnLearningAtTheRateItHad() throws IOException {
        Map<String, byte[]> arrays = arrays("b_multi3_ctxbias");
        SavedModel constant = read(arrays);
        assertEquals(new LearningRate.Constant(0.01), constant.config().learningRate());
        assertEquals(
                GLNConfig.builder(12, 4, 2)
                        .classes(3)
                        .contextMapSize(2, 2, 2)
                        .contextBias(true)
                        .learningRate(0.01)
                        .build(),
                constant.config());
        arrays.put("learning_rate", scalar(Double.NaN));
        arrays.put("learning_rate_step", scalar(600));
        SavedModel paper = read(arrays);
        assertEquals(200, paper.rowsLearned());
        assertEquals(
                new LearningRate.Hyperbolic(100.0 / 3, 0.01), paper.config().learningRate());
    }

    @Test
    void whatIsNoSuchModelIsRefused() throws IOException {
        assertRefused(null, "an array, got none", "layer1_weights");
        assertRefused(NpyBytes.of(new int[] {2}, 5, 2.5), "a whole number of at least 1, got 2.5", "layer_sizes");
        assertRefused(scalar(1), "a whole number of at least 2, got 1.0", "num_classes");
        assertRefused(scalar(7), "the default base predictor", "base_pred_size");
        assertRefused(scalar(0.7), "prediction clipping: expected", "pred_clipping");
        assertRefused(scalar(1), "4 axes", "layer1_context_maps");
        assertRefused(scalar(1), "expected shape [3, 4, 4, 12]", "layer0_weights");
        assertRefused(new byte[20], "magic number", "layer0_weights");
        double[] large = new double[3 * 4 * 4 * 12];
        Arrays.fill(large, 6);
        assertRefused(NpyBytes.of(new int[] {3, 4, 4, 12}, large), "weights within ±5.0, got 6.0", "layer0_weights");
        Arrays.fill(large, Double.NaN);
        assertRefused(NpyBytes.of(new int[] {3, 4, 4, 12}, large), "got NaN", "layer0_weights");
        Files.writeString(file, "no zip");
        String message = assertThrows(IOException.class, () -> PyGln.read(file)).getMessage();
        assertTrue(message.contains("expected an .npz file"), message);
    }

    private void assertRefused(byte[] value, String said, String name) throws IOException {
        Map<String, byte[]> arrays = arrays("b_multi3_ctxbias");
        if (value == null) {
            arrays.remove(name);
        } else {
            arrays.put(name, value);
        }
        String message = assertThrows(IOException.class, () -> read(arrays)).getMessage();
        assertTrue(message.contains(said) && (message.contains(name) || message.contains("clipping")), message);
    }
}
