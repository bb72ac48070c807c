package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.LearningRate;
import io.github.jgln.Predictions;
import io.github.jgln.Preset;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.WeightInitialisation;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models as users make them: what a configuration says is what the reference computes from the first state. */
public abstract class ModelContract extends Contract {
    /** The contract for this backend; every test opens it anew. */
    protected ModelContract(BackendUnderTest backend) {
        super(backend);
    }

    /** Learns with the model and the reference alike; {@code rate} is η by row, {@code factors} by layer. */
    private void assertFollows(GLN gln, LongToDoubleFunction rate, double[] factors, int count) {
        NetworkState first = gln.state();
        Random random = new Random(99);
        RowDistribution distribution =
                new RowDistribution(random, first.spec().inputs(), gln.config().unitRows());
        double[][] rows = GeneratedCase.decidedRows(first, distribution, random, count, 0);
        assertFollows(
                gln, rate, factors, rows, distribution.labels(rows, gln.config().classes(), random));
    }

    private void assertFollows(GLN gln, LongToDoubleFunction rate, double[] factors, double[][] rows, int[] labels) {
        NetworkState first = gln.state();
        Oracle oracle = Oracle.of(first);
        int count = rows.length;
        int n = first.spec().inputs();
        boolean unit = gln.config().unitRows();
        float[] learnt = new ReplayRows(rows, null).flatFeatures();
        for (int i = 0; unit && i < learnt.length; i++) {
            // Of any length, which the model is to undo: powers of two leave the digits.
            learnt[i] *= 1 << i / n % 9;
        }
        Predictions predictions = gln.learn(learnt, count, labels);
        Tolerance tolerance = Tolerance.ofSteps(count);
        float[] got = predictions.probabilities();
        for (int t = 0; t < count; t++) {
            double[] rates = new double[first.layers().size()];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = rate.applyAsDouble(t) * (factors.length == 0 ? 1 : factors[i]);
            }
            double[] given = gln.config().basePredictor() instanceof BasePredictor.Custom custom
                    ? GivenLogits.of(custom, rows[t], first.spec(), Oracle.bounds(first.spec()))
                    : null;
            Oracle.Step step = oracle.learn(rows[t], given, labels[t], rates, null);
            double[] expected = Oracle.probabilities(first.spec(), step.logits());
            for (int c = 0; c < gln.outputs(); c++) {
                assertEquals(
                        expected[c], got[t * gln.outputs() + c], tolerance.probability(), "row " + t + ", output " + c);
            }
        }
        NetworkState after = gln.state();
        for (int i = 0; i < first.layers().size(); i++) {
            float[][][] weights = after.layers().get(i).weights();
            for (int c = 0; c < weights.length; c++) {
                for (int k = 0; k < weights[c].length; k++) {
                    double[] expected = oracle.weights(i)[c][k];
                    String where = "weights of layer " + i + ", output " + c + ", neuron " + k;
                    assertArrayEquals(expected, Doubles.of(weights[c][k]), tolerance.weight(), where);
                }
            }
        }
    }

    /** But for the one whose rows come back, which {@link RateContract} follows. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REPLAYED")
    void modelsFollowTheReference(Models model) {
        GLNConfig config = model.config();
        try (GLN gln = backend.create(config)) {
            assertFollows(gln, config.learningRate()::rate, factors(config), 120);
        }
    }

    private static double[] factors(GLNConfig config) {
        double[] factors = new double[config.layers()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = config.layerRateFactor(i);
        }
        return factors;
    }

    /** The schedules' formulas stand here once more, so that a wrong one shows. */
    @TestFactory
    Stream<DynamicTest> learningRates() {
        Map<LearningRate, LongToDoubleFunction> schedules = Map.of(
                new LearningRate.Constant(0.03), row -> 0.03,
                new LearningRate.Hyperbolic(2, 0.1), row -> Math.min(2.0 / (row + 1), 0.1),
                new LearningRate.InversePower(0.2, 0.5, 1), row -> Math.min(0.2, 1 / (1 + 0.5 * row)),
                new LearningRate.LinearDecay(0.1, 50), row -> row < 50 ? 0.1 * (50 - row) / 50 : 0,
                new LearningRate.Custom(row -> row % 3 == 0 ? 0.05 : 0), row -> row % 3 == 0 ? 0.05 : 0);
        return schedules.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().getClass().getSimpleName(), () -> {
                    GLNConfig config = GLNConfig.builder(7, 4)
                            .learningRate(entry.getKey())
                            .layerRateFactors(0.5, 2)
                            .seed(3)
                            .build();
                    try (GLN gln = backend.create(config)) {
                        assertFollows(gln, entry.getValue(), new double[] {0.5, 2}, 80);
                    }
                }));
    }

    @Test
    void layerWithoutRateKeepsItsWeights() {
        GLNConfig config =
                GLNConfig.builder(7, 4).learningRate(0.1).layerRateFactors(0, 1).build();
        try (GLN gln = backend.create(config)) {
            NetworkState before = gln.state();
            Models.Labelled rows = labelled(7, 100);
            gln.learn(rows.features(), 100, rows.labels());
            LayerState was = before.layers().get(0);
            LayerState is = gln.state().layers().get(0);
            assertArrayEquals(was.weights(), is.weights(), "rate 0");
            assertTrue(
                    !Arrays.deepEquals(
                            before.layers().get(1).weights(),
                            gln.state().layers().get(1).weights()),
                    "the layer with a rate has learnt nothing");
        }
    }

    private static Models.Labelled labelled(int inputs, int count) {
        Random random = new Random(inputs);
        RowDistribution distribution = new RowDistribution(random, inputs);
        return new Models.Labelled(
                distribution.sample(random, count), random.ints(count, 0, 2).toArray(), inputs);
    }

    @Test
    void presetsFollowTheReference() {
        int n = 30;
        for (Preset preset : Preset.values()) {
            if (preset.ofNumbers()) {
                continue;
            }
            if (preset == Preset.TABLE) {
                // Its rows become numbers first, which TableContract follows.
                continue;
            }
            GLNConfig config = preset.configure(n, 3, 100).seed(5).build();
            float[] sample = labelled(n, 40).features();
            try (GLN gln = backend.builder(config).sample(sample, 40).create()) {
                assertFollows(gln, config.learningRate()::rate, factors(config), 60);
            }
        }
    }

    @Test
    void halfspacesAndWeightsAsConfigured() {
        GLNConfig config = GLNConfig.builder(12, 6)
                .classes(3)
                .halfspaces(Halfspaces.BISECTORS)
                .normaliseHyperplanes(true)
                .sideInformation(SideInformation.CENTRED)
                .basePredictor(new BasePredictor.CentredLogits(1))
                .weightInitialisation(new WeightInitialisation.Constant(0))
                .learningRate(0.05)
                .build();
        try (GLN gln =
                backend.builder(config).sample(labelled(12, 20).features(), 20).create()) {
            assertFollows(gln, row -> 0.05, new double[0], 80);
        }
    }

    /** Rows of few values, all of which lie at the same distances: no side may be left to rounding. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RANDOM_NORMAL")
    void halfspacesKeepOffTheRowsThatPlacedThem(Halfspaces halfspaces) {
        int n = 11;
        int count = 150;
        Random random = new Random(8);
        float[] sample = new float[count * n];
        double[][] rows = new double[count][n];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (random.nextInt(3) - 1) * 0.1f;
            rows[i / n][i % n] = sample[i];
        }
        GLNConfig config = GLNConfig.builder(n, 20, 9)
                .contextMapSize(6)
                .halfspaces(halfspaces)
                .learningRate(0.01)
                .build();
        try (GLN gln = backend.builder(config).sample(sample, count).create()) {
            Oracle oracle = Oracle.of(gln.state());
            for (int t = 0; t < count; t++) {
                assertFalse(oracle.hasDoubt(rows[t]), "row " + t + " is on a halfspace");
            }
            int[] labels = random.ints(count, 0, 2).toArray();
            assertFollows(gln, row -> 0.01, new double[0], rows, labels);
        }
    }

    @Test
    void theSampleIsOfTheRowsToBeLearnt() {
        GLNConfig config = GLNConfig.builder(4, 3)
                .halfspaces(Halfspaces.COMBINATIONS)
                .basePredictor(new BasePredictor.Whitened(1, 2, 0.5))
                .build();
        float[] rows = labelled(4, 3000).features();
        Rows all = Rows.of(rows, 4);
        try (GLN from = backend.builder(config).sampleOf(all.part(500, 2500)).create();
                GLN given = backend.builder(config)
                        .sample(Arrays.copyOfRange(rows, 500 * 4, 2500 * 4), 2000)
                        .create();
                GLN few = backend.builder(config).sampleOf(all.part(2990, 10)).create();
                GLN fewGiven = backend.builder(config)
                        .sample(Arrays.copyOfRange(rows, 2990 * 4, 3000 * 4), 10)
                        .create()) {
            States.assertSame(given.state(), from.state(), "2,000 rows");
            assertEquals(given.state().input(), from.state().input());
            States.assertSame(fewGiven.state(), few.state(), "10 rows");
        }
        // Not looked at where none is needed.
        backend.builder(GLNConfig.builder(4).build()).sampleOf(all).create().close();
    }

    /** Weights and outputs must reach their bounds and stop there. */
    @Test
    void clippingHoldsAtTheBounds() {
        double epsilon = 0.05;
        float w = 0.3f;
        GLNConfig config = GLNConfig.builder(10, 5, 5)
                .predictionClipping(epsilon)
                .weightClipping(w)
                .learningRate(1)
                .build();
        try (GLN gln = backend.create(config)) {
            float bound = gln.state().spec().logitBound();
            Models.Labelled rows = labelled(10, 400);
            float largest = 0;
            for (float logit : gln.learn(rows.features(), 400, new int[400]).logits()) {
                largest = Math.max(largest, Math.abs(logit));
            }
            assertEquals(bound, largest, 1e-6f, "no output reached its bound, or one went beyond");
            for (LayerState layer : gln.state().layers()) {
                assertEquals(w, States.largestWeight(layer), 0, "no weight reached its bound, or one went beyond");
            }
        }
    }

    /** A constant row has no minimum and maximum to scale by: 0.5 says nothing for either class. */
    @ParameterizedTest
    @ValueSource(floats = {0, -0f, 1, -3.5f, 1e30f, Float.MIN_VALUE})
    void constantRowPredictsHalf(float value) {
        GLNConfig config = GLNConfig.builder(9, 4).bias(false).learningRate(0.1).build();
        try (GLN gln = backend.create(config)) {
            float[] row = new float[9];
            Arrays.fill(row, value);
            for (int t = 0; t < 3; t++) {
                assertEquals(0f, gln.learn(row, 1, new int[] {1}).logits()[0], Float.MIN_VALUE, "row " + t);
            }
            States.assertFinite(gln.state(), "after constant rows");
        }
    }
}
