package io.github.jgln.data;

import io.github.jgln.Column;
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
    /** What a model makes of a column, in words. */
    public static String becomes(Column column) {
        if (column instanceof Column.Category category) {
            int own = category.categories().size();
            return own + (own == 1 ? " category, " : " categories, ") + category.others()
                    + (category.others() == 1 ? " place" : " places") + " for others";
        }
        Column.Number number = (Column.Number) column;
        int marks = number.marks().size();
        return "a number, " + marks + (marks == 1 ? " mark" : " marks")
                + (number.mayMiss() ? ", whether it is missing" : "");
    }

    /** One line. */
    @Override
    public String toString() {
        return Excerpt.of(name) + ": " + role.name().toLowerCase(Locale.ROOT) + ", " + values + ", " + missing
                + " missing; becomes " + becomes;
    }
}
