package io.github.jgln.data;

import java.util.Locale;

/**
 * What was made of a column, in words.
 *
 * @param name the table's
 * @param role what the column is to the model
 * @param values what the first rows hold: a range or names
 * @param missing how many of the first rows lack it
 * @param becomes what a model gets of it
 */
public record ColumnReport(String name, ColumnRole role, String values, int missing, String becomes) {
    /** One line. */
    @Override
    public String toString() {
        return Excerpt.of(name) + ": " + role.name().toLowerCase(Locale.ROOT) + ", " + values + ", " + missing
                + " missing; becomes " + becomes;
    }
}
