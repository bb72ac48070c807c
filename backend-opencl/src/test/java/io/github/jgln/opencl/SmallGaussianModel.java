package io.github.jgln.opencl;

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

/** A network of three numbers, and rows it can learn; the same every time. */
final class SmallGaussianModel {
    static final int OUTPUTS = 3;
    private static final int FEATURES = 11;
    private static final int BASE = 20;
    private static final int BIASES = 3;

    final int count;
    private final Rows rows;
    /** Pairs of each output, one output after the other. */
    private final Rows base;

    private final Targets.Reals numbers;

    SmallGaussianModel(int count) {
        Random random = new Random(9);
        this.count = count;
        float[] values = gaussians(random, (1 + count) * FEATURES);
        this.rows = new Rows(values, FEATURES, 1, count);
        float[] pairs = gaussians(random, (2 + count) * OUTPUTS * BASE * 2);
        for (int i = 1; i < pairs.length; i += 2) {
            pairs[i] = 0.2f + Math.abs(pairs[i]);
        }
        this.base = new Rows(pairs, OUTPUTS * BASE * 2, 2, count);
        float[] targets = gaussians(random, (3 + count) * OUTPUTS);
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < OUTPUTS; c++) {
                targets[(3 + t) * OUTPUTS + c] += 3 * pairs[base.offset(t) + c * BASE * 2] - values[rows.offset(t)];
            }
        }
        this.numbers = new Targets.Reals(targets, OUTPUTS, 3);
    }

    private static float[] gaussians(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static NetworkSpec spec(Mixing.Gaussian.Form form, boolean shared, boolean byOutput) {
        List<LayerSpec> layers = List.of(
                new LayerSpec(7, 3, BASE + BIASES, false),
                new LayerSpec(4, 2, 7 + BASE + BIASES, false),
                new LayerSpec(2, 4, 4 + BASE + BIASES, false));
        return new NetworkSpec(
                new InputSpec(
                        FEATURES,
                        SideInformation.RAW,
                        new BaseLogits(BaseLogits.Kind.GIVEN, BASE, 0, byOutput),
                        0.01f,
                        false),
                OUTPUTS,
                layers,
                shared,
                true,
                new Mixing.Gaussian(form, 0.01f, 100, BIASES, 1, 1),
                0.5f,
                Coupling.INDEPENDENT,
                Gating.HALFSPACE,
                0);
    }

    /** Of the stable form, with base predictions by output. */
    static NetworkState state() {
        return state(spec(Mixing.Gaussian.Form.STABLE, true, true));
    }

    static NetworkState state(NetworkSpec spec) {
        Random own = new Random(4);
        List<LayerState> layers = new ArrayList<>();
        for (LayerSpec layer : spec.layers()) {
            int m = layer.contextMapSize();
            float[][][] weights = drawn(new Random(5), OUTPUTS, layer.neurons(), layer.contexts() * layer.inputs());
            for (float[][] ofOutput : weights) {
                for (float[] ofNeuron : ofOutput) {
                    for (int i = 0; i < ofNeuron.length; i++) {
                        ofNeuron[i] = Math.abs(ofNeuron[i]) / 10;
                    }
                }
            }
            layers.add(new LayerState(
                    drawn(own, spec.gatedOutputs(), layer.neurons(), m * FEATURES),
                    drawn(own, spec.gatedOutputs(), layer.neurons(), m),
                    weights,
                    new float[OUTPUTS]));
        }
        return new NetworkState(spec, layers, new InputState(InputStatistics.none(FEATURES)));
    }

    private static float[][][] drawn(Random random, int outputs, int neurons, int length) {
        float[][][] numbers = new float[outputs][neurons][];
        for (float[][] ofOutput : numbers) {
            for (int k = 0; k < neurons; k++) {
                ofOutput[k] = gaussians(random, length);
            }
        }
        return numbers;
    }

    static Backend open(Form form) {
        OpenClBackendProvider provider = new OpenClBackendProvider();
        return provider.open(BackendOptions.of(provider, Map.of("form", form.toString())));
    }

    /** Learns the rows from {@code from} to {@code to}: pairs from before each. */
    float[] learn(Network network, Rows given, int from, int to) {
        float[][] rates = new float[3][count];
        for (float[] rate : rates) {
            Arrays.fill(rate, 0.03f);
        }
        float[] before = new float[(to - from) * OUTPUTS * 2];
        network.learn(
                rows.part(from, to - from),
                given.part(from, to - from),
                numbers.from(from),
                new Rates(rates, from),
                before,
                0);
        return before;
    }

    float[] infer(Network network, Rows given) {
        float[] after = new float[count * OUTPUTS * 2];
        network.infer(rows, given, after, 0);
        return after;
    }

    int[] contexts(Network network, int layer) {
        int[] contexts = new int
                [count * OUTPUTS * network.download().spec().layers().get(layer).neurons()];
        network.contexts(rows, layer, contexts);
        return contexts;
    }

    /** Each output its own. */
    Rows base() {
        return base;
    }

    /** The base predictions of one output, as those of all. */
    Rows baseOf(int output) {
        float[] values = new float[count * BASE * 2];
        for (int t = 0; t < count; t++) {
            System.arraycopy(base.values(), base.offset(t) + output * BASE * 2, values, t * BASE * 2, BASE * 2);
        }
        return Rows.of(values, BASE * 2);
    }
}
