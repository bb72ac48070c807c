package io.github.jgln.data;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A table that is learnt while it is read, however long it is: what its columns are, its rows that can be learnt in their order, and a
 * sample of the first of them for the statistics that a model starts with. One that can be read twice is, so that all its classes
 * are known from the first row on, and how many rows there will be.
 */
public final class TableStream implements RowSource, Closeable {
    /** Of a sample, at most: 64 MB. */
    private static final int FLOATS = 1 << 24;

    private final TableRows rows;
    private final RowSource labelled;
    private final OptionalLong count;
    private final List<Notice> notices;

    /** Rows that were taken and are still to be handed out. */
    private LabelledRows first = LabelledRows.NONE;

    private int handedOut;
    private long left = Long.MAX_VALUE;

    private TableStream(TableRows rows, OptionalLong count, List<Notice> notices) {
        this.rows = rows;
        this.labelled = rows.labelled();
        this.count = count;
        this.notices = notices;
    }

    /**
     * A table that can be read once, such as a pipe. Its classes are those of {@code options}, else those of the first rows.
     *
     * @param table closed with the stream, and when this fails
     * @param oneClass the one class, by name, that is learnt against all others
     * @throws DataException as {@link Schema#infer} does, and for fewer than 2 classes where classes are learnt
     */
    public static TableStream once(Table table, SchemaOptions options, Optional<String> oneClass) {
        return of(table, options, oneClass, OptionalLong.empty());
    }

    /**
     * A table that can be read as often as one likes, such as a file.
     *
     * @param tables opens it
     * @param oneClass the one class, by name, that is learnt against all others
     * @throws DataException as {@link #once} and {@link Labels#of} do, and where no row is of the one class
     */
    public static TableStream again(Supplier<Table> tables, SchemaOptions options, Optional<String> oneClass) {
        if (!options.targets().isEmpty()) {
            long rows;
            try (Table table = tables.get()) {
                rows = NumberTargets.rows(table, options);
            }
            return of(tables.get(), options, oneClass, OptionalLong.of(rows));
        }
        Labels labels;
        try (Table table = tables.get()) {
            labels = Labels.of(table, options);
            oneClass.filter(name -> !labels.names().contains(name)).ifPresent(name -> {
                throw new DataException(table.name() + ": expected one of the classes " + Excerpt.names(labels.names())
                        + ", got " + Excerpt.of(name));
            });
        }
        SchemaOptions known = options.classes().isEmpty()
                ? options.toBuilder().classes(labels.names()).build()
                : options;
        return of(tables.get(), known, oneClass, OptionalLong.of(labels.rows()));
    }

    /** Rows for a model that is there already. */
    public static TableStream of(TableRows rows) {
        return new TableStream(rows, OptionalLong.empty(), List.of());
    }

    private static TableStream of(Table table, SchemaOptions options, Optional<String> oneClass, OptionalLong count) {
        TableStream stream = null;
        try {
            FirstRows first = FirstRows.of(table);
            Schema schema = Schema.infer(first, options);
            if (schema.targets().isEmpty()) {
                TrainingInput.requireClasses(table.name(), schema.classes().names());
            }
            Classes classes = oneClass.map(Classes::oneAgainstTheRest).orElse(schema.classes());
            stream = new TableStream(TableRows.of(first, schema, classes), count, schema.notices());
            return stream;
        } finally {
            if (stream == null) {
                table.close();
            }
        }
    }

    /** Ends after so many labelled rows, if there are more. */
    public TableStream limit(long atMost) {
        left = atMost;
        return this;
    }

    /** How messages call the table. */
    public String name() {
        return rows.name();
    }

    /** The name of the column of labels. */
    public Optional<String> label() {
        return rows.label();
    }

    /** The names of the columns whose numbers are learnt; none where classes are. */
    public List<String> targets() {
        return rows.targets();
    }

    /** What a row holds. */
    public List<Column> columns() {
        return rows.columns();
    }

    /** The classes; a label that came up late is among them. */
    public Classes classes() {
        return rows.classes();
    }

    /** How many rows there are still to come, where that is known. */
    public OptionalLong count() {
        return count.isEmpty() ? count : OptionalLong.of(Math.min(left, count.getAsLong()));
    }

    /** How many rows without a label, or a number to learn, were left out so far. */
    public long leftOut() {
        return rows.leftOut();
    }

    /** What a row has to have to be learnt, in words. */
    public String needed() {
        return rows.lacking();
    }

    /** What the first rows tell and what came up since. */
    public List<Notice> notices() {
        return Stream.concat(notices.stream(), rows.notices().stream()).toList();
    }

    /**
     * The first rows, which the stream still hands out: to be asked for before any of them is.
     *
     * @param atMost waits for so many, or the end; fewer where they are 64 MB
     */
    public Rows sample(int atMost) throws IOException {
        int features = columns().size();
        int most = (int) Math.min(left, Math.max(1, Math.min(atMost, FLOATS / features)));
        HeldRows held = new HeldRows(name(), features);
        for (LabelledRows block; held.count() < most && (block = labelled.next(most - held.count())).count() > 0; ) {
            held.add(block);
        }
        first = held.rows();
        return first.rows();
    }

    @Override
    public LabelledRows next(int atMost) throws IOException {
        int most = (int) Math.min(left, atMost);
        if (most == 0) {
            return LabelledRows.NONE;
        }
        LabelledRows block = block(most);
        left -= block.count();
        return block;
    }

    private LabelledRows block(int atMost) throws IOException {
        if (handedOut == first.count()) {
            first = LabelledRows.NONE;
            handedOut = 0;
            return labelled.next(atMost);
        }
        LabelledRows block = first.part(handedOut, Math.min(atMost, first.count() - handedOut));
        handedOut += block.count();
        return block;
    }

    @Override
    public void close() {
        rows.close();
    }
}
