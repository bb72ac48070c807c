package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.Preparation;
import io.github.jgln.SavedModel;
import io.github.jgln.spi.LayerState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that an earlier version saved, in the first format, after 300 rows: they are read, and learning goes on bit for bit
 * as it did in that version. What it said of the next 200 rows, what it then predicted of the first 300 and its weights were
 * recorded with that version, on JDK 17 and 25 alike, in plain Java and in vectors of three widths.
 */
class SavedByFirstFormatTest {
    private static final Map<String, String> RECORDED = Map.ofEntries(
            Map.entry("best plain", "9e629e78 b739576c 8df6c64f"),
            Map.entry("best 128", "509a94ad 0326ada2 1bcc15b4"),
            Map.entry("best 256", "ca8b8a93 5ae3bee6 726f60d0"),
            Map.entry("best 512", "0d7cb359 8ab34a9a d92e7464"),
            Map.entry("deepmind plain", "5a1f263c b0e8ab5f 85c5d482"),
            Map.entry("deepmind 128", "5a1f263c c014e8d8 2b3e33ee"),
            Map.entry("deepmind 256", "5a1f263c c014e8d8 2a6b913a"),
            Map.entry("deepmind 512", "5a1f263c c014e8d8 8ab5a33e"),
            Map.entry("paper plain", "d4065469 68cdd9e1 e33f0f17"),
            Map.entry("paper 128", "c6e3ebfc df477b0a bec1aea0"),
            Map.entry("paper 256", "4d9cb80b 9020f3fc 81eb0ed0"),
            Map.entry("paper 512", "edf97aac 97659311 c4e1afd7"),
            Map.entry("pygln plain", "9b38318f cf76d915 ae109e10"),
            Map.entry("pygln 128", "3d1e5528 8e41aa9b b169645f"),
            Map.entry("pygln 256", "10e8c031 7c81ad0c 1566ffeb"),
            Map.entry("pygln 512", "717b5ecb 2adbb825 4f157094"),
            Map.entry("wide plain", "60d58c91 18a7a361 bbb37fd5"),
            Map.entry("wide 128", "e775a09a 258f46e5 b6352e74"),
            Map.entry("wide 256", "24427957 a361c276 31229ea3"),
            Map.entry("wide 512", "59b36f16 05bbc3c7 899b97db"));

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        return Stream.of("best", "deepmind", "paper", "pygln", "wide")
                .flatMap(name -> Stream.of("plain", "vector").map(simd -> Arguments.of(name, simd)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void learningGoesOnBitForBit(String name, String simd) throws Exception {
        String width = simd.equals("plain") ? "plain" : "" + VectorMixing.LANES * Float.SIZE;
        String recorded = RECORDED.get(name + " " + width);
        assertNotNull(recorded, "vectors of " + width + " bit were not recorded");
        SavedModel saved = read(name);
        assertEquals(recorded, goOn(saved, simd));
        // Once more from a file of this version, which holds shared halfspaces once.
        Path file = folder.resolve("anew");
        saved.write(file);
        assertEquals(recorded, goOn(SavedModel.read(file), simd), "after saving anew");
    }

    /** Put together by hand: said to be shared, but other halfspaces for each class. What counts is what the file holds. */
    @Test
    void halfspacesThatAreNotSharedStayApart() throws Exception {
        SavedModel saved = read("unshared");
        assertFalse(saved.config().sharedHalfspaces());
        try (GLN gln = GLN.builder(saved).backend("cpu").option("simd", "plain").create()) {
            float[] logits = gln.infer(rows(6, 50, 4), 50).logits();
            assertEquals("ff4f8aa3", String.format(Locale.ROOT, "%08x", checksum(List.of(logits))));
        }
    }

    /** The first format had the preparation of rows among the notes. */
    @Test
    void thePreparationIsFoundAmongTheNotes() throws Exception {
        SavedModel saved = read("unshared");
        assertEquals(new Preparation(List.of("a", "b", "c"), true, Optional.of("b")), saved.preparation());
        assertEquals(Map.of("origin", "by hand"), saved.notes());
        assertEquals(Preparation.none(3), read("pygln").preparation());
    }

    private SavedModel read(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = SavedByFirstFormatTest.class.getResourceAsStream("saved/" + name + ".safetensors")) {
            Files.copy(in, file);
        }
        return SavedModel.read(file);
    }

    private static String goOn(SavedModel saved, String simd) {
        assertEquals(300, saved.rowsLearned());
        int n = saved.config().inputSize();
        float[] then = rows(n, 200, 2);
        GLNBuilder builder = GLN.builder(saved).backend("cpu").option("simd", simd);
        try (GLN gln = builder.create()) {
            float[] learnt = gln.learn(then, 200, labels(then, n, saved.config().classes()))
                    .logits();
            float[] predicted = gln.infer(rows(n, 300, 1), 300).logits();
            List<float[]> weights = new ArrayList<>();
            for (LayerState layer : gln.state().layers()) {
                for (float[][] output : layer.weights()) {
                    weights.addAll(List.of(output));
                }
            }
            return String.format(
                    Locale.ROOT,
                    "%08x %08x %08x",
                    checksum(List.of(learnt)),
                    checksum(List.of(predicted)),
                    checksum(weights));
        }
    }

    private static float[] rows(int features, int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[features * count];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat();
        }
        return rows;
    }

    /** The largest of the first features; of two classes, whether the first is larger than the second. */
    private static int[] labels(float[] rows, int features, int classes) {
        int[] labels = new int[rows.length / features];
        for (int t = 0; t < labels.length; t++) {
            int first = t * features;
            if (classes == 2) {
                labels[t] = rows[first] > rows[first + 1] ? 1 : 0;
            } else {
                for (int c = 1; c < classes; c++) {
                    labels[t] = rows[first + c] > rows[first + labels[t]] ? c : labels[t];
                }
            }
        }
        return labels;
    }

    private static long checksum(List<float[]> arrays) {
        CRC32C crc = new CRC32C();
        for (float[] array : arrays) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * array.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(array);
            crc.update(bytes);
        }
        return crc.getValue();
    }
}
