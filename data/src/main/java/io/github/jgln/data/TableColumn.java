package io.github.jgln.data;

import java.util.List;
import java.util.Objects;

/**
 * A column as a table declares it.
 *
 * @param name unique in its table
 * @param holds what the table says it holds; most tables do not say
 * @param values of declared categories, in the declared order; else none
 */
public record TableColumn(String name, Holds holds, List<String> values) {
    /** What a column is declared to hold. */
    public enum Holds {
        UNDECLARED,
        NUMBERS,
        CATEGORIES,
        /** Dates, with or without the time of day, handed out as ISO 8601. */
        MOMENTS
    }

    public TableColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(holds);
        values = List.copyOf(values);
    }

    /** Of which nothing but the name is known. */
    TableColumn(String name) {
        this(name, Holds.UNDECLARED, List.of());
    }
}
