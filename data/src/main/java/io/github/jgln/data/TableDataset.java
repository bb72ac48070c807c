package io.github.jgln.data;

import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Tables that are held in memory, since their rows are shuffled, split or learnt more than once. */
public final class TableDataset {
    /** Rows that are asked for at a time. */
    private static final int BLOCK = 4096;

    private TableDataset() {}

    /**
     * Reads a table, whose first rows say what its columns are. The classes, if there are any, are the labels of all rows, unless
     * {@code options} name them.
     *
     * @param table read to its end, and not closed
     * @param listener told what was left out and may surprise
     * @return all rows with a label, or with all the numbers that are to be learnt, in the table's order
     * @throws DataException as {@link Schema#infer} and {@link TableRows#next} do, or when there is no such row
     */
    public static Dataset read(Table table, SchemaOptions options, LoadListener listener) {
        FirstRows first = FirstRows.of(table);
        Schema schema = Schema.infer(first, options);
        if (options.label().isEmpty()) {
            schema.label()
                    .ifPresent(label -> listener.message(table.name() + ": takes " + Excerpt.of(label)
                            + " for the label; another is given by --label"));
        }
        schema.notices().forEach(notice -> listener.message(notice.text()));
        if (!schema.targets().isEmpty()) {
            return read(TableRows.of(first, schema), listener);
        }
        boolean declared = schema.label()
                .map(label -> !table.columns()
                        .get(ColumnNames.of(table).names().indexOf(label))
                        .values()
                        .isEmpty())
                .orElse(false);
        if (declared || !options.classes().isEmpty()) {
            return read(TableRows.of(first, schema), listener);
        }
        List<String> inFirst = schema.classes()
                .names()
                .subList(0, schema.classes().count() - options.spareClasses() - (options.otherClass() ? 1 : 0));
        Classes found = Classes.growing(inFirst);
        Dataset rows = read(TableRows.of(first, schema, found), listener);
        return rows.withClasses(Classes.of(Classes.inOrder(found.names()), options.spareClasses(), options.otherClass())
                .names());
    }

    /**
     * Reads rows that are known already.
     *
     * @param rows read to their end, and not closed
     * @param listener told what was left out and may surprise
     * @return all of them that have a label, or all the numbers that are to be learnt
     * @throws DataException as {@link TableRows#next} does, or when there is no such row
     */
    public static Dataset read(TableRows rows, LoadListener listener) {
        HeldRows held = new HeldRows(rows.name(), rows.columns().size());
        RowSource labelled = rows.labelled();
        try {
            for (LabelledRows block; (block = labelled.next(BLOCK)).count() > 0; ) {
                held.add(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.notices().forEach(notice -> listener.message(notice.text()));
        if (held.count() == 0) {
            throw new DataException(rows.name() + ": expected rows with " + rows.lacking() + ", found none");
        }
        return Dataset.ofTable(rows.name(), rows.classes().names(), rows.targets(), held.rows(), rows.columns());
    }
}
