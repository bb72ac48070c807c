package io.github.jgln;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionSlopesTest {
    private static final int GATES = 4;
    private static final float STEP = 1e-3f;

    /** By how much what is read changes when one number does; of 210 numbers regressions read sums. */
    @ParameterizedTest
    @ValueSource(ints = {3, 210})
    void slopesAreHowMeansChange(int inputs) {
        BasePredictor.Regressions base = new BasePredictor.Regressions(16, GATES, 2);
        double[] state = RegressionExperts.none(base, inputs, 2, 0);
        RegressionExperts experts = new RegressionExperts(base, inputs, 2, new ColumnLayout(List.of()), 5, state);
        Random random = new Random(7);
        double[] spread = {1, 1};
        for (int t = 0; t < 300; t++) {
            float[] z = row(random, inputs);
            experts.read(z, 0, null, new double[2], spread, null, 0);
            experts.learn(t, new double[] {2 * z[0] - Math.abs(z[1]), z[2] * z[1]}, 0);
        }
        float[] z = row(random, inputs);
        for (int c = 0; c < 2; c++) {
            double largest = 0;
            for (int i = 0; i < 3 + GATES; i++) {
                double[] weights = new double[3 + GATES];
                weights[i] = 0.5;
                experts.read(z, 0, null, new double[2], spread, null, 0);
                double[] slopes = experts.slopes(c, weights);
                assertEquals(inputs, slopes.length);
                for (int j = 0; j < 3; j++) {
                    double before = mean(experts, z, j, -STEP, c, i, spread);
                    double change = (mean(experts, z, j, STEP, c, i, spread) - before) / (2 * STEP);
                    // Those of gates begin at a mean whose weights change a little too, which slopes leave aside.
                    assertEquals(0.5 * change, slopes[j], i < 3 ? 2e-3 : 5e-2, "expert " + i + ", number " + j);
                    largest = Math.max(largest, Math.abs(change));
                }
            }
            assertTrue(largest > 0.02, "expected something to compare, got " + largest);
        }
    }

    private static double mean(
            RegressionExperts experts, float[] z, int j, float step, int c, int expert, double[] spread) {
        float[] moved = z.clone();
        moved[j] += step;
        experts.read(moved, 0, null, new double[2], spread, null, 0);
        return experts.means[c][expert];
    }

    private static float[] row(Random random, int inputs) {
        float[] z = new float[inputs];
        for (int j = 0; j < inputs; j++) {
            z[j] = (float) random.nextGaussian();
        }
        return z;
    }
}
