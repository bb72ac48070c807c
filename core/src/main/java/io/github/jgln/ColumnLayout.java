package io.github.jgln;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the columns of a table go: a row of {@code R} floats becomes {@code N} numbers, and has R bins of B in all.
 *
 * <p>A {@link Column.Number} is one number, and one more where it may be missing; its bins are the parts between its marks, and
 * one for missing. A {@link Column.Category} is a number for each of its categories and one for all others; its bins are its
 * places, and one for missing.
 */
final class ColumnLayout {
    /** More would be slower than it could be of use; hash instead. */
    private static final int MAX_NUMBERS = 1 << 20;

    final List<Column> columns;
    final int[] numberAt;
    final int[] binAt;
    /** N. */
    final int numbers;
    /** B. */
    final int bins;
    /** All marks. */
    final int marks;
    /** The marks of a number; null for a category. */
    final float[][] marksOf;

    ColumnLayout(List<Column> columns) {
        this.columns = List.copyOf(columns);
        int r = columns.size();
        numberAt = new int[r + 1];
        binAt = new int[r + 1];
        marksOf = new float[r][];
        int allMarks = 0;
        for (int j = 0; j < r; j++) {
            if (columns.get(j) instanceof Column.Number number) {
                marksOf[j] = new float[number.marks().size()];
                for (int i = 0; i < marksOf[j].length; i++) {
                    marksOf[j][i] = number.marks().get(i);
                }
                allMarks += marksOf[j].length;
                numberAt[j + 1] = numberAt[j] + (number.mayMiss() ? 2 : 1);
                binAt[j + 1] = binAt[j] + marksOf[j].length + 2;
            } else if (columns.get(j) instanceof Column.Category category) {
                numberAt[j + 1] = numberAt[j] + category.categories().size() + 1;
                binAt[j + 1] = binAt[j] + category.places() + 1;
            }
            if (numberAt[j + 1] > MAX_NUMBERS || binAt[j + 1] > 1 << 28) {
                throw new IllegalArgumentException("columns: expected at most " + MAX_NUMBERS
                        + " numbers and categories in all, got more at column "
                        + columns.get(j).name()
                        + "; give categories fewer places of their own");
            }
        }
        numbers = numberAt[r];
        bins = binAt[r];
        marks = allMarks;
    }

    /** K0 with experts, numbers and marks as base logits. */
    int baseLogits() {
        return columns.size() + 1 + numbers + marks;
    }

    /** What each of the N numbers is of. */
    List<String> numberNames() {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            if (column instanceof Column.Number number) {
                names.add(name(number));
                if (number.mayMiss()) {
                    names.add(column.name() + " is missing");
                }
            } else if (column instanceof Column.Category category) {
                category.categories().forEach(value -> names.add(column.name() + " = " + value));
                names.add(column.name() + " is another");
            }
        }
        return names;
    }

    /** What each of the K0 base logits is of. */
    List<String> baseNames() {
        List<String> names = new ArrayList<>();
        columns.forEach(column ->
                names.add("counts of " + (column instanceof Column.Number number ? name(number) : column.name())));
        names.add("counts of classes");
        names.addAll(numberNames());
        for (Column column : columns) {
            if (column instanceof Column.Number number) {
                number.marks().forEach(mark -> names.add(name(number) + " ≥ " + mark));
            }
        }
        return names;
    }

    private static String name(Column.Number number) {
        return number.of() == Column.Number.Of.VALUE
                ? number.name()
                : number.name() + " "
                        + number.of().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Refuses rows that do not hold what the columns are. */
    void check(float[] rows, int from, int count) {
        int r = columns.size();
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < r; j++) {
                float value = rows[from + t * r + j];
                if (columns.get(j) instanceof Column.Category category) {
                    if (!Float.isNaN(value) && !(value >= 0 && value < category.places() && value == (int) value)) {
                        throw new IllegalArgumentException("rows: expected the index of a category, 0 to "
                                + (category.places() - 1) + ", or NaN for missing, got " + value + " in row " + t
                                + ", column " + category.name());
                    }
                } else if (Float.isInfinite(value)) {
                    throw new IllegalArgumentException("rows: expected finite numbers, or NaN for missing, got " + value
                            + " in row " + t + ", column " + columns.get(j).name());
                }
            }
        }
    }
}
