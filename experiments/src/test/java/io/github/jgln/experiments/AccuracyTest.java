package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.Predictions;
import io.github.jgln.Preset;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTest {
    @TempDir
    Path folder;

    private static LabelledRows rows(int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[count * 4];
        int[] labels = new int[count];
        for (int t = 0; t < count; t++) {
            labels[t] = random.nextInt(2);
            for (int j = 0; j < 4; j++) {
                rows[t * 4 + j] = random.nextFloat() + (j == labels[t] ? 0.5f : 0);
            }
        }
        return LabelledRows.of(Rows.of(rows, 4), labels);
    }

    private static int correct(Predictions predictions, LabelledRows rows) {
        return predictions.correct((Targets.Classes) rows.targets());
    }

    /** The scores on the way are those of the pass, and leave it as it is. */
    @Test
    void measuresOnePass() {
        LabelledRows train = rows(1000, 1);
        LabelledRows test = rows(300, 2);
        GLNConfig config = Preset.PYGLN.configure(4, 2, 1000).seed(3).build();
        Accuracy.Run run = Accuracy.measure(
                "toy", "--preset pygln", config, train, test, new SearchBackend("cpu", Map.of("threads", "1")));
        assertEquals(3, run.seed());
        try (GLN gln = GLN.create("cpu", config)) {
            gln.learn(train.part(0, 100).rows(), train.targets());
            assertEquals(correct(gln.infer(test.rows()), test) / 300.0, run.after10Percent());
            gln.learn(train.part(100, 900).rows(), train.part(100, 900).targets());
            assertEquals(correct(gln.infer(test.rows()), test) / 300.0, run.test());
        }
        try (GLN gln = GLN.create("cpu", config)) {
            assertEquals(correct(gln.learn(train.rows(), train.targets()), train) / 1000.0, run.online());
        }
        assertEquals(1000, run.rows());
    }

    @Test
    void keepsRunsAndKnowsThem() throws IOException {
        Path file = folder.resolve("runs");
        assertEquals(List.of(), Accuracy.read(file));
        Accuracy.Run one = new Accuracy.Run("toy", "--preset best", 1, 10, 0.5, 0.1, 0.2, 0.75, 3);
        Accuracy.append(file, one);
        Accuracy.append(file, new Accuracy.Run("toy", "--preset best", 2, 10, 0.5, 0.1, 0.2, 0.85, 3));
        List<Accuracy.Run> runs = Accuracy.read(file);
        assertEquals(one, runs.get(0));
        assertTrue(Accuracy.has(runs, "toy", "--preset best", 2));
        assertFalse(Accuracy.has(runs, "toy", "--preset best", 3));
        assertFalse(Accuracy.has(runs, "toy", "--preset best --bias", 2));
        String page = AccuracyPage.of(runs, Map.of());
        assertTrue(
                page.contains("| toy | `--preset best` | 2 | 80.00 % (75.00 – 85.00) | 50.00 % (50.00 – 50.00) |"),
                page);
        Files.writeString(file, "no JSON\n");
        assertTrue(assertThrows(IOException.class, () -> Accuracy.read(file))
                .getMessage()
                .contains("no JSON"));
    }
}
