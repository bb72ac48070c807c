package io.github.jgln.data;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables of a few lines, for tests. */
final class Tables {
    private Tables() {}

    static Table of(String text) {
        return of(text, TableOptions.DEFAULT);
    }

    static Table of(String text, TableOptions options) {
        return of(text.getBytes(StandardCharsets.UTF_8), options);
    }

    static Table of(byte[] bytes, TableOptions options) {
        return Table.open("t", new ByteArrayInputStream(bytes), options);
    }

    static List<String> names(Table table) {
        return table.columns().stream().map(TableColumn::name).toList();
    }

    /** All records to come, as lists of cells. */
    static List<List<String>> rest(Table table) {
        List<List<String>> records = new ArrayList<>();
        String[] cells = new String[table.columns().size()];
        while (table.next(cells)) {
            records.add(Arrays.asList(cells.clone()));
        }
        return records;
    }

    static List<List<String>> records(String text) {
        return rest(of(text));
    }

    static String texts(List<Notice> notices) {
        return String.join("\n", notices.stream().map(Notice::text).toList());
    }

    static FirstRows first(String text) {
        return FirstRows.of(of(text));
    }

    /** What was written into a pipe whose writer is still there: asking for more would wait for ever. */
    static class OpenPipe extends InputStream {
        private final byte[] written;
        private int at;

        OpenPipe(byte[] written) {
            this.written = written;
        }

        OpenPipe(String written) {
            this(written.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() {
            if (at == written.length) {
                throw new AssertionError("waits for more than was written");
            }
            return written[at++] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            to[offset] = (byte) read();
            int more = Math.min(length - 1, written.length - at);
            System.arraycopy(written, at, to, offset + 1, more);
            at += more;
            return more + 1;
        }

        @Override
        public int available() {
            return written.length - at;
        }
    }
}
