package io.github.jgln;

import java.io.IOException;

/** A stream of labelled rows, pulled block by block, for data that does not fit in memory. */
@FunctionalInterface
public interface RowSource {
    /**
     * Writes the next rows.
     *
     * @param rows where the features go, row-major, room for {@code labels.length} rows
     * @param labels where the class indices go
     * @return the number of rows written; 0 at the end
     * @throws IOException when the source cannot be read
     */
    int read(float[] rows, int[] labels) throws IOException;
}
