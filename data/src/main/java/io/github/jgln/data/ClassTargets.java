package io.github.jgln.data;

import io.github.jgln.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The class of each row, -1 where there is no label. */
final class ClassTargets implements RowTargets {
    /** -1 where there is none. */
    private final int label;

    private final Classes classes;
    private int[] labels = new int[0];

    ClassTargets(int label, Classes classes) {
        this.label = label;
        this.classes = classes;
    }

    @Override
    public Set<Integer> columns() {
        return label < 0 ? Set.of() : Set.of(label);
    }

    @Override
    public void reserve(int rows) {
        labels = Arrays.copyOf(labels, rows);
    }

    @Override
    public void read(String[] cells, Table table, int row) {
        String text = label < 0 ? null : cells[label];
        try {
            labels[row] = text == null ? -1 : classes.of(text);
        } catch (DataException e) {
            throw new DataException(table.name() + " line " + table.line() + ": " + e.getMessage());
        }
    }

    @Override
    public boolean has(int row) {
        return labels[row] >= 0;
    }

    @Override
    public void move(int from, int to) {
        labels[to] = labels[from];
    }

    @Override
    public Targets targets() {
        return new Targets.Classes(labels);
    }

    @Override
    public String lacking() {
        return "a label";
    }

    @Override
    public List<Notice> notices(String table) {
        List<Notice> all = new ArrayList<>(classes.notices());
        if (classes.unlabelled() > 0) {
            all.add(new Notice(
                    Notice.Kind.CELLS,
                    table + ": " + classes.unlabelled()
                            + (classes.unlabelled() == 1
                                    ? " label is of no class and counts"
                                    : " labels are of no class and count")
                            + " as missing"));
        }
        return all;
    }
}
