package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;

/** Compares all numbers of two networks. */
final class States {
    private States() {}

    /** Bit for bit. */
    static void assertSame(NetworkState expected, NetworkState got, String when) {
        assertEquals(expected.spec(), got.spec(), when);
        for (int i = 0; i < expected.layers().size(); i++) {
            LayerState e = expected.layers().get(i);
            LayerState g = got.layers().get(i);
            assertSame(e.hyperplanes(), g.hyperplanes(), when + ": hyperplanes of layer " + i);
            assertSame(e.thresholds(), g.thresholds(), when + ": thresholds of layer " + i);
            assertSame(e.weights(), g.weights(), when + ": weights of layer " + i);
            assertArrayEquals(e.biasLogits(), g.biasLogits(), when + ": bias logits of layer " + i);
        }
        assertEquals(expected.statistics(), got.statistics(), when + ": statistics");
        assertEquals(expected.input().regression(), got.input().regression(), when + ": what a regression keeps");
        assertEquals(expected.input().replay(), got.input().replay(), when + ": rows to learn again");
    }

    private static void assertSame(float[][][] expected, float[][][] got, String what) {
        for (int c = 0; c < expected.length; c++) {
            for (int k = 0; k < expected[c].length; k++) {
                // Without a tolerance floats are compared as bits, so 0 and -0 differ and NaN equals NaN.
                assertArrayEquals(expected[c][k], got[c][k], what + ", output " + c + ", neuron " + k);
            }
        }
    }

    static void assertFinite(NetworkState state, String when) {
        for (LayerState layer : state.layers()) {
            for (float[][] output : layer.weights()) {
                for (float[] neuron : output) {
                    assertFinite(neuron, when + ": weights");
                }
            }
        }
    }

    static void assertFinite(float[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            int at = i;
            assertTrue(Float.isFinite(values[i]), () -> what + ": " + values[at] + " at " + at);
        }
    }

    /** The largest absolute weight of a layer. */
    static float largestWeight(LayerState layer) {
        float largest = 0;
        for (float[][] output : layer.weights()) {
            for (float[] neuron : output) {
                for (float w : neuron) {
                    largest = Math.max(largest, Math.abs(w));
                }
            }
        }
        return largest;
    }
}
