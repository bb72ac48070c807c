package io.github.jgln.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The labels of a whole table, for those that can be read twice: which classes there are before the first row is learnt.
 *
 * @param names in the order in which the table declares them, if it does; else in that of their numbers where all are integers, and
 *     of their texts otherwise
 * @param rows how many rows have a label
 */
public record Labels(List<String> names, long rows) {
    /** More names than these are no classes. */
    private static final int MOST = 1 << 16;

    public Labels {
        names = List.copyOf(names);
    }

    /**
     * Reads a table to its end.
     *
     * @param options say which column it is
     * @throws DataException when the table cannot be read or has no such column, or more labels than classes can be
     */
    public static Labels of(Table table, SchemaOptions options) {
        ColumnNames columns = ColumnNames.of(table);
        int at = columns.label(options);
        if (at < 0) {
            throw new DataException(table.name() + ": expected a label, got other roles for all the columns "
                    + Excerpt.names(columns.names()));
        }
        Set<String> found = new LinkedHashSet<>(table.columns().get(at).values());
        boolean declared = !found.isEmpty();
        String[] cells = new String[table.columns().size()];
        long rows = 0;
        while (table.next(cells)) {
            if (cells[at] != null) {
                rows++;
                if (found.add(cells[at]) && found.size() > MOST) {
                    throw new DataException(table.name() + ": expected at most " + MOST + " classes in column "
                            + Excerpt.of(columns.names().get(at)) + ", found more; is it the label?");
                }
            }
        }
        return new Labels(declared ? List.copyOf(found) : Classes.inOrder(found), rows);
    }
}
