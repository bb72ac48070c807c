package io.github.jgln.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLNConfig;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts by tensor cores are those of the float32 product, above all where it nearly meets the threshold. */
class ScreenTest {
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

    /** Numbers of features that fill halves, rows and warps, and that do not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 133, 300})
    void contextsOfTheFloat32Product(int n) throws NoCudaException {
        Assumptions.assumeTrue(EmulatedDriver.built(), "the kernels are not built for the processor");
        SmallNetwork small =
                SmallNetwork.of(GLNConfig.builder(n, 30, 9).classes(2).contextMapSize(3));
        Random random = new Random(3);
        int[][] expected = new int[small.spec.layers().size()][];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = placeThresholds(small, i, random);
        }
        for (int seed = 1; seed < 4; seed++) {
            try (Backend backend = SmallNetwork.open(
                            EmulatedDriver.load(seed), Map.of("blas", "tensor", "block-rows", SmallNetwork.BLOCK));
                    Network network = backend.upload(small.state)) {
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], small.contexts(network, i), "layer " + i);
                }
            }
        }
    }

    /** Each threshold on some row's product, or a unit in the last place beside it; the contexts that follow. */
    private static int[] placeThresholds(SmallNetwork small, int layer, Random random) {
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
                float on = product(small.rows, random.nextInt(SmallNetwork.ROWS), state.hyperplanes()[c][k], j, n);
                float threshold =
                        random.nextBoolean() ? on : random.nextBoolean() ? Math.nextUp(on) : Math.nextDown(on);
                state.thresholds()[c][k][j] = threshold;
                for (int t = 0; t < SmallNetwork.ROWS; t++) {
                    if (product(small.rows, t, state.hyperplanes()[c][k], j, n) > threshold) {
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
