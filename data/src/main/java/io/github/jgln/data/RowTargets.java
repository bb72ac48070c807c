package io.github.jgln.data;

import io.github.jgln.Targets;
import java.util.List;
import java.util.Set;

/** What the rows of a block are to be learnt as, read from the columns that say so. For one thread. */
interface RowTargets {
    /** The columns that are looked at, by their places in the table. */
    Set<Integer> columns();

    /** Makes room for so many rows of a block; those that are there stay. */
    void reserve(int rows);

    /**
     * Takes the record that the table handed out last.
     *
     * @param row of the block
     * @throws DataException where it is refused; the message names the line
     */
    void read(String[] cells, Table table, int row);

    /** Whether a row of the block can be learnt. */
    boolean has(int row);

    /** Puts a row in the place of another of the block. */
    void move(int from, int to);

    /** Those of the block. */
    Targets targets();

    /** What a row lacks that {@link #has} not, in words. */
    String lacking();

    /** What came up so far. */
    List<Notice> notices(String table);
}
