package io.github.jgln;

/**
 * Rows and what each is to be learnt as.
 *
 * @param rows the rows
 * @param targets at least as many
 */
public record LabelledRows(Rows rows, Targets targets) {
    /** No rows: the end of a {@link RowSource}. */
    public static final LabelledRows NONE = new LabelledRows(Rows.NONE, new Targets.Classes());

    /** @throws IllegalArgumentException when there are more rows than targets */
    public LabelledRows {
        if (targets.available() < rows.count()) {
            throw new IllegalArgumentException(
                    "targets: expected one for each of the " + rows.count() + " rows, got " + targets.available());
        }
    }

    /** Rows and their classes. */
    public static LabelledRows of(Rows rows, int[] classes) {
        return new LabelledRows(rows, new Targets.Classes(classes));
    }

    /** How many rows there are. */
    public int count() {
        return rows.count();
    }

    /**
     * Some of them.
     *
     * @param first counted from the first row of this view
     */
    public LabelledRows part(int first, int count) {
        return new LabelledRows(rows.part(first, count), targets.from(first));
    }

    /** These rows, one block after the other. */
    public RowSource source() {
        return new RowSource() {
            private int next;

            @Override
            public LabelledRows next(int atMost) {
                int count = Math.min(atMost, count() - next);
                LabelledRows block = part(next, count);
                next += count;
                return block;
            }
        };
    }
}
