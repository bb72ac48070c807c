package io.github.jgln.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Tables that are no text: a module that can read them names itself in {@code META-INF/services} and is found by
 * {@link java.util.ServiceLoader}. A command line then takes its sources as {@code scheme:source}.
 */
public interface TableProvider {
    /** What stands before the colon, such as {@code parquet}; in lower case. */
    String scheme();

    /** How messages call a source; without what is secret in it. */
    default String name(String source) {
        return scheme() + ":" + source;
    }

    /** The files that are read, which no output may replace. */
    List<Path> files(String source);

    /**
     * Opens a table; each time anew, at its first record.
     *
     * @param source what stands behind the colon
     * @param options of which those that are about text are as in {@link TableOptions#DEFAULT}
     * @throws DataException when it cannot be read; the message says what to do
     */
    Table open(String source, TableOptions options);
}
