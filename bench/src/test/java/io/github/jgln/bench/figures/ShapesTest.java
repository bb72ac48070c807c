package io.github.jgln.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.Cost;
import org.junit.jupiter.api.Test;

class ShapesTest {
    @Test
    void theStandardNetworkCosts330NeuronsOf4Halfspaces() {
        assertEquals(330, Shapes.neurons(Shapes.standard()));
        assertEquals(
                new Cost(330 * 4 * 784, 10 * (16 * 785 + 16 * 17 + 17)),
                Shapes.standard().spec().cost());
    }

    @Test
    void twoClassesAreOneNetwork() {
        assertEquals(4, Shapes.neurons(GLNConfig.builder(5, 3).build()));
    }

    @Test
    void theNarrowNetworkHasNeuronsOf17InputsOnly() {
        GLNConfig narrow = Shapes.narrow();
        assertEquals(17 * Shapes.neurons(narrow), narrow.spec().cost().mixing());
    }

    @Test
    void theBytesAreThoseOfWeightsAndHyperplanes() {
        GLNConfig config = Shapes.oneHidden(3);
        try (GLN gln = GLN.builder(config).backend("cpu").create()) {
            assertEquals(4 * (gln.parameters() + 40L * 4 * 784), Shapes.bytes(config));
        }
    }
}
