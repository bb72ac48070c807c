package io.github.jgln;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Columns as a model file has them: a JSON list of strings, each a JSON list of strings itself,
 * {@code ["number", name, of, "may miss" or "", mark, …]} or {@code ["category", name, others, category, …]}.
 */
final class ColumnText {
    private static final String NUMBER = "number";
    private static final String CATEGORY = "category";
    private static final String MAY_MISS = "may miss";

    private ColumnText() {}

    static String print(List<Column> columns) {
        return list(columns.stream().map(column -> list(words(column))).toList());
    }

    private static List<String> words(Column column) {
        List<String> words = new ArrayList<>();
        if (column instanceof Column.Number number) {
            words.addAll(List.of(
                    NUMBER,
                    number.name(),
                    number.of().name().toLowerCase(Locale.ROOT),
                    number.mayMiss() ? MAY_MISS : ""));
            number.marks().forEach(mark -> words.add(mark.toString()));
        } else if (column instanceof Column.Category category) {
            words.addAll(List.of(CATEGORY, category.name(), "" + category.others()));
            words.addAll(category.categories());
        }
        return words;
    }

    private static String list(List<String> strings) {
        return strings.stream().map(HeaderJson::quote).collect(Collectors.joining(",", "[", "]"));
    }

    /** @throws IllegalArgumentException for what is no such text */
    static List<Column> parse(String text) {
        try {
            List<Column> columns = new ArrayList<>();
            for (String column : HeaderJson.strings(text)) {
                columns.add(column(HeaderJson.strings(column)));
            }
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("expected at least one column, got none");
            }
            return columns;
        } catch (HeaderJson.SyntaxException e) {
            throw new IllegalArgumentException("expected a list of columns: " + e.getMessage(), e);
        }
    }

    private static Column column(List<String> words) {
        try {
            if (words.size() >= 4 && words.get(0).equals(NUMBER)) {
                return new Column.Number(
                        words.get(1),
                        of(words.get(2)),
                        words.subList(4, words.size()).stream()
                                .map(Float::valueOf)
                                .toList(),
                        words.get(3).equals(MAY_MISS));
            }
            if (words.size() >= 3 && words.get(0).equals(CATEGORY)) {
                return new Column.Category(
                        words.get(1), words.subList(3, words.size()), Integer.parseInt(words.get(2)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected numbers of column " + words.get(1), e);
        }
        throw new IllegalArgumentException("expected a number or a category, got a column of "
                + words.stream().limit(2).toList());
    }

    private static Column.Number.Of of(String name) {
        return Arrays.stream(Column.Number.Of.values())
                .filter(of -> of.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected what a number is of, got '" + name + "'"));
    }
}
