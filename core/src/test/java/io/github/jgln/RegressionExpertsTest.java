package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegressionExpertsTest {
    private static final BasePredictor.Regressions BASE = new BasePredictor.Regressions(24, 3, 4);

    private static final double[] MIDDLE = {0};

    private static RegressionExperts experts(int inputs, int width, long seed) {
        return new RegressionExperts(
                BASE, inputs, width, new ColumnLayout(List.of()), seed, RegressionExperts.none(BASE, inputs, width, 0));
    }

    /** A target that bends: the regression on hinges follows it, the one on the numbers cannot, and says so. */
    @Test
    void hingesFollowWhatBends() {
        Random random = new Random(2);
        RegressionExperts experts = experts(3, 1, 5);
        double[] spread = {1};
        double[] off = new double[3 + BASE.gates()];
        double[] said = new double[off.length];
        int rows = 3000;
        for (int t = 0; t < rows; t++) {
            float[] z = {(float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()};
            double y = 1000 + Math.abs(z[0]) + z[1] + 0.05 * random.nextGaussian();
            experts.read(z, 0, null, MIDDLE, spread, null, 0);
            for (int i = 0; t >= rows / 2 && i < off.length; i++) {
                double error = y - experts.first(0) - experts.means[0][i];
                off[i] += error * error / (rows / 2);
                said[i] += experts.variances[0][i] / (rows / 2);
            }
            experts.learn(t, new double[] {y}, 0);
        }
        assertTrue(off[0] > 0.3 && off[1] < 0.05 && off[2] < 0.05, off[0] + ", " + off[1] + ", " + off[2]);
        for (int i = 0; i < 3; i++) {
            assertEquals(1, said[i] / off[i], 0.8, "variance of base prediction " + i);
        }
    }

    /** What is learnt does not depend on where the targets' zero is. */
    @Test
    void targetsAreCountedFromTheFirst() {
        RegressionExperts near = experts(2, 1, 1);
        RegressionExperts far = experts(2, 1, 1);
        Random random = new Random(3);
        for (int t = 0; t < 200; t++) {
            float[] z = {(float) random.nextGaussian(), (float) random.nextGaussian()};
            double y = random.nextInt(100);
            near.read(z, 0, null, MIDDLE, new double[] {900}, null, 0);
            far.read(z, 0, null, MIDDLE, new double[] {900}, null, 0);
            if (t > 0) {
                assertArrayEquals(near.means[0], far.means[0], 1e-9);
                assertArrayEquals(near.variances[0], far.variances[0], 1e-9);
            }
            near.learn(t, new double[] {y}, 0);
            far.learn(t, new double[] {y + (1 << 20)}, 0);
        }
        assertEquals(1 << 20, far.first(0) - near.first(0), 1e-9);
    }

    @Test
    void seedsDecideTheHalfspaces() {
        float[] z = {0.3f, -1.2f, 0.8f};
        double[][] means = new double[2][];
        for (int seed = 0; seed < 2; seed++) {
            RegressionExperts experts = experts(3, 1, seed);
            for (int t = 0; t < 20; t++) {
                float[] row = {t % 3 - 1, t % 5 - 2, t % 7 - 3};
                experts.read(row, 0, null, MIDDLE, new double[] {1}, null, 0);
                experts.learn(t, new double[] {t % 4}, 0);
            }
            experts.read(z, 0, null, MIDDLE, new double[] {1}, null, 0);
            means[seed] = experts.means[0].clone();
        }
        assertEquals(means[0][0], means[1][0], "without halfspaces");
        assertNotEquals(means[0][1], means[1][1]);
    }

    /** Very many numbers, as categories make them, become two hundred sums; contexts get fewer where memory would not do. */
    @Test
    void manyNumbers() {
        RegressionExperts.Shape wide = RegressionExperts.Shape.of(BASE, 5000, 1, 0);
        assertEquals(200, wide.numbers());
        RegressionExperts.Shape many = RegressionExperts.Shape.of(new BasePredictor.Regressions(8, 64, 12), 20, 1, 0);
        assertTrue(many.depth() < 12 && many.size() < 5_000_000, many + ": " + many.size());
        RegressionExperts experts = experts(5000, 1, 1);
        float[] z = new float[5000];
        Random random = new Random(4);
        double error = 0;
        for (int t = 0; t < 600; t++) {
            Arrays.fill(z, 0);
            int at = random.nextInt(20);
            z[at * 200] = 1;
            experts.read(z, 0, null, MIDDLE, new double[] {30}, null, 0);
            error += t < 400 ? 0 : Math.abs(experts.means[0][0] + experts.first(0) - at) / 200;
            experts.learn(t, new double[] {at}, 0);
        }
        assertTrue(error < 3, "mean distance " + error + " of twenty names");
    }

    /** What is said of a row that was learnt, without it, is what regressions say that never saw it. */
    @Test
    void knownRowsAreLeftOutByTheirLeverage() {
        Random random = new Random(6);
        float[][] rows = new float[60][];
        double[][] targets = new double[60][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
            targets[t] = new double[] {rows[t][0] - Math.abs(rows[t][1]) + 0.1 * random.nextGaussian()};
        }
        double[] spread = {1};
        RegressionExperts all = experts(2, 1, 3);
        RegressionExperts without = experts(2, 1, 3);
        int left = 25;
        for (int t = 0; t < rows.length; t++) {
            all.read(rows[t], 0, null, MIDDLE, spread, null, 0);
            all.learn(t, targets[t], 0);
            if (t != left) {
                without.read(rows[t], 0, null, MIDDLE, spread, null, 0);
                without.learn(t, targets[t], 0);
            }
        }
        all.beginPass(1);
        all.read(rows[left], 0, null, MIDDLE, spread, targets[left], 1);
        without.read(rows[left], 0, null, MIDDLE, spread, null, 0);
        for (int i = 0; i < 3; i++) {
            assertEquals(without.means[0][i], all.means[0][i], 1e-8, "base prediction " + i);
        }
        // The second pass teaches gated regressions anew, the first three no more.
        double before = all.means[0][1];
        all.learn(0, targets[left], 1);
        all.read(rows[left], 0, null, MIDDLE, spread, targets[left], 1);
        assertEquals(before, all.means[0][1]);
    }

    /** A category's bins know the mean of each of its places, and of a new one that of all. */
    @Test
    void columnsHaveDistributionsOfTheirBins() {
        ColumnLayout columns = new ColumnLayout(List.of(new Column.Category("c", List.of("a", "b"), 1)));
        RegressionExperts experts =
                new RegressionExperts(BASE, 3, 1, columns, 1, RegressionExperts.none(BASE, 3, 1, columns.bins));
        int at = 3 + BASE.gates();
        for (int t = 0; t < 100; t++) {
            experts.read(new float[3], 0, new int[] {t % 2}, new double[] {7.5}, new double[] {4}, null, 0);
            experts.learn(t, new double[] {t % 2 == 0 ? 5 : 10}, 0);
        }
        double[] expected = {(50 * 0 + 2 * 2.5) / 52, (50 * 5 + 2 * 2.5) / 52, 2.5};
        for (int bin = 0; bin < 3; bin++) {
            experts.read(new float[3], 0, new int[] {bin}, new double[] {7.5}, new double[] {4}, null, 0);
            assertEquals(expected[bin], experts.means[0][at], 1e-9, "bin " + bin);
            assertEquals(bin == 2 ? 4 : 8 / 52.0, experts.variances[0][at], 1e-9, "bin " + bin);
        }
    }
}
