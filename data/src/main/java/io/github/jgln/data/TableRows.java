package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a table as a model takes them: a float for each {@link Column}, {@link Float#NaN} where missing, and a class index,
 * -1 where there is no label, or the numbers that are to be learnt. They are read as they are asked for, and no more is waited for
 * than the first of a block.
 */
public final class TableRows implements RowSource, Closeable {
    /** Floats of a block at most: 64 MB. */
    private static final int BLOCK = 1 << 24;

    private final Table table;
    private final List<Column> columns;
    private final Cell[] made;
    private final Optional<String> label;
    private final Classes classes;
    private final List<String> targetNames;
    private final RowTargets targets;
    /** Whether cells must hold what their column does. */
    private final boolean strict;

    private final List<Notice> matching = new ArrayList<>();
    /** Notices that the schema has already. */
    private final Set<Notice> said = new HashSet<>();

    private final String[] cells;
    private float[] values = new float[0];
    private long[] lines = new long[0];
    private long leftOut;

    private TableRows(Table table, List<Column> columns, Learnt learnt, boolean strict) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.classes = learnt.classes();
        this.strict = strict;
        ColumnNames names = ColumnNames.of(table);
        this.cells = new String[table.columns().size()];
        Map<String, Integer> index = new HashMap<>();
        table.columns().forEach(column -> index.put(column.name(), index.size()));
        int at = learnt.label().map(names::label).orElse(-1);
        this.label = at < 0 ? Optional.empty() : Optional.of(names.names().get(at));
        List<Integer> places = names.targets(learnt.targets());
        this.targetNames = places.stream().map(names.names()::get).toList();
        this.targets = places.isEmpty() ? new ClassTargets(at, classes) : new NumberTargets(table, places);
        Reader reader = new Reader(table.options());
        this.made = columns.stream()
                .map(column -> new Cell(column, index.getOrDefault(column.name(), -1), reader))
                .toArray(Cell[]::new);
    }

    /** What rows are to be learnt as: a label of these classes, if there is one, or the numbers in some columns. */
    private record Learnt(Optional<String> label, Classes classes, List<String> targets) {
        static Learnt numbers(List<String> targets) {
            return new Learnt(Optional.empty(), Classes.of(List.of(), Classes.Unknown.REFUSED), targets);
        }
    }

    /**
     * The rows of the table that a schema was made of.
     *
     * @param table the one given to {@link Schema#infer}, or one with the same columns
     */
    public static TableRows of(Table table, Schema schema) {
        return of(table, schema, schema.classes());
    }

    /** With other classes than the schema's. */
    static TableRows of(Table table, Schema schema, Classes classes) {
        Learnt learnt = new Learnt(schema.label(), classes, schema.targets());
        TableRows rows = new TableRows(table, schema.columns(), learnt, false);
        rows.match(schema.roles().keySet());
        rows.said.addAll(schema.notices());
        return rows;
    }

    /**
     * Rows for a model. Columns are known by their names, in whatever order the table has them.
     *
     * @param columns the model's
     * @param label the column that holds labels, by its name or number, if any is to be looked at
     * @param classes the model's
     * @param strict whether the model takes numbers alone and knows no missing values: then columns that the table lacks are refused,
     *     and cells that are missing or not what their column holds; else these are missing, and a notice says so. Columns that the
     *     model does not have are left out either way
     * @throws DataException when {@code strict} refuses columns, when the table has none of the model's, or not the label's
     */
    public static TableRows of(
            Table table, List<Column> columns, Optional<String> label, Classes classes, boolean strict) {
        TableRows rows = new TableRows(table, columns, new Learnt(label, classes, List.of()), strict);
        rows.match(Set.of());
        return rows;
    }

    /**
     * Rows for a model of numbers.
     *
     * @param columns the model's
     * @param targets the columns of the numbers that are learnt, by their names or places, in the model's order
     * @param strict as in {@link #of(Table, List, Optional, Classes, boolean)}
     * @throws DataException as there, or where the table lacks one of the targets
     */
    public static TableRows numbers(Table table, List<Column> columns, List<String> targets, boolean strict) {
        TableRows rows = new TableRows(table, columns, Learnt.numbers(targets), strict);
        rows.match(Set.of());
        return rows;
    }

    /**
     * Rows for a model that are to be predicted alone.
     *
     * @param known columns that are none of the model's, which is no reason for a notice
     */
    static TableRows unlabelled(Table table, List<Column> columns, Set<String> known, boolean strict) {
        TableRows rows = new TableRows(table, columns, Learnt.numbers(List.of()), strict);
        rows.match(known);
        return rows;
    }

    /** @param known columns that need not be the model's */
    private void match(Set<String> known) {
        List<String> names = ColumnNames.of(table).names();
        List<String> wanted = columns.stream().map(Column::name).distinct().toList();
        Set<String> there = new HashSet<>(names);
        List<String> absent =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        Set<String> used = new HashSet<>(wanted);
        used.addAll(known);
        targets.columns().forEach(at -> used.add(names.get(at)));
        List<String> unknown =
                names.stream().filter(name -> !used.contains(name)).toList();
        if (absent.size() == wanted.size() || strict && !absent.isEmpty()) {
            throw new DataException(table.name() + ": expected the columns of the model, found no "
                    + Excerpt.names(absent)
                    + (unknown.isEmpty() ? "" : ", found beside them " + Excerpt.names(unknown))
                    + (absent.size() == wanted.size() ? "; has the table a header?" : ""));
        }
        if (!absent.isEmpty()) {
            matching.add(new Notice(
                    Notice.Kind.MATCHING,
                    table.name() + ": lacks columns that the model has, which count as missing: "
                            + Excerpt.names(absent)));
        }
        if (!unknown.isEmpty()) {
            matching.add(new Notice(
                    Notice.Kind.MATCHING,
                    table.name() + ": has columns that the model does not, which are left out: "
                            + Excerpt.names(unknown)));
        }
    }

    /** How messages call the table. */
    public String name() {
        return table.name();
    }

    /** The name of the column of labels, where there is one. */
    public Optional<String> label() {
        return label;
    }

    /** The names of the columns whose numbers are learnt; none where classes are. */
    public List<String> targets() {
        return targetNames;
    }

    /** What a row holds. */
    public List<Column> columns() {
        return columns;
    }

    /** The classes; a label that came up late is among them. */
    public Classes classes() {
        return classes;
    }

    /**
     * The next rows: as many as are there without waiting, but at least one.
     *
     * @throws DataException when the table cannot be read, or a label or a cell is refused; the message names the line
     */
    @Override
    public LabelledRows next(int atMost) {
        int features = made.length;
        int most = Math.min(atMost, Math.max(1, BLOCK / features));
        int count = 0;
        while (count < most && (count == 0 || table.ready()) && table.next(cells)) {
            reserve(count, most);
            lines[count] = table.line();
            int at = count * features;
            for (Cell cell : made) {
                float value = cell.value(cells, table);
                if (strict && Float.isNaN(value)) {
                    throw cell.refused(cells, table);
                }
                values[at++] = value;
            }
            targets.read(cells, table, count++);
        }
        if (count == 0) {
            return LabelledRows.NONE;
        }
        return new LabelledRows(new Rows(values, features, 0, count), targets.targets());
    }

    /**
     * The same rows without those that have no label, or lack a number to learn, which {@link #notices} counts.
     *
     * @return pulls its rows from these
     */
    public RowSource labelled() {
        return atMost -> {
            while (true) {
                LabelledRows block = next(atMost);
                int kept = 0;
                for (int t = 0; t < block.count(); t++) {
                    if (targets.has(t)) {
                        move(t, kept++);
                    }
                }
                leftOut += block.count() - kept;
                if (kept > 0 || block.count() == 0) {
                    return block.part(0, kept);
                }
            }
        };
    }

    private void move(int from, int to) {
        if (from > to) {
            System.arraycopy(values, from * made.length, values, to * made.length, made.length);
            targets.move(from, to);
            lines[to] = lines[from];
        }
    }

    /** What rows have that {@link #labelled} does not leave out, in words. */
    String lacking() {
        return targets.lacking();
    }

    /** How many rows {@link #labelled} has left out so far. */
    public long leftOut() {
        return leftOut;
    }

    /** Grows in steps, as a pipe may be asked for a million rows and have one. */
    private void reserve(int count, int most) {
        if (count == lines.length) {
            int larger = Math.min(most, Math.max(64, 2 * count));
            values = Arrays.copyOf(values, larger * made.length);
            targets.reserve(larger);
            lines = Arrays.copyOf(lines, larger);
        }
    }

    /**
     * The line of the table on which a row begins.
     *
     * @param row of the last block
     */
    public long line(int row) {
        return lines[row];
    }

    /** What came up so far, beside what the schema says: how columns were matched, and cells that are not what their column holds. */
    public List<Notice> notices() {
        List<Notice> all = new ArrayList<>();
        table.notices().stream().filter(notice -> !said.contains(notice)).forEach(all::add);
        all.addAll(matching);
        all.addAll(targets.notices(table.name()));
        if (leftOut > 0) {
            all.add(new Notice(
                    Notice.Kind.CELLS,
                    table.name() + ": " + leftOut + (leftOut == 1 ? " row" : " rows") + " without " + targets.lacking()
                            + (leftOut == 1 ? " is" : " are") + " left out"));
        }
        Set<String> named = new HashSet<>();
        for (Cell cell : made) {
            // The parts of a moment have the same cells.
            cell.odd
                    .notice(table.name())
                    .filter(notice -> named.add(cell.column.name()))
                    .ifPresent(all::add);
        }
        return all;
    }

    @Override
    public void close() {
        table.close();
    }

    /** What parses cells, shared by all columns. */
    private static final class Reader {
        private final NumberText numbers;
        private final Moment moment;
        /** The cell that was parsed last as a moment, and what came of it: the parts of one follow each other. */
        private String parsed;

        private boolean isMoment;

        Reader(TableOptions options) {
            numbers = new NumberText(options);
            moment = new Moment(options.dayFirst());
        }

        float number(String cell) {
            float number = numbers.parse(cell);
            if (Float.isFinite(number)) {
                return number;
            }
            if (!ColumnGuess.isTruth(cell)) {
                return Float.NaN;
            }
            return cell.length() == "true".length() ? 1 : 0;
        }

        float part(Column.Number.Of part, String cell) {
            // Another column's cell of the same text is another object or means the same.
            if (cell != parsed) {
                parsed = cell;
                isMoment = moment.parse(cell);
            }
            return isMoment ? moment.part(part) : Float.NaN;
        }
    }

    /** How one number of a row is made. */
    private static final class Cell {
        private final Column column;
        private final int source;
        private final Reader reader;
        /** Null where the column is none of categories. */
        private final CategoryPlaces places;

        private final Column.Number.Of part;
        private final OddCells odd;

        /** @param source -1 where the table lacks the column */
        Cell(Column column, int source, Reader reader) {
            this.column = column;
            this.source = source;
            this.reader = reader;
            this.places = column instanceof Column.Category category ? new CategoryPlaces(category) : null;
            this.part = column instanceof Column.Number number ? number.of() : null;
            this.odd = new OddCells(column.name());
        }

        DataException refused(String[] cells, Table table) {
            String cell = source < 0 ? null : cells[source];
            return new DataException(table.name() + " line " + table.line() + ": expected in column "
                    + Excerpt.of(column.name()) + " a number, as the model knows no missing values, found "
                    + (cell == null ? "none" : Excerpt.of(cell)));
        }

        float value(String[] cells, Table table) {
            String cell = source < 0 ? null : cells[source];
            if (cell == null) {
                return Float.NaN;
            }
            if (places != null) {
                return places.of(cell);
            }
            float value = part == Column.Number.Of.VALUE ? reader.number(cell) : reader.part(part, cell);
            if (Float.isNaN(value)) {
                odd.add(cell, table);
            }
            return value;
        }
    }
}
