package io.github.jgln.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A table in a text: all but how a record is cut out of it. */
abstract class TextTable implements Table {
    final TableText text;
    private final TableOptions options;
    private final List<TableColumn> columns;
    private final List<Notice> notices;

    /** @param notices those so far; kept, so that who reads can add to them */
    TextTable(TableText text, TableOptions options, List<TableColumn> columns, List<Notice> notices) {
        this.text = text;
        this.options = options;
        this.columns = List.copyOf(columns);
        this.notices = notices;
    }

    @Override
    public final String name() {
        return text.name();
    }

    @Override
    public final List<TableColumn> columns() {
        return columns;
    }

    @Override
    public final TableOptions options() {
        return options;
    }

    /** Whether a line was taken from the text that is not handed out yet. */
    abstract boolean holdsLines();

    @Override
    public final boolean ready() {
        try {
            return holdsLines() || text.ready();
        } catch (IOException e) {
            // Reading will say it.
            return true;
        }
    }

    @Override
    public final List<Notice> notices() {
        return List.copyOf(notices);
    }

    @Override
    public final void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
