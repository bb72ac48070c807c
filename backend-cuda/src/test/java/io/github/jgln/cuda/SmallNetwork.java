package io.github.jgln.cuda;

import io.github.jgln.BasePredictor;
import io.github.jgln.Coupling;
import io.github.jgln.GLNConfig;
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

/** A network's first state and rows for it; the same every time. */
final class SmallNetwork {
    /** More than slots times {@link #BLOCK}, and no multiple of it. */
    static final int ROWS = 75;

    static final String BLOCK = "16";

    final NetworkState state;
    final NetworkSpec spec;
    /** {@code [ROWS][inputs]}. */
    final float[] rows;

    private final Targets targets;
    /** Given base logits, or pairs where Gaussians are mixed. */
    private final Rows base;

    private final float[][] rates;

    private SmallNetwork(NetworkSpec spec) {
        this.spec = spec;
        Random random = new Random(5);
        List<LayerState> layers = new ArrayList<>();
        for (LayerSpec layer : spec.layers()) {
            int m = layer.contextMapSize();
            float[][][] normals = new float[spec.gatedOutputs()][layer.neurons()][m * spec.inputs()];
            float[][][] thresholds = new float[spec.gatedOutputs()][layer.neurons()][m];
            float[][][] weights = new float[spec.outputs()][layer.neurons()][layer.contexts() * layer.inputs()];
            for (float[][][] drawn : List.of(normals, thresholds, weights)) {
                for (float[][] ofOutput : drawn) {
                    for (float[] values : ofOutput) {
                        for (int i = 0; i < values.length; i++) {
                            values[i] = 0.3f * (float) random.nextGaussian();
                            if (drawn == weights && spec.gaussian().isPresent()) {
                                values[i] = Math.abs(values[i]);
                            }
                        }
                    }
                }
            }
            float[] biases = new float[spec.outputs()];
            Arrays.fill(biases, 0.5f);
            layers.add(new LayerState(normals, thresholds, weights, biases));
        }
        this.state = new NetworkState(spec, layers, new InputState(InputStatistics.none(spec.inputs())));
        this.rows = floats(random, ROWS * spec.inputs());
        int width = spec.baseCopies() * spec.basePredictions() * spec.mixing().width();
        boolean given = spec.input().baseLogits().given();
        this.base = given ? Rows.of(floats(random, ROWS * width), width) : Rows.NONE;
        if (spec.gaussian().isPresent()) {
            for (int variance = 1; variance < ROWS * width; variance += 2) {
                base.values()[variance] += 0.1f;
            }
            this.targets = new Targets.Reals(floats(random, ROWS * spec.outputs()), spec.outputs(), 0);
        } else {
            this.targets = new Targets.Classes(
                    random.ints(ROWS, 0, Math.max(2, spec.outputs())).toArray());
        }
        this.rates = new float[spec.layers().size()][ROWS];
        for (float[] rate : rates) {
            Arrays.fill(rate, 0.05f);
        }
    }

