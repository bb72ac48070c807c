package io.github.jgln.bench.ceilings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 127, 128, 1000})
    void readingMissesNothing(int length) {
        float[] values = new float[length + 3];
        IntStream.range(0, values.length).forEach(i -> values[i] = i % 7);
        float sum = 0;
        for (int i = 3; i < values.length; i++) {
            sum += values[i];
        }
        assertEquals(sum, new VectorCeilings().read(values, 3, values.length));
        assertEquals(sum, new PlainCeilings().read(values, 3, values.length));
    }

    @Test
    void kernelsMultiplyAndAdd() {
        assertTrue(new VectorCeilings().multiplyAdd(1000) > 0);
        assertTrue(new PlainCeilings().multiplyAdd(1000) > 0);
    }

    @Test
    void ratesAreSummedOverThreads() {
        double one = CoreRate.measure(1, 1_000_000, thread -> CeilingsTest::oneUnitAMillisecond);
        double four = CoreRate.measure(4, 1_000_000, thread -> CeilingsTest::oneUnitAMillisecond);
        assertTrue(four > 1.5 * one, four + " and " + one);
    }

    private static long oneUnitAMillisecond() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 1;
    }
}
