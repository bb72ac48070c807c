package io.github.jgln.bench.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.RowSource;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticRowsTest {
    private final SyntheticRows data = new SyntheticRows(500, 784, 10);

    @Test
    void mostFeaturesAreZeroAndTheOthersWithinOne() {
        int zeros = 0;
        for (float value : data.rows(500)) {
            assertTrue(value >= 0 && value <= 1);
            zeros += value == 0 ? 1 : 0;
        }
        assertEquals(0.8, zeros / (500.0 * 784), 0.02);
        assertEquals(10, Arrays.stream(data.labels(500)).distinct().count());
    }

    @Test
    void theStreamBringsTheFirstRows() throws IOException {
        RowSource stream = data.stream(150);
        float[] rows = new float[100 * 784];
        int[] labels = new int[100];
        assertEquals(100, stream.read(rows, labels));
        assertArrayEquals(data.rows(100), rows);
        assertArrayEquals(data.labels(100), labels);
        assertEquals(50, stream.read(rows, labels));
        assertArrayEquals(data.row(100), Arrays.copyOf(rows, 784));
        assertEquals(0, stream.read(rows, labels));
    }
}
