package io.github.jgln.bench.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticRowsTest {
    private final Dataset data = SyntheticRows.of(500, 784, 10);

    @Test
    void mostFeaturesAreZeroAndTheOthersWithinOne() {
        int zeros = 0;
        for (float value : data.rows().values()) {
            assertTrue(value >= 0 && value <= 1);
            zeros += value == 0 ? 1 : 0;
        }
        assertEquals(0.8, zeros / (500.0 * 784), 0.02);
        assertEquals(10, Arrays.stream(data.labels()).distinct().count());
    }

    /** Figures of fewer rows are then of the first ones of more. */
    @Test
    void fewerRowsAreTheFirstOfMore() {
        Dataset fewer = SyntheticRows.of(150, 784, 10);
        assertArrayEquals(data.limit(150).rows().toArray(), fewer.rows().toArray());
        assertArrayEquals(data.limit(150).labels(), fewer.labels());
    }
}
