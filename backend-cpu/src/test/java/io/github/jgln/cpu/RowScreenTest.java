package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A screened row must get the very bits of the float32 product, above all where the two sides nearly meet. */
class RowScreenTest {
    private static final Operations OPERATIONS = Operations.vector();

    private final Random random = new Random(7);

    static Stream<Arguments> shapes() {
        return Stream.of(1, 2, 3, 4, 5, 7, 8)
                .flatMap(m -> Stream.of(1, 16, 17, 40, 100)
                        .flatMap(units -> Stream.of(1, 2, 31, 300).map(n -> Arguments.of(m, units, n))));
    }

    private float[] randoms(int length, float scale) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return values;
    }

    /** In the order of {@link GatingOps#gate}. */
    private static float product(float[] h, int from, float[] z) {
        float sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum = Math.fma(z[i], h[from + i], sum);
        }
        return sum;
    }

    private static Gate gate(int m, int units, float[][][] normals, float[][][] thresholds, int n) {
        LayerState state = new LayerState(normals, thresholds, new float[1][units][(1 << m) * 2], new float[1]);
        return new Gate(new LayerSpec(units, m, 2, true), state, n, OPERATIONS);
    }

    private static int[] contexts(Gate gate, float[] z, boolean screened) {
        Scratch scratch = new Scratch(OPERATIONS, 2, 1);
        int[] contexts = new int[gate.contextsLength(1)];
        float norm = RowScreen.norm(z, z.length);
        assertTrue(norm > 0, "the screen must be in use");
        for (int task = 0; task < gate.tasks(); task++) {
            if (screened) {
                gate.screen().run(task, z, norm, contexts, 1, scratch);
            } else {
                gate.run(task, z, 0, 1, contexts, 1, scratch);
            }
        }
        int[] used = new int[gate.units];
        for (int unit = 0; unit < gate.units; unit++) {
            used[unit] = contexts[gate.contextOffset(unit, 1)];
        }
        return used;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesTheBitsOfTheProduct(int m, int units, int n) {
        float[] z = randoms(n, 1);
        float[][][] normals = new float[1][units][];
        float[][][] thresholds = new float[1][units][m];
        int one = 0;
        for (int u = 0; u < units; u++) {
            normals[0][u] = randoms(m * n, 1);
            for (int j = 0; j < m; j++) {
                float product = product(normals[0][u], j * n, z);
                // Some far away, some upon the product, some a hair's breadth beside it.
                thresholds[0][u][j] = switch (random.nextInt(8)) {
                    case 0 -> product;
                    case 1 -> Math.nextDown(product);
                    case 2 -> Math.nextUp(product);
                    case 3 -> product * (1 + 1e-5f * (float) random.nextGaussian());
                    default -> (float) random.nextGaussian();
                };
                one += product > thresholds[0][u][j] ? 1 : 0;
            }
        }
        Gate gate = gate(m, units, normals, thresholds, n);
        int[] expected = contexts(gate, z, false);
        assertEquals(
                one,
                Stream.of(expected)
                        .flatMapToInt(java.util.Arrays::stream)
                        .map(Integer::bitCount)
                        .sum());
        assertArrayEquals(expected, contexts(gate, z, true));
    }

    @Test
    void givesTheBitsOfTheProductForExtremeHalfspaces() {
        int n = 20;
        int units = 64;
        float[] scales = {0, Float.MIN_VALUE, 1e-38f, 1e-19f, 1e-9f, 1, 1e9f, 1e19f, 3e37f};
        for (float zScale : new float[] {1e-17f, 1e-5f, 1, 1e5f, 1e16f}) {
            float[] z = randoms(n, zScale);
            float[][][] normals = new float[1][units][];
            float[][][] thresholds = new float[1][units][2];
            for (int u = 0; u < units; u++) {
                normals[0][u] = randoms(2 * n, scales[u % scales.length]);
                // A product of nothing but rounding errors.
                thresholds[0][u][1] = product(normals[0][u], n, z);
                if (Float.isNaN(thresholds[0][u][1])) {
                    thresholds[0][u][1] = 0;
                }
            }
            Gate gate = gate(2, units, normals, thresholds, n);
            assertArrayEquals(contexts(gate, z, false), contexts(gate, z, true), "rows of " + zScale);
        }
    }

    @Test
    void hasNoBoundForRowsBeyondItsRange() {
        assertTrue(Float.isNaN(RowScreen.norm(new float[5], 5)));
        assertTrue(Float.isNaN(RowScreen.norm(new float[] {1e-30f}, 1)));
        assertTrue(Float.isNaN(RowScreen.norm(new float[] {3e38f, 3e38f}, 2)));
        assertTrue(RowScreen.norm(new float[] {3, 4}, 2) >= 5);
    }

    @Test
    void servesNoLayerThatCannotGain() {
        assertNotNull(
                gate(1, 1, new float[1][1][4096], new float[1][1][1], 4096).screen());
        assertNull(gate(1, 1, new float[1][1][4097], new float[1][1][1], 4097).screen());
        assertNull(gate(0, 1, new float[1][1][0], new float[1][1][0], 8).screen());
    }
}
