package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.NpyBytes;
import io.github.jgln.data.NpyFile;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.LayerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenCaseTest {
    /** A case among the resources, with some files replaced or taken away. */
    private static final class Edited {
        private final String folder;
        private final Map<String, byte[]> replaced = new HashMap<>();
        private final Set<String> missing = new HashSet<>();

        Edited(String folder) {
            this.folder = folder;
        }

        static Edited builtIn(String name) {
            return new Edited("golden/" + name);
        }

        private InputStream original(String file) {
            return GoldenCaseTest.class.getResourceAsStream(folder + "/" + file);
        }

        Edited config(String from, String to) throws IOException {
            byte[] now = replaced.get("config.json");
            String config =
                    new String(now == null ? original("config.json").readAllBytes() : now, StandardCharsets.UTF_8);
            assertTrue(config.contains(from), config);
            return replace("config.json", config.replace(from, to).getBytes(StandardCharsets.UTF_8));
        }

        Edited replace(String file, byte[] bytes) {
            replaced.put(file, bytes);
            return this;
        }

        Edited without(String... files) {
            missing.addAll(List.of(files));
            return this;
        }

        double[] values(String file) throws IOException {
            return NpyFile.read(file, original(file)).values();
        }

        GoldenCase load() throws IOException {
            return GoldenCase.load(new GoldenFiles("edited", file -> {
                if (missing.contains(file)) {
                    return null;
                }
                return replaced.containsKey(file) ? new ByteArrayInputStream(replaced.get(file)) : original(file);
            }));
        }

        void assertRefused(String... said) {
            String message = assertThrows(IOException.class, this::load).getMessage();
            for (String part : said) {
                assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
            }
        }
    }

    @Test
    void biasSlotsBecomeLastInputs() throws IOException {
        ReplayCase replayed = Verification.builtIn("b_multi3_ctxbias").replayCase();
        Edited files = Edited.builtIn("b_multi3_ctxbias");
        assertEquals(
                List.of(new LayerSpec(4, 2, 12, true), new LayerSpec(2, 2, 5, true), new LayerSpec(1, 2, 3, true)),
                replayed.state().spec().layers());
        assertEquals(11, replayed.state().spec().basePredictions());
        float base = (float) files.values("base_bias.npy")[0];
        assertArrayEquals(
                new float[] {base, base, base}, replayed.state().layers().get(0).biasLogits());
        assertArrayEquals(
                Doubles.rounded(files.values("layer0_bias.npy")),
                replayed.state().layers().get(1).biasLogits());
    }

    /** Such a layer has no constant slot, so the layer above it has no bias; computed apart from this code. */
    @Test
    void hiddenLayerOfSizeOne() throws IOException {
        ReplayCase replayed = new Edited("one_neuron_layer").load().replayCase();
        assertEquals(
                List.of(
                        new LayerSpec(3, 2, 7, true),
                        new LayerSpec(1, 2, 4, true),
                        new LayerSpec(2, 2, 1, false),
                        new LayerSpec(1, 2, 3, true)),
                replayed.state().spec().layers());
    }

    @Test
    void withoutBiasBackendsComputeBasePredictions() throws IOException {
        ReplayCase replayed = Verification.builtIn("c_nobias_ctx1").replayCase();
        assertEquals(
                BaseLogits.Kind.ROW_MIN_MAX,
                replayed.state().spec().input().baseLogits().kind());
        assertEquals(null, replayed.stream().baseLogits());
    }

    @Test
    void onlyTheStartIsRequired() throws IOException {
        Edited edited = Edited.builtIn("a_binary_4x4")
                .without("base_logits.npy", "probs_online.npy", "X_heldout.npy", "y_heldout.npy")
                .without("probs_heldout.npy", "classes_heldout.npy");
        for (int i = 0; i < 3; i++) {
            edited.without("layer" + i + "_context_bias.npy", "layer" + i + "_context_index.npy")
                    .without("layer" + i + "_out_logits.npy", "layer" + i + "_weights_final.npy");
        }
        ReplayCase replayed = edited.load().replayCase();
        assertEquals(200, replayed.stream().count());
        assertEquals(0, replayed.heldOut().count());
        assertEquals(0, replayed.state().layers().get(0).thresholds()[0][0][0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "X.npy",
                "y.npy",
                "base_bias.npy",
                "layer1_context_maps.npy",
                "layer2_weights_init.npy",
                "layer0_bias.npy"
            })
    void missingFilesAreNamed(String file) {
        Edited.builtIn("a_binary_4x4").without(file).assertRefused(file, "expected a file");
    }

    @Test
    void thresholdsMayOnlyBeMissingWithoutContextBias() {
        Edited.builtIn("b_multi3_ctxbias")
                .without("layer1_context_bias.npy")
                .assertRefused("layer1_context_bias.npy", "context_bias is on");
    }

    @Test
    void oneThresholdForAll() throws IOException {
        Edited.builtIn("a_binary_4x4")
                .replace("layer0_context_bias.npy", NpyBytes.of(new int[0], 0))
                .load();
    }

    @Test
    void labelsMayBeTruthValues() throws IOException {
        double[] labels = Edited.builtIn("a_binary_4x4").values("y.npy");
        byte[] bytes = new byte[labels.length];
        for (int t = 0; t < bytes.length; t++) {
            bytes[t] = (byte) labels[t];
        }
        Edited.builtIn("a_binary_4x4")
                .replace("y.npy", NpyBytes.of(1, "|b1", false, new int[] {200}, bytes))
                .load();
        labels[3] = 2;
        Edited.builtIn("a_binary_4x4")
                .replace("y.npy", NpyBytes.of(new int[] {200}, labels))
                .assertRefused("y.npy", "0 to 1", "got 2.0");
    }

    /** Everything a case has is compared, so a changed number anywhere is found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "probs_online.npy",
                "probs_heldout.npy",
                "classes_heldout.npy",
                "layer0_weights_final.npy",
                "layer1_out_logits.npy",
                "layer2_context_index.npy"
            })
    void changedNumbersAreFound(String file) throws IOException {
        Edited edited = Edited.builtIn("b_multi3_ctxbias");
        NpyFile original = NpyFile.read(file, edited.original(file));
        double[] changed = original.values().clone();
        changed[changed.length - 1] += file.startsWith("classes") || file.contains("index") ? 1 : 1e-7;
        edited.replace(file, NpyBytes.of(original.shape(), changed)).assertRefused(file, "PyGLN computed");
    }

    @Test
    void anotherBasePredictorIsTakenAsTraced() throws IOException {
        Edited edited =
                Edited.builtIn("c_nobias_ctx1").without("probs_online.npy", "probs_heldout.npy", "classes_heldout.npy");
        for (int i = 0; i < 2; i++) {
            edited.without("layer" + i + "_out_logits.npy", "layer" + i + "_weights_final.npy");
        }
        double[] traced = edited.values("base_logits.npy").clone();
        traced[7] += 0.5;
        GoldenCase golden = edited.replace("base_logits.npy", NpyBytes.of(new int[] {200, 6}, traced))
                .load();
        assertEquals(traced[7], golden.replayCase().stream().baseLogits(1)[1]);
        assertEquals(0, golden.replayCase().heldOut().count());
        assertTrue(golden.note().contains("held-out"), golden.note());
    }

    /** PyGLN's schedule counts every layer of every row and falls below 0.01 after 10000 steps. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"PaperLearningRate\"", "{\"class\": \"pygln.numpy.PaperLearningRate\"}"})
    void paperLearningRate(String written) throws IOException {
        int count = 6000;
        double[] features = new Random(1).doubles(count * 6).toArray();
        Edited edited = Edited.builtIn("c_nobias_ctx1")
                .without("base_logits.npy", "probs_online.npy", "X_heldout.npy")
                .replace("X.npy", NpyBytes.of(new int[] {count, 6}, features))
                .replace("y.npy", NpyBytes.of(new int[] {count}, new double[count]))
                .config("\"learning_rate\": 0.02", "\"learning_rate\": " + written)
                .config("\"lr_final_step\": null", "\"lr_final_step\": 12000");
        for (int i = 0; i < 2; i++) {
            edited.without("layer" + i + "_context_index.npy", "layer" + i + "_out_logits.npy")
                    .without("layer" + i + "_weights_final.npy");
        }
        double[][] rates = edited.load().replayCase().rates();
        assertEquals(0.01, rates[0][0]);
        assertEquals(0.01, rates[1][4999]);
        assertEquals(100.0 / 10_001, rates[0][5000]);
        assertEquals(100.0 / 12_000, rates[1][5999]);
        edited.config("12000", "11999").assertRefused("lr_final_step", "12000", "11999");
    }

    @Test
    void configurationsThatCannotBe() throws IOException {
        Edited.builtIn("a_binary_4x4")
                .config("\"batch_size\": 1", "\"batch_size\": 4")
                .assertRefused("batch_size", "got 4");
        Edited.builtIn("a_binary_4x4")
                .config("\"learning_rate\": 0.01", "\"learning_rate\": \"cosine\"")
                .assertRefused("learning_rate", "cosine");
        Edited.builtIn("a_binary_4x4")
                .config("\"input_size\": 20", "\"input_size\": 19")
                .assertRefused("context_maps.npy", "19");
        Edited.builtIn("a_binary_4x4")
                .config("\"input_size\": 20", "\"input_size\": \"many\"")
                .assertRefused("input_size", "many");
        Edited.builtIn("a_binary_4x4")
                .config("\"weight_clipping\": 5.0", "\"weight_clipping\": 0.01")
                .assertRefused("weights_init.npy", "0.01");
        Edited.builtIn("a_binary_4x4").config("{", "").assertRefused("config.json");
    }
}
