package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import io.github.jgln.interop.ServedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of any kind, exported, predict in a runtime that knows nothing of this engine as they do here. */
class ServedModelsTest {
    private static final int MODELS = Integer.getInteger("reliability.onnx.models", 15);
    private static final int LEARNT = 500;
    private static final int ROWS = 200;

    @TempDir
    Path folder;

    @Test
    void whatIsExportedPredictsAlike() throws Exception {
        try (Part part = Part.begin(4, "models served by onnxruntime", MODELS)) {
            serve(part);
        }
    }

    private void serve(Part part) throws Exception {
        List<String> faults = new ArrayList<>();
        for (long seed = part.count("models"); seed < MODELS; seed++) {
            RandomModel drawn = new RandomModel(seed);
            try (GLN gln = drawn.learnt(LEARNT)) {
                ServedModel model = new ServedModel(gln, folder);
                float[] rows = model.decided(ROWS, drawn::row);
                String fault = drawn.config().numbers() > 0 ? numbers(part, model, rows) : classes(part, model, rows);
                if (!fault.isEmpty()) {
                    faults.add("seed " + seed + ": " + fault + ", " + drawn.config());
                }
            }
            part.add("models", 1);
            if (faults.isEmpty()) {
                part.keep(seed + 1);
            }
        }
        part.finish(
                "models of random configurations, some of tables, exported to ONNX and run by onnxruntime beside the"
                        + " engine",
                part.count("models"),
                faults.size(),
                0,
                String.format(
                        Locale.ROOT,
                        "%d rows each; the largest difference is %.1e in a probability and %.1e in a logit, and %d rows get"
                                + " another class; wrong would be one beyond 1e-5 or 1e-3, or another class. %d of the models"
                                + " learn numbers: the largest difference is %.1e of a variance, and beyond a mean's last bit"
                                + " %.1e standard deviations; wrong would be one beyond 1e-5 or 1e-4",
                        ROWS,
                        part.largest("probability"),
                        part.largest("logit"),
                        part.count("labels"),
                        part.count("models of numbers"),
                        part.largest("variance"),
                        part.largest("mean")));
        assertEquals(List.of(), faults);
    }

    /** What is wrong with a model of classes; empty if nothing is. */
    private static String classes(Part part, ServedModel model, float[] rows) throws OrtException {
        ServedModel.Difference difference = model.over(rows, ROWS);
        part.note("probability", difference.probability());
        part.note("logit", difference.logit());
        part.add("labels", difference.labels());
        return difference.isRounding() ? "" : "" + difference;
    }

    private static String numbers(Part part, ServedModel model, float[] rows) throws OrtException {
        ServedModel.NumberDifference difference = model.numbersOver(rows, ROWS);
        part.note("mean", difference.mean());
        part.note("variance", difference.variance());
        part.add("models of numbers", 1);
        return difference.isRounding() ? "" : "" + difference;
    }

    /** Every constant and kind of value that the comparison is for. */
    @Test
    void theConfigurationsAreOfEveryKind() {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 150; seed++) {
            GLNConfig config = new RandomModel(seed).config();
            seen.add("hidden layers " + config.get(Knob.LAYER_SIZES).size());
            seen.add("classes " + config.classes());
            seen.add("numbers " + config.numbers());
            if (config.numbers() > 0) {
                seen.add("form " + config.get(Knob.GAUSSIAN_MIXING).form());
            }
            seen.add("table " + !config.columns().isEmpty());
            seen.add(config.get(Knob.BASE_PREDICTOR).getClass().getSimpleName());
            for (Knob<?> knob : List.of(
                    Knob.OUTPUT_NEURONS,
                    Knob.BIAS,
                    Knob.HALFSPACES,
                    Knob.SHARED_HALFSPACES,
                    Knob.SKIP_CONNECTIONS,
                    Knob.UNIT_ROWS,
                    Knob.CONTEXT_BIAS,
                    Knob.SIDE_INFORMATION,
                    Knob.PREDICTION_CLIPPING,
                    Knob.WEIGHT_CLIPPING)) {
                seen.add(knob + " " + knob.printOf(config));
            }
        }
        assertEquals(4 + 6 + 3 + 2 + 2 + 9 + 3 + 2 + 4 + 2 + 2 + 2 + 2 + 3 + 3 + 3, seen.size(), "" + seen);
    }
}
