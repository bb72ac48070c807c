package io.github.jgln.bench.tables;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.data.DataException;
import io.github.jgln.data.FirstRows;
import io.github.jgln.data.Labels;
import io.github.jgln.data.Schema;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A table in memory, as every contender gets it: a float for each column, {@link Float#NaN} where missing, in the file's order.
 *
 * @param columns what they are, by the first rows of the file
 * @param classes all that the file has, by index
 * @param rows with the index of their class; rows without a label are left out
 */
public record TableSet(List<Column> columns, List<String> classes, LabelledRows rows) {
    private static final int BLOCK = 4096;

    public TableSet {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
    }

    /**
     * Reads a file.
     *
     * @param label the name of the column to learn
     * @param limit the rows at most, from the first on
     * @throws DataException when it cannot be read or has no such column
     * @throws IllegalArgumentException for fewer than two classes, or no labelled rows
     */
    public static TableSet read(Path file, String label, int limit) {
        List<String> classes;
        try (Table table = Table.open(file, TableOptions.DEFAULT)) {
            classes = Labels.of(table, SchemaOptions.builder().label(label).build())
                    .names();
        }
        if (classes.size() < 2) {
            throw new IllegalArgumentException(file + ": expected labels of at least 2 classes, got " + classes.size());
        }
        try (FirstRows table = FirstRows.of(Table.open(file, TableOptions.DEFAULT))) {
            Schema schema = Schema.infer(
                    table, SchemaOptions.builder().label(label).classes(classes).build());
            TableRows source = TableRows.of(table, schema);
            int features = schema.columns().size();
            float[] values = new float[0];
            int[] labels = new int[0];
            int count = 0;
            for (LabelledRows block; count < limit && (block = source.next(BLOCK)).count() > 0; ) {
                if (labels.length < count + block.count()) {
                    labels = Arrays.copyOf(labels, 2 * (count + block.count()));
                    values = Arrays.copyOf(values, Math.multiplyExact(labels.length, features));
                }
                Targets.Classes targets = (Targets.Classes) block.targets();
                for (int t = 0; t < block.count() && count < limit; t++) {
                    if (targets.get(t) >= 0) {
                        System.arraycopy(
                                block.rows().values(), block.rows().offset(t), values, count * features, features);
                        labels[count++] = targets.get(t);
                    }
                }
            }
            if (count == 0) {
                throw new IllegalArgumentException(
                        file + ": expected rows with a label in column '" + label + "', found none");
            }
            return new TableSet(
                    schema.columns(),
                    classes,
                    new LabelledRows(new Rows(values, features, 0, count), new Targets.Classes(labels)));
        }
    }

    /** How many rows it has. */
    public int count() {
        return rows.count();
    }

    /** Some of its rows, which are not copied. */
    public TableSet part(int from, int count) {
        return new TableSet(columns, classes, rows.part(from, count));
    }
}
