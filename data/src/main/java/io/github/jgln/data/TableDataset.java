package io.github.jgln.data;

import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Tables that are held in memory, since their rows are shuffled, split or learnt more than once. */
public final class TableDataset {
    /** Rows that are asked for at a time. */
    private static final int BLOCK = 4096;

    private TableDataset() {}

    /**
     * Reads a table, whose first rows say what its columns are. The classes are the labels of all rows, unless {@code options} name
     * them.
     *
     * @param table read to its end, and not closed
     * @param listener told what was left out and may surprise
     * @return all rows with a label, in the table's order
     * @throws DataException as {@link Schema#infer} and {@link TableRows#next} do, or when no row has a label
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
     * @return all of them that have a label
     * @throws DataException as {@link TableRows#next} does, or when no row has a label
     */
    public static Dataset read(TableRows rows, LoadListener listener) {
        String name = rows.name();
        int features = rows.columns().size();
        float[] values = new float[1024];
        int[] labels = new int[64];
        int count = 0;
        RowSource labelled = rows.labelled();
        try {
            for (LabelledRows block; (block = labelled.next(BLOCK)).count() > 0; ) {
                long needed = (long) (count + block.count()) * features;
                if (needed > IdxFile.MAX_ELEMENTS) {
                    throw new DataException(name + ": more than " + IdxFile.MAX_ELEMENTS
                            + " values do not fit an array; learn the table as a stream, by --test-fraction 0");
                }
                values = grown(values, (int) needed);
                if (count + block.count() > labels.length) {
                    labels = Arrays.copyOf(
                            labels, Math.max(count + block.count(), labels.length + (labels.length >> 1)));
                }
                Rows some = block.rows();
                System.arraycopy(some.values(), some.offset(0), values, count * features, block.count() * features);
                for (int t = 0; t < block.count(); t++) {
                    labels[count++] = ((Targets.Classes) block.targets()).get(t);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.notices().forEach(notice -> listener.message(notice.text()));
        if (count == 0) {
            throw new DataException(name + ": expected rows with a label, found none");
        }
        return new Dataset(
                        name,
                        features,
                        rows.classes().names(),
                        Arrays.copyOf(values, count * features),
                        Arrays.copyOf(labels, count))
                .ofTable(rows.columns());
    }

    private static float[] grown(float[] values, int needed) {
        if (needed <= values.length) {
            return values;
        }
        long larger = Math.max(needed, values.length + (long) (values.length >> 1));
        return Arrays.copyOf(values, (int) Math.min(IdxFile.MAX_ELEMENTS, larger));
    }
}
