package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.SideLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations against loops in double precision, at awkward sizes, with sentinels around what they write. */
class OperationsTest {
    private static final float SENTINEL = 12345.678f;

    private final Random random = new Random(42);

    static Stream<Operations> operations() {
        return Stream.of(Operations.vector(), Operations.plain());
    }

    static Stream<Arguments> widths() {
        return operations()
                .flatMap(operations -> Stream.of(1, 2, 3, 4, 5, 7, 8, 9, 13, 49, 63)
                        .map(vectors -> Arguments.of(operations, vectors * operations.lanes())));
    }

    static Stream<Arguments> gates() {
        return operations()
                .flatMap(operations -> Stream.of(1, 2, 3, 4, 5, 7, 8)
                        .flatMap(m -> Stream.of(1, 16, 17, 40, 100).map(units -> Arguments.of(operations, m, units))));
    }

    private float[] randoms(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private float[] padded(int k) {
        float[] values = randoms(k + 20);
        Arrays.fill(values, 0, 10, SENTINEL);
        Arrays.fill(values, k + 10, k + 20, SENTINEL);
        return values;
    }

    private static void assertSentinels(float[] values, int k) {
        for (int i = 0; i < 10; i++) {
            assertEquals(SENTINEL, values[i]);
            assertEquals(SENTINEL, values[10 + k + i]);
        }
    }

    private static double dot(float[] w, int from, float[] x, int xFrom, int k) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += (double) w[from + i] * x[xFrom + i];
        }
        return sum;
    }

    private static float[] side(Operations operations, float[] z, int from, int rows, int n) {
        SideLayout layout = new SideLayout(n, rows, operations.gating().tileRows());
        float[] side = new float[rows * n];
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < n; i++) {
                side[layout.offset(t) + i * layout.stride(t)] = z[from + t * n + i];
            }
        }
        return side;
    }

    @ParameterizedTest
    @MethodSource("widths")
    void dotAndUpdate(Operations operations, int k) {
        float[] w = padded(k);
        float[] x = randoms(2 * k + 3);
        assertEquals(dot(w, 10, x, 3, k), operations.mixing().dot(w, 10, x, 3, k), 2e-6 * k);
        float[] before = w.clone();
        operations.mixing().update(w, 10, x, 3, k, 0.25f);
        for (int i = 0; i < k; i++) {
            assertEquals(before[10 + i] - 0.25 * x[3 + i], w[10 + i], 1e-6);
        }
        assertSentinels(w, k);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void theFusedPassHasTheBitsOfUpdateThenDot(Operations operations, int k) {
        float[] apart = padded(k);
        float[] fused = apart.clone();
        float[] x = randoms(2 * k);
        operations.mixing().update(apart, 10, x, 0, k, -0.7f);
        float expected = operations.mixing().dot(apart, 10, x, k, k);
        assertEquals(expected, operations.mixing().updateDot(fused, 10, x, 0, k, k, -0.7f));
        assertArrayEquals(apart, fused);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void clipReturnsTheLargestMagnitudeLeft(Operations operations, int k) {
        float[] w = padded(k);
        w[10 + k / 2] = -0.9f;
        float largest = operations.mixing().clip(w, 10, k, 0.5f);
        assertEquals(0.5f, largest);
        assertEquals(-0.5f, w[10 + k / 2]);
        assertSentinels(w, k);
        Arrays.fill(w, 10, 10 + k, 0.25f);
        w[10 + k - 1] = -0.375f;
        assertEquals(0.375f, operations.mixing().clip(w, 10, k, 0.5f));
        assertEquals(-0.375f, w[10 + k - 1]);
    }

    @ParameterizedTest
    @MethodSource("gates")
    void contextsAreThoseOfTheDefinition(Operations operations, int m, int units) {
        int n = 11;
        int rows = 15;
        int capacity = 17;
        LayerSpec spec = new LayerSpec(units, m, 2, true);
        float[][] normals = new float[units][];
        float[][] thresholds = new float[units][];
        float[] z = randoms(2 + rows * n);
        for (int u = 0; u < units; u++) {
            normals[u] = randoms(m * n);
            thresholds[u] = randoms(m);
        }
        LayerState state = new LayerState(
                new float[][][] {normals}, new float[][][] {thresholds}, new float[1][units][0], new float[1]);
        Gate gate = new Gate(spec, state, n, operations);
        int[] contexts = new int[gate.contextsLength(capacity)];
        Arrays.fill(contexts, -1);
        float[] side = side(operations, z, 2, rows, n);
        for (int task = 0; task < gate.tasks(); task++) {
            // In two parts, as threads share them.
            gate.run(task, side, 0, 6, contexts, capacity, new Scratch(operations, 1, 1));
            gate.run(task, side, 6, rows - 6, contexts, capacity, new Scratch(operations, 1, 1));
        }
        for (int u = 0; u < units; u++) {
            for (int t = 0; t < rows; t++) {
                int context = contexts[gate.contextOffset(u, capacity) + t * gate.lanes()];
                assertTrue(context >= 0 && context < 1 << m, "context " + context);
                for (int j = 0; j < m; j++) {
                    double margin = dot(normals[u], j * n, z, 2 + t * n, n) - thresholds[u][j];
                    if (Math.abs(margin) > 1e-5) {
                        assertEquals(margin > 0 ? 1 : 0, context >> j & 1, "unit " + u + " row " + t + " bit " + j);
                    }
                }
                int beyond = gate.contextOffset(u, capacity) + rows * gate.lanes();
                assertEquals(-1, contexts[beyond], "a row that was not asked for");
            }
            float[] copy = new float[m * n];
            float[] bounds = new float[m];
            gate.download(u, copy, bounds);
            assertArrayEquals(normals[u], copy);
            assertArrayEquals(thresholds[u], bounds);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aThresholdMetExactlyIsNotExceeded(Operations operations) {
        LayerSpec spec = new LayerSpec(1, 2, 2, true);
        LayerState state = new LayerState(
                new float[][][] {{{1, 0, 0, 1}}}, new float[][][] {{{3, -0f}}}, new float[1][1][0], new float[1]);
        Gate gate = new Gate(spec, state, 2, operations);
        int[] contexts = new int[gate.contextsLength(3)];
        float[] rows = {3, 0, Math.nextUp(3f), -0f, -5, Float.MIN_VALUE};
        for (int task = 0; task < gate.tasks(); task++) {
            gate.run(task, side(operations, rows, 0, 3, 2), 0, 3, contexts, 3, new Scratch(operations, 1, 1));
        }
        assertEquals(0, contexts[0]);
        assertEquals(1, contexts[gate.lanes()]);
        assertEquals(2, contexts[2 * gate.lanes()]);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void baseLogits(Operations operations) {
        float bound = (float) Math.log(999);
        for (int n : new int[] {1, 2, 15, 16, 17, 33, 784}) {
            float[] row = randoms(n + 5);
            float[] logits = new float[n + 4];
            Arrays.fill(logits, SENTINEL);
            operations.rowLogits().minMaxLogits(row, 5, n, 1e-3f, bound, logits, 2);
            double min = Double.MAX_VALUE;
            double max = -Double.MAX_VALUE;
            for (int i = 0; i < n; i++) {
                min = Math.min(min, row[5 + i]);
                max = Math.max(max, row[5 + i]);
            }
            for (int i = 0; i < n; i++) {
                double p = n == 1 ? 0.5 : Math.min(0.999, Math.max(0.001, (row[5 + i] - min) / (max - min)));
                assertEquals(Math.log(p / (1 - p)), logits[2 + i], 5e-6);
                assertTrue(Math.abs(logits[2 + i]) <= bound);
            }
            operations.rowLogits().clipLogits(row, 5, n, 1e-3f, bound, logits, 2);
            for (int i = 0; i < n; i++) {
                double p = Math.min(0.999, Math.max(0.001, row[5 + i]));
                assertEquals(Math.log(p / (1 - p)), logits[2 + i], 5e-6);
            }
            assertEquals(SENTINEL, logits[1]);
            assertEquals(SENTINEL, logits[2 + n]);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRowWhoseRangeOverflowsIsStillScaled(Operations operations) {
        float bound = (float) Math.log(999);
        float[] row = new float[40];
        row[0] = 3e38f;
        row[1] = -3e38f;
        float[] logits = new float[40];
        operations.rowLogits().minMaxLogits(row, 0, 40, 1e-3f, bound, logits, 0);
        assertEquals(bound, logits[0], 1e-5);
        assertEquals(-bound, logits[1], 1e-5);
        assertEquals(0, logits[39], 1e-5);
    }
}
