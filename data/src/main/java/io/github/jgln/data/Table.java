package io.github.jgln.data;

import java.io.Closeable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A table that is read once, record by record, from a file of any size or a pipe without an end: no more is waited for than the
 * line that is asked for. Text compressed by gzip, or zstd where its library is there, is told by its first bytes. For one thread.
 */
public interface Table extends Closeable {
    /**
     * Opens a file.
     *
     * @throws DataException when it cannot be read, is empty, or is no table as {@code options} has it; the message says what to do
     */
    static Table open(Path file, TableOptions options) {
        return TableSource.open(file, options);
    }

    /**
     * Opens a stream.
     *
     * @param name how messages call it
     * @param stream closed with the table, and when opening fails
     * @throws DataException as {@link #open(Path, TableOptions)} does
     */
    static Table open(String name, InputStream stream, TableOptions options) {
        return TableSource.open(name, stream, options);
    }

    /**
     * Opens what a command line names.
     *
     * @param source a file, or {@code -} for standard input, which closing the table leaves open
     * @throws DataException as {@link #open(Path, TableOptions)} does
     */
    static Table open(String source, TableOptions options) {
        return TableSource.open(source, options);
    }

    /** How messages call the table. */
    String name();

    /** The columns; no two have one name. */
    List<TableColumn> columns();

    /** How it is read. What the format settles is settled here. */
    TableOptions options();

    /**
     * Takes the next record.
     *
     * @param cells where it goes, without blanks around the text: one for each of {@link #columns()} or more; null where missing
     * @return whether there was one; {@code cells} means nothing at the end
     * @throws DataException when the source cannot be read or the record is malformed; the message names the line
     */
    boolean next(String[] cells);

    /** Whether {@link #next} would give a record, or the end, without waiting for the source. */
    boolean ready();

    /** The line of the source, from 1, on which the record begins that was taken last. */
    long line();

    /** What was decided so far about how to read the source and may surprise. */
    List<Notice> notices();

    /** Closes the source. A second time does nothing. */
    @Override
    void close();
}
