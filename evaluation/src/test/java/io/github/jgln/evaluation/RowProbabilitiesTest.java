package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.jgln.Coupling;
import io.github.jgln.Predictions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProbabilitiesTest {
    private static double[] of(Coupling coupling, float... logits) {
        int classes = Math.max(2, logits.length);
        return new RowProbabilities(classes).of(new Predictions(1, logits.length, coupling, logits), 0);
    }

    @ParameterizedTest
    @CsvSource({"1, INDEPENDENT", "1, SOFTMAX", "2, INDEPENDENT", "5, INDEPENDENT", "5, SOFTMAX"})
    void areThoseOfThePredictions(int outputs, Coupling coupling) {
        int rows = 50;
        Random random = new Random(1);
        float[] logits = new float[rows * outputs];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 3 * (float) random.nextGaussian();
        }
        Predictions predictions = new Predictions(rows, outputs, coupling, logits);
        float[] expected = predictions.normalisedProbabilities();
        int classes = Math.max(2, outputs);
        RowProbabilities probabilities = new RowProbabilities(classes);
        for (int t = 0; t < rows; t++) {
            double[] got = probabilities.of(predictions, t);
            assertSame(got, probabilities.of(predictions, t), "one array for all rows");
            assertEquals(1, Arrays.stream(got).sum(), 1e-15 * classes);
            for (int c = 0; c < classes; c++) {
                assertEquals(expected[t * classes + c], got[c], 1e-6);
            }
        }
    }

    @Test
    void sayHowFarFromCertainALearnerWas() {
        // As a float, σ(30) is 1.
        double left = of(Coupling.INDEPENDENT, 30)[0];
        assertEquals(Math.exp(-30) / (1 + Math.exp(-30)), left, 1e-15 * left);
        double right = of(Coupling.INDEPENDENT, -30)[1];
        assertEquals(left, right, 1e-15 * left);
    }

    @Test
    void areNumbersHoweverLargeTheLogits() {
        // Independent outputs far below 0 are as exp(logit), of which none can be held.
        double e = Math.exp(-1);
        double[] low = of(Coupling.INDEPENDENT, -2000, -2001, -3000);
        assertEquals(1 / (1 + e), low[0], 1e-12);
        assertEquals(e / (1 + e), low[1], 1e-12);
        assertEquals(0, low[2]);
        double[] high = of(Coupling.SOFTMAX, 2001, 2000, -2000);
        assertEquals(1 / (1 + e), high[0], 1e-12);
        assertEquals(e / (1 + e), high[1], 1e-12);
        double[] both = of(Coupling.INDEPENDENT, 2000, 3000);
        assertEquals(0.5, both[0], 1e-12);
    }
}
