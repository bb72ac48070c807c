package io.github.jgln;

import java.io.IOException;

/** A stream of labelled rows, pulled block by block, for data that does not fit in memory. */
@FunctionalInterface
public interface RowSource {
    /**
     * The next rows. What is handed out may be written over at the next call.
     *
     * @param atMost at least 1; fewer rows are not the end
     * @return none at the end
     * @throws IOException when the source cannot be read
     */
    LabelledRows next(int atMost) throws IOException;
}
