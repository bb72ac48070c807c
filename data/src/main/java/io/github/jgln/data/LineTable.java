package io.github.jgln.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A table of one record on a line. */
final class LineTable implements Table {
    private final TableText text;
    private final TableOptions options;
    private final List<TableColumn> columns;
    private final List<Notice> notices;
    private final LineFormat format;
    private long line;

    /** @param notices those so far; kept, so that the format can add to them */
    LineTable(
            TableText text, TableOptions options, List<TableColumn> columns, List<Notice> notices, LineFormat format) {
        this.text = text;
        this.options = options;
        this.columns = List.copyOf(columns);
        this.notices = notices;
        this.format = format;
    }

    @Override
    public String name() {
        return text.name();
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public TableOptions options() {
        return options;
    }

    @Override
    public boolean next(String[] cells) {
        try {
            while (true) {
                String next = text.line();
                if (next == null) {
                    return false;
                }
                line = text.lines();
                if (!next.isBlank() && format.cut(next, cells)) {
                    return true;
                }
            }
        } catch (LineFault e) {
            throw new DataException(text.at(line) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new DataException(text.name() + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    @Override
    public boolean ready() {
        try {
            return text.ready();
        } catch (IOException e) {
            // Reading will say it.
            return true;
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
