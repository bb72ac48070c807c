package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import io.github.jgln.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkSettingsTest {
    private static final String USUAL =
            "M 4-4, rate 0.001, ε 0.001, W 5.0, base predictions RowMinMax, side information"
                    + " raw, halfspaces random normal, bias true, context bias false, weights from InverseInputs";

    /** Values that are not the defaults, of all knobs that are told here. */
    private static final Map<Knob<?>, String> TURNED = Map.ofEntries(
            Map.entry(Knob.OUTPUT_NEURONS, "3"),
            Map.entry(Knob.CONTEXT_MAP_SIZE, "4,3"),
            Map.entry(Knob.LEARNING_RATE, "linear:0.5,77"),
            Map.entry(Knob.LAYER_RATE_FACTORS, "1.0,0.5"),
            Map.entry(Knob.RATE_NORMALISER, "5"),
            Map.entry(Knob.GAUSSIAN_MIXING, "published:0.01,7.0"),
            Map.entry(Knob.REPLAY, "2,50,0.5"),
            Map.entry(Knob.CLASS_WEIGHTS, "1.0,2.0"),
            Map.entry(Knob.SINGLE_FEATURE_SHARE, "0.25"),
            Map.entry(Knob.BIAS, "false"),
            Map.entry(Knob.HALFSPACES, "bisectors"),
            Map.entry(Knob.SHARED_HALFSPACES, "true"),
            Map.entry(Knob.COUPLING, "softmax"),
            Map.entry(Knob.SKIP_CONNECTIONS, "true"),
            Map.entry(Knob.UNIT_ROWS, "true"),
            Map.entry(Knob.CONTEXT_BIAS, "true"),
            Map.entry(Knob.THRESHOLD_STANDARD_DEVIATION, "0.3"),
            Map.entry(Knob.NORMALISE_HYPERPLANES, "true"),
            Map.entry(Knob.BASE_PREDICTOR, "whitened:3.0,2,0.5"),
            Map.entry(Knob.SIDE_INFORMATION, "centred"),
            Map.entry(Knob.WEIGHT_INITIALISATION, "zero"),
            Map.entry(Knob.PREDICTION_CLIPPING, "0.01"),
            Map.entry(Knob.WEIGHT_CLIPPING, "200"));

    private static GLNConfig.Builder usual() {
        return GLNConfig.builder(3, 5);
    }

    /** Results that are recorded, and gone on with, have these settings in their text. */
    @Test
    void knobsLeftAloneAreNotAmongTheSettings() {
        assertEquals(USUAL, NetworkSettings.text(usual().build()));
    }

    @Test
    void knobsTurnedAre() {
        assertEquals(
                USUAL + ", output neurons 3, layer rate factors 1.0,0.5, shared halfspaces true, skip connections true,"
                        + " unit rows true, threshold standard deviation 0.3, normalise hyperplanes true",
                NetworkSettings.text(usual().outputNeurons(3)
                        .sharedHalfspaces(true)
                        .skipConnections(true)
                        .unitRows(true)
                        .layerRateFactors(1, 0.5)
                        .normaliseHyperplanes(true)
                        .thresholdStandardDeviation(0.3)
                        .build()));
    }

    /** Else results of different networks would stand in one study. */
    @Test
    void noKnobIsForgotten() {
        Set<String> texts = new HashSet<>(List.of(USUAL));
        for (Knob<?> knob : Knob.ALL) {
            GLNConfig.Builder turned = usual();
            if (knob == Knob.LAYER_SIZES || knob == Knob.SEED) {
                knob.set(turned, "7", 1);
                assertEquals(USUAL, NetworkSettings.text(turned.build()), "told elsewhere");
                continue;
            }
            assertTrue(TURNED.containsKey(knob), "expected a value to try for " + knob);
            if (knob == Knob.COUPLING) {
                // Told beside what it needs, which alone is among the texts already.
                turned.classes(3).sharedHalfspaces(true);
            }
            knob.set(turned, TURNED.get(knob), 1);
            String text = NetworkSettings.text(turned.build());
            assertNotEquals(USUAL, text, knob.name());
            assertTrue(texts.add(text), text);
        }
    }

    /** The studies of this source tree, which are gone on with when they are run again. */
    @Test
    void thePublishedStudiesHaveThisText() throws IOException {
        String settings =
                NetworkSettings.text(Preset.PYGLN.configure(784, 10, 60_000).build());
        Path folder = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("ablations");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> reports =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertEquals(10, reports.size());
            for (Path report : reports) {
                String method = StudyFiles.read(report).curves().get(0).method();
                assertTrue(method.endsWith(settings), report + ": " + method);
            }
        }
    }
}
