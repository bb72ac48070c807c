package io.github.jgln.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.GLNConfig;
import org.junit.jupiter.api.Test;

class WorkTest {
    @Test
    void ofTheStandardNetwork() {
        Work work = Work.of(Shapes.standard());
        assertEquals(330, work.neurons());
        assertEquals(330 * 4 * 784, work.gating());
        assertEquals(10 * (16 * 785 + 16 * 17 + 17), work.mixing());
        assertEquals(work.gating() + 2 * work.mixing(), work.learning());
        assertEquals(work.gating() + work.mixing(), work.predicting());
    }

    @Test
    void twoClassesAreOneNetwork() {
        Work work =
                Work.of(GLNConfig.builder(5, 3).contextMapSize(2, 0).bias(false).build());
        assertEquals(new Work(4, 3 * 2 * 5, 3 * 5 + 3), work);
    }

    @Test
    void theNarrowNetworkHasNeuronsOf17InputsOnly() {
        Work work = Work.of(Shapes.narrow());
        assertEquals(17 * work.neurons(), work.mixing());
    }
}
