package io.github.jgln.data;

import java.util.Optional;

/** Counts the cells of a column that are not what it holds, and keeps the first. */
final class OddCells {
    private final String column;
    private long count;
    private long firstLine;
    private String first;

    OddCells(String column) {
        this.column = column;
    }

    void add(String cell, Table table) {
        if (count++ == 0) {
            firstLine = table.line();
            first = cell;
        }
    }

    /** In one line; empty where there are none. */
    Optional<Notice> notice(String table) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Notice(
                        Notice.Kind.CELLS,
                        table + ": in column " + Excerpt.of(column) + " " + count
                                + (count == 1 ? " cell is" : " cells are")
                                + " not what it holds and counted as missing, the first in line " + firstLine + ": "
                                + Excerpt.of(first)));
    }
}
