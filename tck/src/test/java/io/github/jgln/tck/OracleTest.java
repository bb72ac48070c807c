package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The reference against golden vectors and against numbers worked out by hand. */
class OracleTest {
    static final List<String> GOLDEN = Verification.BUILT_IN;

    /** Loading replays the case and refuses it where the reference differs from PyGLN by more than 1e-10. */
    @ParameterizedTest
    @FieldSource("GOLDEN")
    void agreesWithGoldenVectors(String name) throws Exception {
        assertEquals("", Verification.builtIn(name).note());
    }

    /** Two features, one hidden neuron with two halfspaces and a bias, and an output neuron without gating. */
    private static NetworkState small(SideInformation side, BasePredictor predictor, boolean running) {
        NetworkSpec spec = new NetworkSpec(
                new InputSpec(2, side, predictor.logits(2, List.of()), 0.01f, running),
                1,
                List.of(new LayerSpec(1, 2, 3, true), new LayerSpec(1, 0, 2, true)),
                false,
                false,
                new Mixing.Bernoulli(3),
                1f,
                Coupling.INDEPENDENT,
                Gating.HALFSPACE,
                0);
        float[] weights = new float[4 * 3];
        weights[2 * 3] = 0.5f;
        weights[2 * 3 + 1] = -0.25f;
        weights[2 * 3 + 2] = 1;
        LayerState hidden = new LayerState(
                new float[][][] {{{1, 0, 0, 1}}}, new float[][][] {{{1, 1}}}, new float[][][] {{weights}}, new float[] {
                    0.5f
                });
        LayerState output =
                new LayerState(new float[1][1][0], new float[1][1][0], new float[][][] {{{0.5f, 1}}}, new float[] {-1});
        return new NetworkState(spec, List.of(hidden, output), new InputState(InputStatistics.none(2)));
    }

    @Test
    void oneStepByHand() {
        Oracle oracle = Oracle.of(small(SideInformation.CENTRED, new BasePredictor.CentredLogits(1), false));
        // Halfspace 0 is met with equality, which is not beyond it; halfspace 1 is passed: context 2.
        Oracle.Step step = oracle.learn(new double[] {1, 2}, null, 1, new double[] {0.1, 0.2}, null);
        assertEquals(2, step.contexts()[0][0]);
        assertEquals(1, step.doubtful()[0][0], "equality is a matter of rounding");
        double hidden = 0.5 * 1 - 0.25 * 2 + 1 * 0.5;
        assertEquals(hidden, step.outputs()[0][0], 1e-15);
        // The output neuron reads the hidden logit from before its update.
        double output = 0.5 * hidden - 1;
        assertEquals(output, step.logits()[0], 1e-15);
        double slope = 0.1 * (1 / (1 + Math.exp(-hidden)) - 1);
        double[] learnt = {0.5 - slope * 1, -0.25 - slope * 2, 1};
        assertArrayEquals(learnt, Arrays.copyOfRange(oracle.weights(0)[0][0], 6, 9), 1e-15, "clipped at 1");
        double upper = 0.2 * (1 / (1 + Math.exp(-output)) - 1);
        assertArrayEquals(new double[] {0.5 - upper * hidden, 1 + upper}, oracle.weights(1)[0][0], 1e-15);
        assertEquals(0, oracle.weights(0)[0][0][3], "another context's weight");
    }

    /** Two classes of one neuron each, without gating and bias, of which either reads base logits of its own. */
    @Test
    void oneStepOfCoupledOutputsByHand() {
        NetworkSpec spec = new NetworkSpec(
                new InputSpec(2, SideInformation.RAW, new BaseLogits(BaseLogits.Kind.GIVEN, 2, 0, true), 0.01f, false),
                2,
                List.of(new LayerSpec(1, 0, 2, false)),
                true,
                false,
                new Mixing.Bernoulli(3),
                1f,
                Coupling.SOFTMAX,
                Gating.HALFSPACE,
                2);
        LayerState layer = new LayerState(
                new float[1][1][0], new float[1][1][0], new float[][][] {{{0.5f, 1}}, {{-0.5f, 0.25f}}}, new float[2]);
        Oracle oracle = Oracle.of(new NetworkState(spec, List.of(layer), new InputState(InputStatistics.none(2))));
        double[] read = {1, 2, -1, 1};
        Oracle.Step step = oracle.learn(new double[2], read, 1, new double[] {0.1}, null);
        assertArrayEquals(new double[] {2.5, 0.75}, step.logits(), 1e-15);
        double p = Math.exp(2.5) / (Math.exp(2.5) + Math.exp(0.75));
        double first = 0.1 * 2 / (2 + 5) * p;
        double second = 0.1 * 2 / (2 + 2) * (1 - p - 1);
        assertArrayEquals(new double[] {0.5 - first, 1 - first * 2}, oracle.weights(0)[0][0], 1e-15);
        assertArrayEquals(new double[] {-0.5 + second, 0.25 - second}, oracle.weights(0)[1][0], 1e-15);
    }

