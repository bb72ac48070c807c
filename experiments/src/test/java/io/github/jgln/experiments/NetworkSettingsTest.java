package io.github.jgln.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import org.junit.jupiter.api.Test;

class SingleThreadedNetworkTest {
    private static final String USUAL =
            "M 4-4, rate 0.001, ε 0.001, W 5.0, base predictions RowMinMax, side information"
                    + " raw, halfspaces random normal, bias true, context bias false, weights from InverseInputs";

    @Test
    void theNameIsThatOfAllLayers() {
        assertEquals(
                "GLN 16-16-16-16-16-16",
                SingleThreadedNetwork.name(
                        Preset.BEST.configure(784, 10, 60_000).build()));
        assertEquals(
                "GLN 5-1", SingleThreadedNetwork.name(GLNConfig.builder(3, 5).build()));
    }

    /** Results that are recorded, and gone on with, have these settings in their text. */
    @Test
    void knobsLeftAloneAreNotAmongTheSettings() {
        assertEquals(
                USUAL, SingleThreadedNetwork.settings(GLNConfig.builder(3, 5).build()));
    }

    @Test
    void knobsTurnedAre() {
        assertEquals(
                USUAL + ", output neurons 3, shared halfspaces true, skip connections true, unit rows true,"
                        + " layer rate factors 1.0-0.5, normalise hyperplanes true, threshold standard deviation 0.3",
                SingleThreadedNetwork.settings(GLNConfig.builder(3, 5)
                        .outputNeurons(3)
                        .sharedHalfspaces(true)
                        .skipConnections(true)
                        .unitRows(true)
                        .layerRateFactors(1, 0.5)
                        .normaliseHyperplanes(true)
                        .thresholdStandardDeviation(0.3)
                        .build()));
    }
}
