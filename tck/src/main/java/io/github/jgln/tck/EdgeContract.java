package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of ranges: exact ties, extreme numbers, the ends of arrays. */
public abstract class EdgeContract extends OpenedContract {
    /** Rows before and behind those that a call is about. */
    private static final int AROUND = 9;

    /** The contract for this backend; every test opens it anew. */
    protected EdgeContract(BackendUnderTest backend) {
        super(backend);
    }

    /** Small integers are exact in any order of summing: on the halfspace's edge is not beyond it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 13, 16, 31, 64, 100, 785})
    void onTheEdgeIsNotBeyondIt(int inputs) {
        Random random = new Random(inputs);
        ReplayCase replayed = new GeneratedCase("ties", inputs)
                .inputs(inputs)
                .hidden(9, 3)
                .classes(3)
                .contextMapSizes(3)
                .basePredictor(new BasePredictor.Clip())
                .rows(0, 0)
                .build();
        int rowCount = 21;
        float[] rows = new float[rowCount * inputs];
        for (int i = inputs; i < rows.length; i++) {
            rows[i] = random.nextInt(9) - 4;
        }
        // Row 0 is all zeros, with a negative zero among them.
        rows[inputs / 2] = -0f;
        for (LayerState layer : replayed.state().layers()) {
            for (int c = 0; c < layer.hyperplanes().length; c++) {
                for (int k = 0; k < layer.hyperplanes()[c].length; k++) {
                    onEdges(layer.hyperplanes()[c][k], layer.thresholds()[c][k], rows, inputs, random);
                }
            }
        }
        try (Network network = opened.upload(replayed.state())) {
            int ties = 0;
            for (int i = 0; i < replayed.state().layers().size(); i++) {
                int neurons = replayed.state().spec().layers().get(i).neurons();
                int[] contexts = new int[rowCount * 3 * neurons];
                network.contexts(Rows.of(rows, inputs), i, contexts);
                LayerState layer = replayed.state().layers().get(i);
                for (int at = 0; at < contexts.length; at++) {
                    int t = at / (3 * neurons);
                    int c = at / neurons % 3;
                    int k = at % neurons;
                    for (int m = 0; m < 3; m++) {
                        long sum = 0;
                        for (int j = 0; j < inputs; j++) {
                            sum += (long) layer.hyperplanes()[c][k][m * inputs + j] * (long) rows[t * inputs + j];
                        }
                        long threshold = (long) layer.thresholds()[c][k][m];
                        ties += sum == threshold ? 1 : 0;
                        String where = "layer " + i + ", row " + t + ", output " + c + ", neuron " + k + ", halfspace "
                                + m + ": " + sum + " > " + threshold;
                        assertEquals(sum > threshold, (contexts[at] >> m & 1) == 1, where);
                    }
                }
            }
            assertTrue(ties > 50, "only " + ties + " ties");
        }
    }

    /** Integer halfspaces, each of which has one of the rows exactly on its edge. */
    private static void onEdges(float[] normals, float[] thresholds, float[] rows, int inputs, Random random) {
        for (int m = 0; m < thresholds.length; m++) {
            int row = m == 0 ? 0 : random.nextInt(rows.length / inputs);
            float sum = 0;
            for (int j = 0; j < inputs; j++) {
                normals[m * inputs + j] = random.nextInt(7) - 3;
                sum += normals[m * inputs + j] * rows[row * inputs + j];
            }
            // A negative zero is no lower than a positive one.
            thresholds[m] = sum == 0 && random.nextBoolean() ? -0f : sum;
        }
    }

    /** Extreme rows must not poison what is learnt later. */
    @TestFactory
    Stream<DynamicTest> extremeRowsStayFinite() {
        List<BasePredictor> predictors = List.of(
                new BasePredictor.RowMinMax(),
                new BasePredictor.Clip(),
                new BasePredictor.StandardisedSigmoid(),
                new BasePredictor.CentredLogits(3),
                new BasePredictor.ConstantPrior(0.2f));
        List<DynamicTest> tests = new ArrayList<>();
        for (BasePredictor predictor : predictors) {
            for (SideInformation side : SideInformation.values()) {
                String name = predictor.getClass().getSimpleName() + ", " + side;
                tests.add(DynamicTest.dynamicTest(name, () -> assertStaysFinite(predictor, side)));
            }
        }
        return tests.stream();
    }

