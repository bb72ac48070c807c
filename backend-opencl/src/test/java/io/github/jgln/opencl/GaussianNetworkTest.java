package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Rows;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link NetworkTest}, of networks that mix Gaussians. */
class GaussianNetworkTest extends OpenClTest {
    private final SmallGaussianModel model = new SmallGaussianModel(90);

    private record Learnt(float[] before, float[] after, NetworkState state, int[] contexts, long bytes) {}

    private Learnt learn(Form form, NetworkState state, Rows given) {
        try (Backend backend = SmallGaussianModel.open(form);
                Network network = backend.upload(state)) {
            float[] before = model.learn(network, given, 0, model.count);
            return new Learnt(
                    before,
                    model.infer(network, given),
                    network.download(),
                    model.contexts(network, 1),
                    network.memoryBytes());
        }
    }

    /**
     * A network in which each output has a copy of what all could share learns the same bits. Groups are padded to as many slots
     * either way.
     */
    @ParameterizedTest
    @CsvSource({"ITEM, STABLE", "ITEM, PUBLISHED", "GROUP, STABLE", "GROUP, PUBLISHED"})
    void sharedHalfspacesAreThoseOfEachOutput(Form form, Mixing.Gaussian.Form mixing) {
        NetworkState shared = SmallGaussianModel.state(SmallGaussianModel.spec(mixing, true, false));
        List<LayerState> copied = shared.layers().stream()
                .map(layer -> new LayerState(
                        copies(layer.hyperplanes()[0]),
                        copies(layer.thresholds()[0]),
                        layer.weights(),
                        layer.biasLogits()))
                .toList();
        NetworkState own = new NetworkState(SmallGaussianModel.spec(mixing, false, false), copied, shared.input());
        Learnt once = learn(form, shared, model.baseOf(0));
        Learnt each = learn(form, own, model.baseOf(0));
        assertArrayEquals(each.before, once.before);
        assertArrayEquals(each.after, once.after);
        assertArrayEquals(each.contexts, once.contexts);
        assertEquals(SmallModel.hash(each.state), SmallModel.hash(once.state));
        assertTrue(
                form == Form.GROUP || once.bytes < each.bytes, () -> once.bytes + " bytes shared, else " + each.bytes);
        for (int i = 0; i < copied.size(); i++) {
            assertTrue(Arrays.deepEquals(
                    shared.layers().get(i).hyperplanes(),
                    once.state.layers().get(i).hyperplanes()));
        }
    }

    private static float[][][] copies(float[][] ofOutput) {
        float[][][] copies = new float[SmallGaussianModel.OUTPUTS][][];
        Arrays.fill(copies, ofOutput);
        return copies;
    }

    /** Outputs are independent: each learns as in a network whose outputs all have its base predictions. */
    @ParameterizedTest
    @CsvSource({"ITEM, false", "ITEM, true", "GROUP, false", "GROUP, true"})
    void eachOutputReadsItsOwnBasePredictions(Form form, boolean shared) {
        Mixing.Gaussian.Form mixing = Mixing.Gaussian.Form.STABLE;
        NetworkState byOutput = SmallGaussianModel.state(SmallGaussianModel.spec(mixing, shared, true));
        Learnt own = learn(form, byOutput, model.base());
        for (int c = 0; c < SmallGaussianModel.OUTPUTS; c++) {
            NetworkState alike = SmallGaussianModel.state(SmallGaussianModel.spec(mixing, shared, false));
            Learnt all = learn(form, alike, model.baseOf(c));
            for (int t = 0; t < model.count; t++) {
                for (int at = (t * SmallGaussianModel.OUTPUTS + c) * 2, end = at + 2; at < end; at++) {
                    assertEquals(all.before[at], own.before[at], "row " + t);
                    assertEquals(all.after[at], own.after[at], "row " + t);
                }
            }
            for (int i = 0; i < 3; i++) {
                assertTrue(
                        Arrays.deepEquals(
                                all.state.layers().get(i).weights()[c],
                                own.state.layers().get(i).weights()[c]),
                        "the weights of output " + c + ", layer " + i);
            }
        }
    }

    /** Both forms learn the same from the same rows, up to rounding: they share no kernel that computes. */
    @ParameterizedTest
    @EnumSource
    void theFormsAgree(Mixing.Gaussian.Form mixing) {
        NetworkState state = SmallGaussianModel.state(SmallGaussianModel.spec(mixing, true, true));
        float[] item = learn(Form.ITEM, state, model.base()).before;
        float[] group = learn(Form.GROUP, state, model.base()).before;
        for (int i = 0; i < item.length; i++) {
            assertEquals(item[i], group[i], 1e-4 * Math.max(1, Math.abs(item[i])), "number " + i);
        }
    }
}
