package io.github.jgln.data;

import io.github.jgln.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads the cells of one column as a model takes them. */
final class ColumnCells {
    private static final Missing MISSING = new Missing(List.of("na", "n/a", "nan", "null", "?", "-"));

    /** Parts that the marks of a number cut its first values into. */
    private static final int PARTS = 16;

    /** Categories with a place of their own. */
    private static final int OWN_PLACES = 60;

    /** Places for what is left of a column that has more. */
    private static final int SHARED_PLACES = 256;

    private final Column column;
    /** Null for numbers. */
    private final CategoryPlaces places;

    ColumnCells(Column column) {
        this.column = column;
        this.places = column instanceof Column.Category category ? new CategoryPlaces(category) : null;
    }

    /**
     * What a column is by its first cells: numbers if all that are not missing are.
     *
     * @param kind what it is to be, or null
     */
    static Column guess(String name, List<String> cells, String kind) {
        List<String> known = cells.stream().filter(cell -> !isMissing(cell)).toList();
        boolean numbers = known.stream().allMatch(cell -> number(cell).isPresent());
        if (kind == null ? numbers : kind.equals(CsvOptions.NUMBER)) {
            float[] values = new float[known.size()];
            for (int i = 0; i < values.length; i++) {
                float value = (float) number(known.get(i)).orElse(Double.NaN);
                // What no float holds is refused with its line, where the row is read.
                values[i] = Float.isFinite(value) ? value : Float.NaN;
            }
            return new Column.Number(
                    name, Column.Number.Of.VALUE, Column.Number.marks(values, PARTS), known.size() < cells.size());
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        known.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        List<String> categories = new ArrayList<>(counts.keySet());
        categories.sort(
                Comparator.comparing((String cell) -> -counts.get(cell)).thenComparing(Comparator.naturalOrder()));
        return categories.size() <= OWN_PLACES
                ? new Column.Category(name, categories, 1)
                : new Column.Category(name, categories.subList(0, OWN_PLACES), SHARED_PLACES);
    }

    static boolean isMissing(String cell) {
        return MISSING.is(cell);
    }

    Column column() {
        return column;
    }

    /**
     * A cell's value: NaN where it is missing.
     *
     * @throws IllegalArgumentException for what the column does not hold
     */
    float value(String cell) {
        if (isMissing(cell)) {
            return Float.NaN;
        }
        if (places != null) {
            return places.of(cell);
        }
        OptionalDouble number = number(cell);
        if (number.isEmpty()) {
            throw new IllegalArgumentException("expected a number, as in the rows before, found '" + cell
                    + "'; say what the column is, such as --columns '" + column.name() + ":category'");
        }
        float value = (float) number.getAsDouble();
        if (Float.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "expected a number, found '" + cell + "', beyond the range of a 32-bit float");
        }
        return value;
    }

    private static OptionalDouble number(String cell) {
        if (!cell.isEmpty() && cell.chars().allMatch(ColumnCells::isDecimal)) {
            try {
                return OptionalDouble.of(Double.parseDouble(cell));
            } catch (NumberFormatException e) {
                // It is none.
            }
        }
        return OptionalDouble.empty();
    }

    /** Java's own parser would also take hexadecimal, "NaN", "Infinity" and a type suffix as in "1f". */
    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
    }
}