    private static float[] floats(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    static SmallNetwork of(GLNConfig.Builder builder) {
        return new SmallNetwork(builder.build().spec());
    }

    static SmallNetwork of(NetworkSpec spec) {
        return new SmallNetwork(spec);
    }

    /** Three layers, statistics that run, every kind of copy. */
    static SmallNetwork rich() {
        return rich(10, 6, 5);
    }

    /** As {@link #rich}, with as few neurons as can be. */
    static SmallNetwork tiny() {
        return rich(5, 1, 2);
    }

    private static SmallNetwork rich(int features, int... hidden) {
        return of(GLNConfig.builder(features, hidden)
                .classes(3)
                .contextMapSize(3)
                .skipConnections(true)
                .sideInformation(SideInformation.STANDARDISED)
                .basePredictor(new BasePredictor.StandardisedSigmoid()));
    }

    /** Raw rows, two classes, base logits from the host. */
    static SmallNetwork custom() {
        return of(GLNConfig.builder(7, 1)
                .basePredictor(
                        new BasePredictor.Custom(2, (features, offset, predictions, to) -> predictions[to] = 1)));
    }

    /** What outputs may share and what they may have of their own: halfspaces, and base logits that skip layers. */
    static SmallNetwork byOutput(boolean sharedHalfspaces, boolean ownBaseLogits) {
        NetworkSpec spec = GLNConfig.builder(7, 5, 3)
                .classes(3)
                .contextMapSize(2)
                .outputNeurons(2)
                .skipConnections(true)
                .sharedHalfspaces(sharedHalfspaces)
                .basePredictor(new BasePredictor.Custom(3, (features, offset, predictions, to) -> {}))
                .build()
                .spec();
        InputSpec input = spec.input();
        BaseLogits logits = new BaseLogits(BaseLogits.Kind.GIVEN, 3, 0, ownBaseLogits);
        return of(new NetworkSpec(
                new InputSpec(input.features(), input.sideInformation(), logits, input.predictionClipping(), false),
                spec.outputs(),
                spec.layers(),
                sharedHalfspaces,
                true,
                spec.mixing(),
                spec.weightBound(),
                spec.coupling(),
                spec.gating(),
                spec.rateNormaliser()));
    }

    /** Three layers of Gaussians, the last of two neurons for each of three outputs, with all that goes with them. */
    static SmallNetwork gaussian(Mixing.Gaussian.Form form, boolean sharedHalfspaces, boolean ownBase) {
        return gaussian(form, 3, sharedHalfspaces, ownBase, 4, 3, 2);
    }

    /** As {@link #tiny}. */
    static SmallNetwork tinyGaussian() {
        return gaussian(Mixing.Gaussian.Form.STABLE, 2, true, true, 1, 2);
    }

    /** One number, predicted by one neuron. */
    static SmallNetwork oneGaussian() {
        return gaussian(Mixing.Gaussian.Form.STABLE, 1, false, false, 3, 1);
    }

    private static SmallNetwork gaussian(
            Mixing.Gaussian.Form form, int outputs, boolean sharedHalfspaces, boolean ownBase, int... neurons) {
        int predictions = 5;
        var mixing = new Mixing.Gaussian(form, 0.05f, 20, 2, 1, 0.5f);
        var input = new InputSpec(
                7,
                SideInformation.STANDARDISED,
                new BaseLogits(BaseLogits.Kind.GIVEN, predictions, 0, ownBase),
                0.01f,
                true);
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < neurons.length; i++) {
            int below = i == 0 ? 0 : neurons[i - 1];
            layers.add(new LayerSpec(neurons[i], 2, below + predictions + mixing.biases(), false));
        }
        return of(new NetworkSpec(
                input, outputs, layers, sharedHalfspaces, true, mixing, 2, Coupling.INDEPENDENT, Gating.HALFSPACE, 0));
    }

    static Backend open(Driver driver, Map<String, String> options) {
        CudaBackendProvider provider = new CudaBackendProvider("cuda", 0, () -> driver);
        return provider.open(BackendOptions.of(provider, options));
    }

    private Rows view() {
        return Rows.of(rows, spec.inputs());
    }

    /** What is given for one output, as that of all. */
    Rows baseOf(int output) {
        int width = spec.basePredictions() * spec.mixing().width();
        float[] values = new float[ROWS * width];
        for (int t = 0; t < ROWS; t++) {
            System.arraycopy(base.values(), base.offset(t) + output * width, values, t * width, width);
        }
        return Rows.of(values, width);
    }

    float[] learn(Network network) {
        return learn(network, base);
    }

    float[] learn(Network network, Rows given) {
        float[] predictions = new float[ROWS * spec.predictionWidth()];
        network.learn(view(), given, targets, new Rates(rates, 0), predictions, 0);
        return predictions;
    }

    float[] infer(Network network) {
        return infer(network, base);
    }

    float[] infer(Network network, Rows given) {
        float[] predictions = new float[ROWS * spec.predictionWidth()];
        network.infer(view(), given, predictions, 0);
        return predictions;
    }

    int[] contexts(Network network, int layer) {
        int[] contexts =
                new int[ROWS * spec.outputs() * spec.layers().get(layer).neurons()];
        network.contexts(view(), layer, contexts);
        return contexts;
    }

    /** All numbers that a network computes, one after the other: predictions, statistics, contexts, weights. */
    float[] everything(Network network) {
        List<float[]> parts = new ArrayList<>(List.of(infer(network), learn(network), infer(network)));
        for (int i = 0; i < spec.layers().size(); i++) {
            int[] contexts = contexts(network, i);
            float[] values = new float[contexts.length];
            for (int j = 0; j < contexts.length; j++) {
                values[j] = contexts[j];
            }
            parts.add(values);
        }
        NetworkState after = network.download();
        for (LayerState layer : after.layers()) {
            Arrays.stream(layer.weights()).flatMap(Arrays::stream).forEach(parts::add);
        }
        for (double[] sums :
                List.of(after.statistics().mean(), after.statistics().squares())) {
            float[] values = new float[sums.length];
            for (int j = 0; j < sums.length; j++) {
                values[j] = (float) sums[j];
            }
            parts.add(values);
        }
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
