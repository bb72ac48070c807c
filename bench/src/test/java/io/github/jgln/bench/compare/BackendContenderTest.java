package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.Preset;
import io.github.jgln.data.Dataset;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendContenderTest {
    private static BackendContender contender(Preset preset) {
        return new BackendContender("cpu", "cpu", Map.of(), preset);
    }

    private static Dataset mnistLike() {
        return new Dataset("made up", 784, Collections.nCopies(10, "a class"), new float[784], new int[1]);
    }

    @Test
    void theMethodNamesTheNeuronsOfAllLayers() {
        assertEquals("GLN 16-16-1, preset pygln", contender(Preset.PYGLN).method());
        assertEquals(
                "GLN 16-16-16-16-16-16, preset best", contender(Preset.BEST).method());
    }

    /** These are the figures that published shares of the peak follow from. */
    @Test
    void sharedHalfspacesAreCountedOnceAndSkippedInputsAndOutputNeuronsAreCounted() {
        assertEquals(1_291_860, contender(Preset.PYGLN).multiplyAddsPerRow(mnistLike()));
        long gating = 16 * (8 + 5 * 6) * 784;
        long mixing = 10 * 16 * (785 + 5 * (16 + 785));
        assertEquals(gating + 2 * mixing, contender(Preset.BEST).multiplyAddsPerRow(mnistLike()));
    }
}
