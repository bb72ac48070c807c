package io.github.jgln.bench.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.evaluation.GaussianMeasures;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    private static final int ROWS = 2000;
    private static final double NOISE = 0.25;

    private final float[] x = new float[2 * ROWS];
    private final float[] y = new float[ROWS];

    LeastSquaresTest() {
        Random random = new Random(3);
        for (int t = 0; t < ROWS; t++) {
            x[2 * t] = (float) (1000 + random.nextGaussian());
            x[2 * t + 1] = (float) (1e-4 * random.nextGaussian() + 1e-4 * (x[2 * t] - 1000));
            y[t] = (float) (5 + 2 * (x[2 * t] - 1000) - 3e4 * x[2 * t + 1] + NOISE * random.nextGaussian());
        }
    }

    @Test
    void comesToTheNoiseWhateverTheFeaturesScalesAndItsIntervalsHold() {
        GaussianMeasures measures = new GaussianMeasures();
        try (OnlineLearner learner = new LeastSquares().prepare(2, ROWS, 0)) {
            float[] before = new float[2 * ROWS];
            learner.learn(Rows.of(x, 2), new Targets.Reals(y, 1, 0), before);
            for (int t = 10; t < ROWS; t++) {
                measures.row(before[2 * t], before[2 * t + 1], y[t]);
            }
            assertEquals(ROWS, learner.rowsLearned());
        }
        assertEquals(NOISE, measures.rmse(), 0.05 * NOISE);
        assertEquals(0.9, measures.coverage90(), 0.02);
        assertEquals(0.5 * Math.log(2 * Math.PI * Math.E * NOISE * NOISE), measures.negativeLogLikelihood(), 0.05);
    }

    /** With the diagonal of the scatter raised by 1/n, as the class has it, of two features by Cramer's rule. */
    @Test
    void isTheSolutionOfAllRowsSoFar() {
        int n = 50;
        double[] mean = new double[3];
        for (int t = 0; t < n; t++) {
            mean[0] += x[2 * t] / n;
            mean[1] += x[2 * t + 1] / n;
            mean[2] += (double) y[t] / n;
        }
        double[] s = new double[5];
        for (int t = 0; t < n; t++) {
            double a = x[2 * t] - mean[0];
            double b = x[2 * t + 1] - mean[1];
            double c = y[t] - mean[2];
            s[0] += a * a;
            s[1] += a * b;
            s[2] += b * b;
            s[3] += a * c;
            s[4] += b * c;
        }
        s[0] *= 1 + 1.0 / n;
        s[2] *= 1 + 1.0 / n;
        double determinant = s[0] * s[2] - s[1] * s[1];
        double first = (s[3] * s[2] - s[4] * s[1]) / determinant;
        double second = (s[4] * s[0] - s[3] * s[1]) / determinant;
        double expected = mean[2] + first * (x[2 * n] - mean[0]) + second * (x[2 * n + 1] - mean[1]);
        try (OnlineLearner learner = new LeastSquares().prepare(2, ROWS, 0)) {
            learner.learn(Rows.of(x, 2).part(0, n), new Targets.Reals(y, 1, 0), new float[2 * n]);
            float[] said = new float[2];
            learner.predict(Rows.of(x, 2).part(n, 1), said);
            assertEquals(expected, said[0], 1e-5 * Math.abs(expected));
        }
    }

    @Test
    void learningHandsOutWhatPredictingWouldHaveGiven() {
        try (OnlineLearner learner = new LeastSquares().prepare(2, ROWS, 0)) {
            for (int t = 0; t < 30; t++) {
                Rows row = Rows.of(x, 2).part(t, 1);
                float[] predicted = new float[2];
                float[] before = new float[2];
                learner.predict(row, predicted);
                learner.learn(row, new Targets.Reals(y, 1, t), before);
                assertArrayEquals(before, predicted);
                assertTrue(before[1] > 0, "row " + t);
            }
        }
    }
}
