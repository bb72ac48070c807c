package io.github.jgln.data;

import java.util.ArrayList;
import java.util.List;

/** A table whose first rows were looked at, and are handed out all the same: what they hold says what its columns are. */
public final class FirstRows implements Table {
    /** Cells that are held at most, but for the fewest rows, so that tables of twenty thousand columns fit in memory. */
    private static final int CELLS = 1 << 20;

    private static final int FEWEST = 50;

    private final Table table;
    private final List<String[]> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final boolean whole;
    private int next;
    private long line;

    private FirstRows(Table table) {
        this.table = table;
        int columns = table.columns().size();
        int wanted = Math.min(table.options().firstRows(), Math.max(FEWEST, CELLS / columns));
        String[] cells = new String[columns];
        boolean more = true;
        while (more && rows.size() < wanted) {
            more = table.next(cells);
            if (more) {
                rows.add(cells.clone());
                lines.add(table.line());
            }
        }
        this.whole = !more;
    }

    /**
     * Waits for the first rows, as many as {@link TableOptions#firstRows} or the end of the table; fewer, but at least 50, where
     * they are so wide that a million cells come together earlier.
     *
     * @param table to be read by the result alone from now on
     * @throws DataException as {@link #next} does
     */
    public static FirstRows of(Table table) {
        return new FirstRows(table);
    }

    /**
     * The rows: cells by column, null where missing. Nobody may write to them.
     *
     * @throws IllegalStateException after the first was handed out, as they are then let go one by one
     */
    public List<String[]> rows() {
        if (next > 0) {
            throw new IllegalStateException("the first rows are being read");
        }
        return List.copyOf(rows);
    }

    /** How many rows were looked at. */
    public int count() {
        return lines.size();
    }

    /** Whether these are all rows of the table. */
    public boolean whole() {
        return whole;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public List<TableColumn> columns() {
        return table.columns();
    }

    @Override
    public TableOptions options() {
        return table.options();
    }

    @Override
    public boolean next(String[] cells) {
        if (next == rows.size()) {
            if (whole || !table.next(cells)) {
                return false;
            }
            line = table.line();
            return true;
        }
        String[] row = rows.get(next);
        System.arraycopy(row, 0, cells, 0, row.length);
        line = lines.get(next);
        rows.set(next, null);
        next++;
        return true;
    }

    @Override
    public boolean ready() {
        return next < rows.size() || whole || table.ready();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public List<Notice> notices() {
        return table.notices();
    }

    @Override
    public void close() {
        table.close();
    }
}
