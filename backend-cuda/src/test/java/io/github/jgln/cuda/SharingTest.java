package io.github.jgln.cuda;

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
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the outputs of a network may share is shared without a trace in its numbers. */
class SharingTest {
    private static final int OUTPUTS = 3;

    @BeforeEach
    void demandKernels() {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
    }

    private static Backend open(String blas) throws NoCudaException {
        return SmallNetwork.open(EmulatedDriver.load(1), Map.of("blas", blas, "block-rows", SmallNetwork.BLOCK));
    }

    private static float[][][] copies(float[][] ofOutput) {
        float[][][] copies = new float[OUTPUTS][][];
        Arrays.fill(copies, ofOutput);
        return copies;
    }

    /** A network in which each output has a copy of what all could share learns the same bits. */
    @ParameterizedTest
    @ValueSource(strings = {"cublas", "kernel", "tensor"})
    void sharedHalfspacesAreThoseOfEachOutput(String blas) throws NoCudaException {
        sharedAreThoseOfEachOutput(blas, SmallNetwork.byOutput(true, true), SmallNetwork.byOutput(false, true));
    }

    @ParameterizedTest
    @EnumSource(Mixing.Gaussian.Form.class)
    void sharedHalfspacesOfGaussiansAreThoseOfEachOutput(Mixing.Gaussian.Form form) throws NoCudaException {
        sharedAreThoseOfEachOutput(
                "kernel", SmallNetwork.gaussian(form, true, true), SmallNetwork.gaussian(form, false, true));
    }

    private static void sharedAreThoseOfEachOutput(String blas, SmallNetwork shared, SmallNetwork own)
            throws NoCudaException {
        List<LayerState> layers = shared.state.layers().stream()
                .map(layer -> new LayerState(
                        copies(layer.hyperplanes()[0]),
                        copies(layer.thresholds()[0]),
                        layer.weights(),
                        layer.biasLogits()))
                .toList();
        try (Backend backend = open(blas);
                Network once = backend.upload(shared.state);
                Network each = backend.upload(new NetworkState(own.spec, layers, own.state.input()))) {
            assertArrayEquals(shared.everything(each), shared.everything(once));
            for (int i = 0; i < layers.size(); i++) {
                LayerState given = shared.state.layers().get(i);
                LayerState downloaded = once.download().layers().get(i);
                assertTrue(Arrays.deepEquals(given.hyperplanes(), downloaded.hyperplanes()));
                assertTrue(Arrays.deepEquals(given.thresholds(), downloaded.thresholds()));
            }
            assertTrue(once.memoryBytes() < each.memoryBytes());
        }
    }

    /** Outputs are independent: each learns as in a network whose outputs all have its base logits. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachOutputReadsItsOwnBaseLogits(boolean sharedHalfspaces) throws NoCudaException {
        eachOutputReadsItsOwn(
                SmallNetwork.byOutput(sharedHalfspaces, true), SmallNetwork.byOutput(sharedHalfspaces, false));
    }

    /** In one network an output has pairs of its own, in the other all read them from one place. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachOutputReadsItsOwnBasePairs(boolean sharedHalfspaces) throws NoCudaException {
        Mixing.Gaussian.Form form = Mixing.Gaussian.Form.STABLE;
        eachOutputReadsItsOwn(
                SmallNetwork.gaussian(form, sharedHalfspaces, true),
                SmallNetwork.gaussian(form, sharedHalfspaces, false));
    }

    private static void eachOutputReadsItsOwn(SmallNetwork own, SmallNetwork same) throws NoCudaException {
        NetworkState state = new NetworkState(same.spec, own.state.layers(), own.state.input());
        try (Backend backend = open("kernel")) {
            float[] predicted;
            float[] learnt;
            NetworkState after;
            try (Network network = backend.upload(own.state)) {
                learnt = own.learn(network);
                predicted = own.infer(network);
                after = network.download();
            }
            for (int c = 0; c < OUTPUTS; c++) {
                Rows base = own.baseOf(c);
                try (Network network = backend.upload(state)) {
                    float[] learntAlike = own.learn(network, base);
                    float[] predictedAlike = own.infer(network, base);
                    int width = own.spec.mixing().width();
                    for (int at = 0; at < learnt.length; at++) {
                        if (at / width % OUTPUTS == c) {
                            assertEquals(learntAlike[at], learnt[at], "learning, number " + at);
                            assertEquals(predictedAlike[at], predicted[at], "predicting, number " + at);
                        }
                    }
                    for (int i = 0; i < own.spec.layers().size(); i++) {
                        assertTrue(
                                Arrays.deepEquals(
                                        network.download().layers().get(i).weights()[c],
                                        after.layers().get(i).weights()[c]),
                                "weights of layer " + i + ", output " + c);
                    }
                }
            }
        }
    }
}