    @Test
    void followedContextsReplaceItsOwn() {
        Oracle oracle = Oracle.of(small(SideInformation.RAW, new BasePredictor.CentredLogits(1), false));
        Oracle.Step step = oracle.infer(new double[] {1, 2}, null, new int[][] {{3}, {0}});
        assertEquals(3, step.contexts()[0][0]);
        assertEquals(2, step.decided()[0][0]);
        assertEquals(0, step.outputs()[0][0], "context 3 has only zeros");
    }

    /** A row is predicted by the statistics of the rows before it. */
    @Test
    void runningStatisticsByHand() {
        Oracle oracle = Oracle.of(small(SideInformation.STANDARDISED, new BasePredictor.StandardisedSigmoid(), true));
        double[] rates = {0, 0};
        assertArrayEquals(
                new double[] {2, 3},
                oracle.learn(new double[] {2, 8}, null, 0, rates, null).baseLogits());
        assertArrayEquals(
                new double[] {2, -3},
                oracle.learn(new double[] {4, 2}, null, 0, rates, null).baseLogits());
        // Means 3 and 5, deviations 1 and 3.
        assertArrayEquals(
                new double[] {-2, 1},
                oracle.infer(new double[] {1, 8}, null, null).baseLogits(),
                1e-15);
        assertEquals(2, oracle.count(), "predicting takes nothing in");
        assertArrayEquals(new double[] {3, 5}, oracle.mean(), 1e-15);
        assertArrayEquals(new double[] {2, 18}, oracle.squares(), 1e-15);
    }

    @Test
    void basePredictorsByHand() {
        double[] row = {0.25, 0.75};
        // ε = 0.01 alone would allow ±log(99), which is beyond L = 3.
        assertBaseLogits(row, new BasePredictor.RowMinMax(), -3, 3);
        assertBaseLogits(new double[] {0.4, 0.4}, new BasePredictor.RowMinMax(), 0, 0);
        assertBaseLogits(row, new BasePredictor.Clip(), -Math.log(3), Math.log(3));
        assertBaseLogits(row, new BasePredictor.StandardisedSigmoid(), 0.25, 0.75);
        assertBaseLogits(row, new BasePredictor.CentredLogits(8), 2, 3);
        BasePredictor.Custom custom = new BasePredictor.Custom(2, (rows, offset, predictions, to) -> {
            predictions[to] = rows[offset + 1];
            predictions[to + 1] = 2;
        });
        Oracle oracle = Oracle.of(small(SideInformation.RAW, custom, false));
        NetworkSpec spec = small(SideInformation.RAW, custom, false).spec();
        double[] given = GivenLogits.of(custom, row, spec, Oracle.bounds(spec));
        assertArrayEquals(new double[] {Math.log(3), 3}, given, 1e-6);
        assertArrayEquals(given, oracle.infer(row, given, null).baseLogits());
    }

    private static void assertBaseLogits(double[] row, BasePredictor predictor, double... expected) {
        Oracle oracle = Oracle.of(small(SideInformation.RAW, predictor, false));
        assertArrayEquals(expected, oracle.infer(row, null, null).baseLogits(), 1e-6);
    }

    @Test
    void doubtIsOnlyWhereRoundingDecides() {
        Oracle oracle = Oracle.of(small(SideInformation.RAW, new BasePredictor.Clip(), false));
        assertFalse(oracle.infer(new double[] {1.0001, 2}, null, null).hasDoubt());
        assertTrue(oracle.infer(new double[] {1 + 1e-8, 2}, null, null).hasDoubt());
        assertTrue(oracle.infer(new double[] {0, 1 - 1e-8}, null, null).hasDoubt());
    }
}
