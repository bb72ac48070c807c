package io.github.jgln.spi;

import java.util.Arrays;

/**
 * The rows that a model may learn again; backends know nothing of them.
 *
 * @param rows {@code [H, R]}, row-major, as they were given; row t of all that were learnt is at {@code t modulo the memory's size}
 * @param labels {@code [H]}, their classes
 */
public record ReplayMemory(float[] rows, int[] labels) {
    @Override
    public boolean equals(Object o) {
        return o instanceof ReplayMemory other
                && Arrays.equals(rows, other.rows)
                && Arrays.equals(labels, other.labels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows) + 31 * Arrays.hashCode(labels);
    }
}
