package io.github.jgln.bench.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanLearnerTest {
    /** Always says the same. */
    private static final class Constant extends MeanLearner {
        private final double mean;

        Constant(double mean) {
            super(1);
            this.mean = mean;
        }

        @Override
        protected double[] means(Rows rows) {
            double[] means = new double[rows.count()];
            Arrays.fill(means, mean);
            return means;
        }

        @Override
        protected double[] learnMeans(Rows rows, Targets.Reals targets) {
            return means(rows);
        }

        @Override
        public void close() {}
    }

    private static float[] learn(double mean, float... targets) {
        MeanLearner learner = new Constant(mean);
        Rows rows = Rows.of(new float[targets.length], 1);
        float[] before = new float[2 * targets.length];
        learner.learn(rows, new Targets.Reals(targets, 1, 0), before);
        assertEquals(targets.length, learner.rowsLearned());
        return before;
    }

    @Test
    void theVarianceIsTheMeanOfItsSquaredErrorsBefore() {
        assertArrayEquals(new float[] {1, 1, 1, 4, 1, 10}, learn(1, 3, 5, 1));
    }

    @Test
    void anOldErrorIsForgotten() {
        float[] targets = new float[10_000];
        targets[0] = 1000;
        float[] before = learn(0, targets);
        assertEquals(1000, before[2 * 1000 + 1], 10);
        assertEquals(0, before[2 * 9999 + 1], 1);
    }

    @Test
    void whatIsNoNumberIsTheMeanOfTheTargetsSoFar() {
        float[] before = learn(Double.NaN, 2, 4, 6);
        assertArrayEquals(new float[] {0, 2, 3}, new float[] {before[0], before[2], before[4]});
    }

    @Test
    void whoMadeNoErrorIsNotCertain() {
        float[] before = learn(2, 2, 2, 2);
        assertEquals(Float.MIN_NORMAL, before[5]);
    }
}
