package io.github.jgln.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/** A table of delimited fields (RFC 4180), which may be quoted and then hold line ends. */
final class DelimitedTable extends TextTable {
    /** Most cells of wide tables are one digit. */
    private static final String[] SHORT = new String[128];

    static {
        for (char c = 0; c < SHORT.length; c++) {
            SHORT[c] = String.valueOf(c);
        }
    }

    private final Missing missing;
    private final Fields fields;
    private final Iterator<Fields> records;

    /** The lines above what the reader sees. */
    private final long above;

    private long line;
    /** The line on which the record ended. */
    private long lastLine;

    /** @param header whether the next record is one, to be left out */
    DelimitedTable(
            TableText text,
            TableOptions options,
            List<TableColumn> columns,
            List<Notice> notices,
            char delimiter,
            boolean header) {
        super(text, options, columns, notices);
        this.missing = new Missing(options.missing());
        this.above = text.lines();
        this.fields = new Fields(new String[columns.size()]);
        this.records = CsvReader.builder()
                .fieldSeparator(delimiter)
                // Field counts are checked here, where the message can say what was expected.
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .build(fields, text)
                .iterator();
        if (header) {
            record();
        }
    }

    /** Reads a record into the fields; false at the end. */
    private boolean record() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            records.next();
            line = above + fields.begin;
            lastLine = line + fields.innerLines;
            return true;
        } catch (CsvParseException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof DataException known) {
                    throw known;
                }
            }
            // The reader counts from where it began, and says so in brackets.
            String reason =
                    Failure.reason(Failure.deepest(e)).replaceFirst(" \\(record starting at line \\p{Nd}+\\)$", "");
            throw new DataException(text.at(above + fields.begin) + ": malformed: " + reason, e);
        } catch (UncheckedIOException e) {
            throw new DataException(name() + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    @Override
    public boolean next(String[] cells) {
        if (!record()) {
            return false;
        }
        int expected = columns().size();
        if (fields.count != expected) {
            throw new DataException(
                    text.at(line) + ": expected " + expected + " fields as in the first line, found " + fields.count);
        }
        System.arraycopy(fields.cells, 0, cells, 0, expected);
        return true;
    }

    /** What was handed to the reader and is more than the lines it gave back is in its buffer. */
    @Override
    boolean holdsLines() {
        return text.lines() > lastLine;
    }

    @Override
    public long line() {
        return line;
    }

    /** The fields of the record that was read last, one array for all records. */
    private final class Fields extends AbstractBaseCsvCallbackHandler<Fields> {
        private final String[] cells;
        private int count;
        private long begin;
        private int innerLines;

        Fields(String[] cells) {
            this.cells = cells;
        }

        @Override
        protected void handleBegin(long startingLine) {
            begin = startingLine;
            count = 0;
            innerLines = 0;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            count = index + 1;
            if (quoted) {
                countLines(buffer, offset, offset + length);
            }
            if (index < cells.length) {
                cells[index] = cell(buffer, offset, offset + length);
            }
        }

        private void countLines(char[] buffer, int from, int to) {
            for (int i = from; i < to; i++) {
                boolean pair = buffer[i] == '\n' && i > from && buffer[i - 1] == '\r';
                innerLines += (buffer[i] == '\n' || buffer[i] == '\r') && !pair ? 1 : 0;
            }
        }

        private String cell(char[] buffer, int offset, int end) {
            int from = offset;
            int to = end;
            while (from < to && Character.isWhitespace(buffer[from])) {
                from++;
            }
            while (from < to && Character.isWhitespace(buffer[to - 1])) {
                to--;
            }
            if (from == to) {
                return null;
            }
            boolean oneCharacter = to - from == 1 && buffer[from] < SHORT.length;
            return missing.orNull(oneCharacter ? SHORT[buffer[from]] : new String(buffer, from, to - from));
        }

        @Override
        protected Fields buildRecord() {
            return this;
        }
    }
}
