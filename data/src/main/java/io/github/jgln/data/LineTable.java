package io.github.jgln.data;

import java.io.IOException;
import java.util.List;

/** A table of one record on a line. */
final class LineTable extends TextTable {
    private final LineFormat format;
    private long line;

    /** @param notices those so far; kept, so that the format can add to them */
    LineTable(
            TableText text, TableOptions options, List<TableColumn> columns, List<Notice> notices, LineFormat format) {
        super(text, options, columns, notices);
        this.format = format;
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
    boolean holdsLines() {
        return false;
    }

    @Override
    public long line() {
        return line;
    }
}
