package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.regression.RegressionContender;
import io.github.jgln.bench.regression.RegressionPeers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionLearnersTest {
    private static final int ROWS = 2000;
    private static final int LATE = 1500;

    private static final float[] X = new float[2 * ROWS];
    private static final float[] Y = new float[ROWS];

    static {
        Random random = new Random(7);
        for (int t = 0; t < ROWS; t++) {
            X[2 * t] = 100 + 10 * (float) random.nextGaussian();
            X[2 * t + 1] = (float) random.nextGaussian();
            Y[t] = 50 + 3 * (X[2 * t] - 100) + 5 * X[2 * t + 1] + (float) random.nextGaussian();
        }
    }

    static List<RegressionContender> all() {
        return ServiceLoader.load(RegressionPeers.class)
                .findFirst()
                .orElseThrow()
                .list();
    }

    private static float[] learn(RegressionContender contender, int rows) {
        float[] before = new float[2 * rows];
        try (OnlineLearner learner = contender.prepare(2, rows, 1)) {
            learner.learn(Rows.of(X, 2).part(0, rows), new Targets.Reals(Y, 1, 0), before);
            assertEquals(rows, learner.rowsLearned());
        }
        return before;
    }

    /** The targets' deviation is about 30. */
    @ParameterizedTest
    @MethodSource("all")
    void learnsALineAndKnowsHowWell(RegressionContender contender) {
        float[] before = learn(contender, ROWS);
        double squares = 0;
        int within = 0;
        for (int t = LATE; t < ROWS; t++) {
            double error = Y[t] - before[2 * t];
            squares += error * error / (ROWS - LATE);
            within += Math.abs(error) < 1.645 * Math.sqrt(before[2 * t + 1]) ? 1 : 0;
        }
        assertTrue(Math.sqrt(squares) < 20, contender.name() + ": " + Math.sqrt(squares));
        assertTrue(within > 0.8 * (ROWS - LATE), contender.name() + ": " + within);
        assertArrayEquals(before, learn(contender, ROWS), contender.name());
    }

    /** Whatever is said of a row is said before it is learnt, however rows are cut into blocks. */
    @ParameterizedTest
    @MethodSource("all")
    void whatLearningHandsOutIsWhatPredictingWouldHaveGiven(RegressionContender contender) {
        int rows = 250;
        float[] together = learn(contender, rows);
        float[] predicted = new float[2];
        float[] before = new float[2];
        try (OnlineLearner learner = contender.prepare(2, rows, 1)) {
            for (int t = 0; t < rows; t++) {
                Rows row = Rows.of(X, 2).part(t, 1);
                learner.predict(row, predicted);
                learner.learn(row, new Targets.Reals(Y, 1, t), before);
                assertArrayEquals(before, predicted, contender.name() + ", row " + t);
                assertArrayEquals(Arrays.copyOfRange(together, 2 * t, 2 * t + 2), before, contender.name());
            }
        }
    }

    @Test
    void haveTheNamesThatTheComparisonKnowsThemBy() {
        assertEquals(
                List.of("Tribuo", "FIMT-DD", "ARF-Reg", "AMRules"),
                all().stream().map(RegressionContender::name).toList());
        all().forEach(contender ->
                assertTrue(contender.method().matches("[A-Z].* \\d+\\.\\d+.*: .*"), contender.method()));
    }
}
