package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Gaussians;
import io.github.jgln.Targets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetEvaluationTest {
    @Test
    void rowsAreMeasuredOnceTenTargetsHaveComeThatDiffer() {
        TargetEvaluation target = new TargetEvaluation("y", 10);
        for (int t = 0; t < 14; t++) {
            target.row(0, 1, 1000);
        }
        target.row(1000, 1, 1015);
        assertEquals(0, target.measures().rows());

        target.row(1014, 1, 1016);

        assertEquals(1, target.measures().rows());
        assertEquals(2, target.measures().rmse());
        assertEquals(1, target.lastValueRmse());
        assertEquals(15, target.meanSoFarRmse());
    }

    @Test
    void theFirstTenRowsAreNotMeasuredHoweverTheyDiffer() {
        TargetEvaluation target = new TargetEvaluation("y", 10);
        for (int t = 0; t < 10; t++) {
            target.row(0, 1, t);
        }
        assertEquals(0, target.measures().rows());

        target.row(7, 1, 10);

        assertEquals(3, target.measures().rmse());
    }

    @Test
    void theWindowIsThatOfItsRowsAlone() {
        Random random = new Random(3);
        double[][] rows = new double[137][];
        GaussianWindow window = new GaussianWindow(20);
        for (int t = 0; t < rows.length; t++) {
            // The first are huge, so that a sum which forgets them by subtraction alone would be off.
            double scale = t < 30 ? 1e9 : 1;
            rows[t] = new double[] {random.nextGaussian(), 1 + random.nextDouble(), scale * random.nextGaussian()};
            window.add(rows[t][0], rows[t][1], rows[t][2]);
        }
        GaussianMeasures expected = new GaussianMeasures();
        for (int t = 117; t < 137; t++) {
            expected.row(rows[t][0], rows[t][1], rows[t][2]);
        }
        assertEquals(20, window.rows());
        assertEquals(expected.rmse(), window.rmse(), 1e-9);
        assertEquals(expected.negativeLogLikelihood(), window.negativeLogLikelihood(), 1e-9);
        assertEquals(expected.coverage90(), window.coverage90());
    }

    @Test
    void theObservedSharesOfAnHonestPredictionAreTheQuantiles() {
        Random random = new Random(9);
        GaussianMeasures measures = new GaussianMeasures();
        for (int t = 0; t < 20_000; t++) {
            measures.row(3, 4, 3 + 2 * random.nextGaussian());
        }
        double[] expected = new double[21];
        for (int i = 0; i <= 20; i++) {
            expected[i] = i / 20.0;
        }
        assertArrayEquals(expected, measures.observed(), 0.015);
    }

    @Test
    void predictionsThatAreNoDistributionsAreRefusedWithoutCountingAnyRow() {
        RegressionEvaluation evaluation = new RegressionEvaluation(List.of("y"), 5);
        Targets.Reals targets = new Targets.Reals(new float[] {1, 2}, 1, 0);
        for (float bad : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> evaluation.rows(new Gaussians(2, 1, new float[] {0, 1, 0, bad}), targets))
                    .getMessage();
            assertEquals("predictions: expected finite means and variances above 0, got " + bad + " in row 1", message);
        }
        assertEquals(0, evaluation.rows());
        assertThrows(IllegalArgumentException.class, () -> new RegressionEvaluation(List.of(), 5));
        assertThrows(IllegalArgumentException.class, () -> new GaussianWindow(0));
    }

    @Test
    void figuresOfAnySizeAreShort() {
        assertEquals("0.0012346", SignificantDigits.of(0.00123456));
        assertEquals("1234.6", SignificantDigits.of(1234.56));
        assertEquals("123460000", SignificantDigits.of(123456789));
        assertEquals("-7", SignificantDigits.of(-7));
        assertEquals("0", SignificantDigits.of(0));
        assertEquals("–", SignificantDigits.of(Double.NaN));
        assertTrue(SignificantDigits.of(1.23456e-20).contains("E-20"));
    }
}
