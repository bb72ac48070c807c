package io.github.jgln.data;

import io.github.jgln.Targets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers of each row that are to be learnt; a row that lacks one of them has none. */
final class NumberTargets implements RowTargets {
    private final List<String> names;
    private final int[] places;
    private final NumberText text;
    private final OddCells[] odd;
    private float[] values = new float[0];
    private boolean[] whole = new boolean[0];

    /** @param places of the columns in the table */
    NumberTargets(Table table, List<Integer> places) {
        this.places = places.stream().mapToInt(Integer::intValue).toArray();
        this.names =
                places.stream().map(place -> table.columns().get(place).name()).toList();
        this.text = new NumberText(table.options());
        this.odd = names.stream().map(OddCells::new).toArray(OddCells[]::new);
    }

    /**
     * How many rows of a table can be learnt.
     *
     * @param table read to its end
     */
    static long rows(Table table, SchemaOptions options) {
        NumberTargets targets = new NumberTargets(table, ColumnNames.of(table).targets(options.targets()));
        targets.reserve(1);
        String[] cells = new String[table.columns().size()];
        long rows = 0;
        while (table.next(cells)) {
            targets.read(cells, table, 0);
            rows += targets.has(0) ? 1 : 0;
        }
        return rows;
    }

    @Override
    public Set<Integer> columns() {
        return Arrays.stream(places).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void reserve(int rows) {
        values = Arrays.copyOf(values, rows * places.length);
        whole = Arrays.copyOf(whole, rows);
    }

    @Override
    public void read(String[] cells, Table table, int row) {
        whole[row] = true;
        for (int c = 0; c < places.length; c++) {
            String cell = cells[places[c]];
            float value = cell == null ? Float.NaN : text.parse(cell);
            if (!Float.isFinite(value)) {
                whole[row] = false;
                if (cell != null) {
                    odd[c].add(cell, table);
                }
            }
            values[row * places.length + c] = value;
        }
    }

    @Override
    public boolean has(int row) {
        return whole[row];
    }

    @Override
    public void move(int from, int to) {
        System.arraycopy(values, from * places.length, values, to * places.length, places.length);
        whole[to] = whole[from];
    }

    @Override
    public Targets targets() {
        return new Targets.Reals(values, places.length, 0);
    }

    @Override
    public String lacking() {
        return "a number in " + Excerpt.names(names);
    }

    @Override
    public List<Notice> notices(String table) {
        return Stream.of(odd)
                .map(cells -> cells.notice(table))
                .flatMap(Optional::stream)
                .toList();
    }
}
