package io.github.jgln.cli;

import io.github.jgln.RowSource;
import io.github.jgln.data.Dataset;

/** The rows of a data set, from the first to the last. */
final class DatasetRows implements RowSource {
    private final Dataset data;
    private int next;

    DatasetRows(Dataset data) {
        this.data = data;
    }

    @Override
    public int read(float[] rows, int[] labels) {
        int n = data.features();
        int count = Math.min(labels.length, data.rowCount() - next);
        System.arraycopy(data.rows(), next * n, rows, 0, count * n);
        System.arraycopy(data.labels(), next, labels, 0, count);
        next += count;
        return count;
    }
}
