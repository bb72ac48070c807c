package io.github.jgln.cli;

import io.github.jgln.RowSource;
import io.github.jgln.data.Dataset;
import io.github.jgln.experiments.LabelledRows;

/** The rows of a data set, to the last. */
final class DatasetRows implements RowSource {
    private final Dataset data;
    private final int every;
    private int next;

    /** As experiments take them. */
    static LabelledRows labelled(Dataset data) {
        return new LabelledRows(data.features(), data.classCount(), data.rows(), data.labels());
    }

    /** From the first row. */
    DatasetRows(Dataset data) {
        this(data, 0, Integer.MAX_VALUE);
    }

    /**
     * From some row on.
     *
     * @param every no block goes beyond a multiple of it, so that each is met
     */
    DatasetRows(Dataset data, int first, int every) {
        this.data = data;
        this.next = first;
        this.every = every;
    }

    @Override
    public int read(float[] rows, int[] labels) {
        int n = data.features();
        int count = Math.min(Math.min(labels.length, every - next % every), data.rowCount() - next);
        System.arraycopy(data.rows(), next * n, rows, 0, count * n);
        System.arraycopy(data.labels(), next, labels, 0, count);
        next += count;
        return count;
    }
}
