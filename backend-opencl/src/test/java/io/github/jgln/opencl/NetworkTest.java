package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Coupling;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the outputs of a network may share is shared without a trace in its numbers. */
class NetworkTest extends OpenClTest {
    private static final int FEATURES = 11;
    private static final int OUTPUTS = 3;
    private static final int BASE = 5;
    private static final int ROWS = 90;

    private final Random random = new Random(9);
    private final Rows rows = new Rows(gaussians((ROWS + 2) * FEATURES), FEATURES, 1, ROWS);
    /** The base logits of each output: rows of {@code BASE}, one output after the other. */
    private final Rows base = new Rows(gaussians((ROWS + 3) * OUTPUTS * BASE), OUTPUTS * BASE, 2, ROWS);

    private final Targets labels =
            new Targets.Classes(random.ints(ROWS + 4, 0, OUTPUTS).toArray(), 4);

    private float[] gaussians(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static NetworkSpec spec(boolean shared, boolean byOutput, Mixing mixing) {
        BaseLogits logits = new BaseLogits(BaseLogits.Kind.GIVEN, BASE, 0, byOutput);
        List<LayerSpec> layers = List.of(
                new LayerSpec(7, 3, BASE + 1, true),
                new LayerSpec(4, 2, 7 + BASE + 1, true),
                new LayerSpec(2, 4, 4 + BASE + 1, true));
        return new NetworkSpec(
                new InputSpec(FEATURES, SideInformation.RAW, logits, 0.01f, false),
                OUTPUTS,
                layers,
                shared,
                true,
                mixing,
                0.6f,
                Coupling.INDEPENDENT,
                Gating.HALFSPACE,
                0);
    }

    private static NetworkSpec spec(boolean shared, boolean byOutput) {
        return spec(shared, byOutput, new Mixing.Bernoulli(4));
    }

    private NetworkState state(NetworkSpec spec) {
        Random own = new Random(4);
        List<LayerState> layers = new ArrayList<>();
        for (LayerSpec layer : spec.layers()) {
            int m = layer.contextMapSize();
            layers.add(new LayerState(
                    drawn(own, spec.gatedOutputs(), layer.neurons(), m * FEATURES),
                    drawn(own, spec.gatedOutputs(), layer.neurons(), m),
                    drawn(new Random(5), spec.outputs(), layer.neurons(), layer.contexts() * layer.inputs()),
                    new float[] {0.5f, -0.5f, 0.25f}));
        }
        return new NetworkState(spec, layers, new InputState(InputStatistics.none(FEATURES)));
    }

    private static float[][][] drawn(Random random, int outputs, int neurons, int length) {
        float[][][] numbers = new float[outputs][neurons][length];
        for (float[][] ofOutput : numbers) {
            for (float[] ofNeuron : ofOutput) {
                for (int i = 0; i < length; i++) {
                    ofNeuron[i] = 0.4f * (float) random.nextGaussian();
                }
            }
        }
        return numbers;
    }

    private static Backend open(Form form) {
        OpenClBackendProvider provider = new OpenClBackendProvider();
        return provider.open(BackendOptions.of(provider, Map.of("form", form.toString())));
    }

    private record Learnt(float[] before, float[] after, NetworkState state, int[] contexts) {}

    private Learnt learn(Form form, NetworkState state, Rows given) {
        try (Backend backend = open(form);
                Network network = backend.upload(state)) {
            float[] before = new float[1 + ROWS * OUTPUTS];
            float[] after = new float[2 + ROWS * OUTPUTS];
            float[][] rates = new float[state.spec().layers().size()][ROWS + 3];
            for (float[] rate : rates) {
                Arrays.fill(rate, 3, rate.length, 0.05f);
            }
            network.learn(rows, given, labels, new Rates(rates, 3), before, 1);
            network.infer(rows, given, after, 2);
            int[] contexts = new int[ROWS * OUTPUTS * 7];
            network.contexts(rows, 0, contexts);
            return new Learnt(before, after, network.download(), contexts);
        }
    }

    /** The base logits of one output, as those of all. */
    private Rows baseOf(int output) {
        float[] values = new float[ROWS * BASE];
        for (int t = 0; t < ROWS; t++) {
            System.arraycopy(base.values(), base.offset(t) + output * BASE, values, t * BASE, BASE);
        }
        return Rows.of(values, BASE);
    }

    /** A network in which each output has a copy of what all could share learns the same bits. */
    @ParameterizedTest
    @EnumSource
    void sharedHalfspacesAreThoseOfEachOutput(Form form) {
        NetworkState shared = state(spec(true, false));
        List<LayerState> copied = shared.layers().stream()
                .map(layer -> new LayerState(
                        copies(layer.hyperplanes()[0]),
                        copies(layer.thresholds()[0]),
                        layer.weights(),
                        layer.biasLogits()))
                .toList();
        Learnt once = learn(form, shared, baseOf(0));
        Learnt each = learn(form, new NetworkState(spec(false, false), copied, shared.input()), baseOf(0));
        assertArrayEquals(each.before, once.before);
        assertArrayEquals(each.after, once.after);
        assertArrayEquals(each.contexts, once.contexts);
        assertEquals(SmallModel.hash(each.state), SmallModel.hash(once.state));
        for (int i = 0; i < copied.size(); i++) {
            assertTrue(Arrays.deepEquals(
                    shared.layers().get(i).hyperplanes(),
                    once.state.layers().get(i).hyperplanes()));
            assertTrue(Arrays.deepEquals(
                    shared.layers().get(i).thresholds(),
                    once.state.layers().get(i).thresholds()));
        }
    }

    private static float[][][] copies(float[][] ofOutput) {
        float[][][] copies = new float[OUTPUTS][][];
        Arrays.fill(copies, ofOutput);
        return copies;
    }

    /** Outputs are independent: each learns as in a network whose outputs all have its base logits. */
    @ParameterizedTest
    @EnumSource
    void eachOutputReadsItsOwnBaseLogits(Form form) {
        for (boolean shared : new boolean[] {false, true}) {
            Learnt own = learn(form, state(spec(shared, true)), base);
            for (int c = 0; c < OUTPUTS; c++) {
                Learnt all = learn(form, state(spec(shared, false)), baseOf(c));
                for (int t = 0; t < ROWS; t++) {
                    assertEquals(all.before[1 + t * OUTPUTS + c], own.before[1 + t * OUTPUTS + c], "row " + t);
                    assertEquals(all.after[2 + t * OUTPUTS + c], own.after[2 + t * OUTPUTS + c], "row " + t);
                }
                assertTrue(
                        Arrays.deepEquals(
                                all.state.layers().get(2).weights()[c],
                                own.state.layers().get(2).weights()[c]),
                        "the last layer's weights of output " + c);
            }
        }
    }
}
