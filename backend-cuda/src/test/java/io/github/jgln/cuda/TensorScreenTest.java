package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLNConfig;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts by tensor cores are those of the float32 product, above all where it nearly meets the threshold. */
class TensorScreenTest {
    /** In the order of {@code screen.cu}: a lane of a warp adds up 4 features of 128, the lanes in pairs. */
    private static float product(float[] z, int row, float[] h, int plane, int n) {
        float[] sums = new float[32];
        for (int i = 0; i < n; i++) {
            int lane = i / 4 % 32;
            sums[lane] = Math.fma(z[row * n + i], h[plane * n + i], sums[lane]);
        }
        for (int distance = 16; distance > 0; distance /= 2) {
            for (int lane = 0; lane < distance; lane++) {
                sums[lane] += sums[lane + distance];
            }
        }
        return sums[0];
    }

    private static SmallNetwork network(int n, SideInformation sideInformation) {
        return SmallNetwork.of(
                GLNConfig.builder(n, 30, 9).classes(2).contextMapSize(3).sideInformation(sideInformation));
    }

    private static int[] contexts(EmulatedDriver driver, SmallNetwork small, NetworkState state, int layer) {
        try (Backend backend = SmallNetwork.open(driver, Map.of("blas", "tensor", "block-rows", SmallNetwork.BLOCK));
                Network network = backend.upload(state)) {
            return small.contexts(network, layer);
        }
    }

    /** Numbers of features that fill halves, rows and warps, and that do not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 133, 300})
    void contextsOfTheFloat32Product(int n) throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        SmallNetwork small = network(n, SideInformation.RAW);
        Random random = new Random(3);
        for (int i = 0; i < small.spec.layers().size(); i++) {
            int[] expected = placeThresholds(small, small.rows, i, random);
            for (int seed = 1; seed < 4; seed++) {
                assertArrayEquals(expected, contexts(EmulatedDriver.load(seed), small, small.state, i), "layer " + i);
            }
        }
    }

    /** The float32 product is that of the side information, not of the rows. */
    @Test
    void contextsOfStandardisedRows() throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        int n = 12;
        SmallNetwork small = network(n, SideInformation.STANDARDISED);
        double[] means = new double[n];
        double[] squares = new double[n];
        Arrays.fill(means, 0.5);
        Arrays.fill(squares, 100 * 0.25);
        float[] z = new float[small.rows.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = (small.rows[i] - 0.5f) * 2;
        }
        int[] expected = placeThresholds(small, z, 0, new Random(3));
        NetworkState state = new NetworkState(
                small.spec, small.state.layers(), new InputState(new InputStatistics(100, means, squares)));
        assertArrayEquals(expected, contexts(EmulatedDriver.load(1), small, state, 0));
    }

    /** Were all made again in float32, falsified products would not show. */
    @Test
    void tensorCoresDecideWhatIsClear() throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        SmallNetwork small = network(16, SideInformation.RAW);
        for (int i = 0; i < small.spec.layers().size(); i++) {
            EmulatedDriver driver = EmulatedDriver.load(1);
            // Thresholds are of no account then.
            driver.falsify(1e9f);
            int neurons = small.spec.layers().get(i).neurons();
            int units = small.spec.outputs() * neurons;
            int[] found = contexts(driver, small, small.state, i);
            for (int at = 0; at < found.length; at++) {
                int unit = at % units;
                float[] h = small.state.layers().get(i).hyperplanes()[unit / neurons][unit % neurons];
                for (int j = 0; j < 3; j++) {
                    boolean positive = product(small.rows, at / units, h, j, 16) > 0;
                    assertEquals(positive, (found[at] >> j & 1) == 1, "layer " + i);
                }
            }
        }
    }

    /** Each threshold on some row's product, or a unit in the last place beside it; the contexts that follow. */
    private static int[] placeThresholds(SmallNetwork small, float[] z, int layer, Random random) {
        LayerSpec spec = small.spec.layers().get(layer);
        LayerState state = small.state.layers().get(layer);
        int n = small.spec.inputs();
        int units = small.spec.outputs() * spec.neurons();
        int[] contexts = new int[SmallNetwork.ROWS * units];
        int set = 0;
        for (int unit = 0; unit < units; unit++) {
            int c = unit / spec.neurons();
            int k = unit % spec.neurons();
            for (int j = 0; j < spec.contextMapSize(); j++) {
                float on = product(z, random.nextInt(SmallNetwork.ROWS), state.hyperplanes()[c][k], j, n);
                float threshold =
                        random.nextBoolean() ? on : random.nextBoolean() ? Math.nextUp(on) : Math.nextDown(on);
                state.thresholds()[c][k][j] = threshold;
                for (int t = 0; t < SmallNetwork.ROWS; t++) {
                    if (product(z, t, state.hyperplanes()[c][k], j, n) > threshold) {
                        contexts[t * units + unit] |= 1 << j;
                        set++;
                    }
                }
            }
        }
        assertEquals(0.5, set / (double) (contexts.length * spec.contextMapSize()), 0.4, "bits that are set");
        return contexts;
    }
}