    private void assertStaysFinite(BasePredictor predictor, SideInformation side) {
        int n = 9;
        ReplayCase replayed = new GeneratedCase("extremes", 1)
                .inputs(n)
                .hidden(4)
                .classes(3)
                .sideInformation(side)
                .basePredictor(predictor)
                .rows(0, 0)
                .build();
        float[] extremes = {
            0f,
            -0f,
            1f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            1e-40f,
            1e30f,
            -1e30f,
            1e18f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE
        };
        Random random = new Random(2);
        int count = 300;
        float[] rows = new float[count * n];
        for (int i = 0; i < rows.length; i++) {
            // First only tiny numbers, so that standard deviations are tiny too.
            rows[i] = extremes[i < 60 * n ? random.nextInt(6) * (i % n < 5 ? 1 : 0) : random.nextInt(extremes.length)];
        }
        NetworkSpec spec = replayed.state().spec();
        float[][] rates = new float[2][count];
        for (float[] ofLayer : rates) {
            Arrays.fill(ofLayer, 0.1f);
        }
        try (Network network = opened.upload(replayed.state())) {
            float[] logits = new float[count * 3];
            Targets targets = new Targets.Classes(random.ints(count, 0, 3).toArray());
            network.learn(Rows.of(rows, n), Rows.NONE, targets, new Rates(rates, 0), logits, 0);
            assertWithin(logits, spec.logitBound(), "learnt");
            network.infer(Rows.of(rows, n), Rows.NONE, logits, 0);
            assertWithin(logits, spec.logitBound(), "predicted");
            NetworkState after = network.download();
            States.assertFinite(after, "after extreme rows");
            States.assertFinite(Doubles.rounded(after.statistics().mean()), "means");
        }
    }

    private static void assertWithin(float[] values, float bound, String what) {
        for (float value : values) {
            assertTrue(Math.abs(value) <= bound, () -> what + ": " + value + " beyond " + bound);
        }
    }

    /** Rows, targets and results are parts of longer arrays; what lies around must neither be read into the result nor written. */
    @Test
    void partsOfLongerArrays() {
        for (BasePredictor predictor : List.of(new BasePredictor.RowMinMax(), AgreementContract.threeOfTheRow())) {
            ReplayCase replayed = new GeneratedCase("longer arrays", 3)
                    .inputs(11)
                    .hidden(6)
                    .classes(3)
                    .basePredictor(predictor)
                    .rows(37, 0)
                    .build();
            Rows rows = replayed.stream().rows();
            Rows base = replayed.stream().base();
            float[] logits = new float[37 * 3];
            float[] inferred = new float[37 * 3];
            NetworkState expected;
            try (Network network = opened.upload(replayed.state())) {
                Rates rates = new Rates(replayed.roundedRates(), 0);
                network.learn(rows, base, replayed.targets(), rates, logits, 0);
                network.infer(rows, base, inferred, 0);
                expected = network.download();
            }
            float[][] longRates = replayed.roundedRates();
            for (int i = 0; i < longRates.length; i++) {
                longRates[i] = longer(longRates[i], 1);
            }
            int[] longLabels = new int[AROUND + 37 + AROUND];
            Arrays.fill(longLabels, -7);
            System.arraycopy(replayed.labels(), 0, longLabels, AROUND, 37);
            try (Network network = opened.upload(replayed.state())) {
                float[] into = longer(new float[37 * 3], 3);
                Rows longRows = longer(rows);
                Rows longBase = base.count() == 0 ? base : longer(base);
                network.learn(
                        longRows,
                        longBase,
                        new Targets.Classes(longLabels, AROUND),
                        new Rates(longRates, AROUND),
                        into,
                        3 * AROUND);
                assertArrayEquals(longer(logits, 3), into, "logits learnt, and what lies around");
                into = longer(new float[37 * 3], 3);
                network.infer(longRows, longBase, into, 3 * AROUND);
                assertArrayEquals(longer(inferred, 3), into, "logits predicted, and what lies around");
                int neurons = 6 * 3;
                int[] contexts = new int[37 * neurons + 100];
                Arrays.fill(contexts, -7);
                network.contexts(longRows, 0, contexts);
                for (int at = 0; at < contexts.length; at++) {
                    assertEquals(at >= 37 * neurons, contexts[at] == -7, "context at " + at);
                }
                assertArrayEquals(longer(rows.values(), 11), longRows.values(), "the rows given");
                States.assertSame(expected, network.download(), "from longer arrays");
            }
        }
    }

    /** The rows within an array that has others before and behind. */
    private static Rows longer(Rows rows) {
        return new Rows(longer(rows.values(), rows.features()), rows.features(), AROUND, rows.count());
    }

    /** The values, and around them rows of so many that must stay. */
    private static float[] longer(float[] values, int width) {
        float[] longer = new float[values.length + 2 * AROUND * width];
        Arrays.fill(longer, Float.NaN);
        System.arraycopy(values, 0, longer, AROUND * width, values.length);
        return longer;
    }

    /** A backend copies what it is given: changing it afterwards changes nothing. */
    @Test
    void statesAreCopied() {
        ReplayCase replayed = new GeneratedCase("copies", 4).build();
        NetworkState original = new GeneratedCase("copies", 4).build().state();
        try (Network network = opened.upload(replayed.state())) {
            replayed.state().layers().get(0).weights()[0][0][0] += 1;
            replayed.state().layers().get(0).hyperplanes()[0][0][0] += 1;
            States.assertSame(original, network.download(), "after the uploaded state was changed");
            network.download().layers().get(0).weights()[0][0][0] += 1;
            States.assertSame(original, network.download(), "after a downloaded state was changed");
        }
    }
}
