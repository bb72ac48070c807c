package io.github.jgln.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/**
 * LIBSVM's and SVMlight's lines: a label, then {@code index:value} for what is not 0. The columns are {@code label} and then
 * {@code c1 … cN}, or {@code c0 …} where the first rows count from 0.
 */
final class SparseTable implements LineFormat {
    private static final int CHARACTERS = 1 << 24;
    private static final int LARGEST = 1 << 24;

    /** What first rows may say: rows are not sparse any more where they are learnt, and a wrong index must not fill the memory. */
    private static final int LARGEST_FOUND = 1 << 16;

    private final Missing missing;
    private final int first;
    private final int last;

    private SparseTable(TableOptions options, int first, int last) {
        this.missing = new Missing(options.missing());
        this.first = first;
        this.last = last;
    }

    static Table open(TableText text, TableOptions options) throws IOException {
        int first = 1;
        int last = options.width();
        for (String name : options.names()) {
            if (name.matches("c\\d{1,8}")) {
                int index = Integer.parseInt(name.substring(1));
                first = Math.min(first, index);
                last = Math.max(last, index);
            }
        }
        if (last == 0) {
            List<String> lines = text.peek(options.firstRows(), CHARACTERS);
            for (int i = 0; i < lines.size(); i++) {
                try {
                    int[] range = range(lines.get(i));
                    first = Math.min(first, range[0]);
                    last = Math.max(last, range[1]);
                    if (last > LARGEST_FOUND) {
                        throw new LineFault("expected indices of at most " + LARGEST_FOUND + ", found " + last
                                + "; if there are so many columns, give the largest by --width");
                    }
                } catch (LineFault e) {
                    throw new DataException(text.at(text.lines() + 1 + i) + ": " + e.getMessage());
                }
            }
        }
        List<TableColumn> columns = new ArrayList<>();
        columns.add(new TableColumn("label"));
        for (int index = first; index <= last; index++) {
            columns.add(new TableColumn("c" + index, TableColumn.Holds.NUMBERS, List.of()));
        }
        return new LineTable(
                text, options.withPlainNumbers(), columns, new ArrayList<>(), new SparseTable(options, first, last));
    }

    private static int[] range(String line) {
        int[] range = {1, 0};
        StringTokenizer words = words(line);
        for (int word = 0; words.hasMoreTokens(); word++) {
            String pair = words.nextToken();
            if (word > 0 && !pair.startsWith("qid:")) {
                int index = index(pair);
                range[0] = Math.min(range[0], index);
                range[1] = Math.max(range[1], index);
            }
        }
        return range;
    }

    private static StringTokenizer words(String line) {
        int comment = line.indexOf('#');
        return new StringTokenizer(comment < 0 ? line : line.substring(0, comment), " \t");
    }

    private static int index(String pair) {
        int colon = pair.indexOf(':');
        int index = 0;
        for (int i = 0; i < colon; i++) {
            char c = pair.charAt(i);
            if (c < '0' || c > '9' || index > LARGEST) {
                colon = -1;
            }
            index = 10 * index + (c - '0');
        }
        if (colon < 1 || index > LARGEST) {
            throw new LineFault(
                    "expected index:value, with an index of at most " + LARGEST + ", found " + Excerpt.of(pair));
        }
        return index;
    }

    @Override
    public boolean cut(String line, String[] cells) {
        Arrays.fill(cells, 1, last - first + 2, "0");
        StringTokenizer words = words(line);
        if (!words.hasMoreTokens()) {
            return false;
        }
        String label = words.nextToken();
        if (label.indexOf(',') >= 0) {
            throw new LineFault("expected one label, found several in " + Excerpt.of(label));
        }
        // "+1 1:0.5" and "1 1:0.5" mean the same.
        cells[0] = missing.orNull(label.startsWith("+") ? label.substring(1) : label);
        while (words.hasMoreTokens()) {
            String pair = words.nextToken();
            if (pair.startsWith("qid:")) {
                continue;
            }
            int index = index(pair);
            if (index < first || index > last) {
                throw new LineFault("expected indices from " + first + " to " + last
                        + " as in the first rows or the model, found " + index
                        + "; give the largest by --width");
            }
            cells[index - first + 1] = missing.orNull(pair.substring(pair.indexOf(':') + 1));
        }
        return true;
    }
}
