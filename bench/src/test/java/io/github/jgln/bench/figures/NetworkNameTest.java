package io.github.jgln.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import org.junit.jupiter.api.Test;

class NetworkNameTest {
    @Test
    void theNameIsThatOfAllLayers() {
        assertEquals(
                "GLN 16-16-16-16-16-16",
                NetworkName.of(Preset.BEST.configure(784, 10, 60_000).build()));
        assertEquals("GLN 5-1", NetworkName.of(GLNConfig.builder(3, 5).build()));
    }
}
