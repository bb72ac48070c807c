package io.github.jgln.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The names of a table's columns, and which of them is the label. */
record ColumnNames(String table, List<String> names) {
    private static final Set<String> LABELS = Set.of("class", "label", "target");

    static ColumnNames of(Table table) {
        return new ColumnNames(
                table.name(), table.columns().stream().map(TableColumn::name).toList());
    }

    /**
     * Where the label is that somebody wants.
     *
     * @param given its name, or its number from 1 on, or from the end as -1
     * @throws DataException where there is no such column
     */
    int label(String given) {
        return column("a label column", given);
    }

    /**
     * Where the numbers are that are to be learnt.
     *
     * @param given their names or numbers
     * @throws DataException where there is no such column, or one is given twice
     */
    List<Integer> targets(List<String> given) {
        List<Integer> places = new ArrayList<>();
        for (String one : given) {
            int at = column("a target column", one);
            if (places.contains(at)) {
                throw new DataException(
                        table + ": expected different target columns, got " + Excerpt.of(names.get(at)) + " twice");
            }
            places.add(at);
        }
        return places;
    }

    private int column(String what, String given) {
        String wanted = given.strip();
        int at = names.indexOf(wanted);
        if (at < 0 && wanted.matches("[+-]?\\d{1,9}")) {
            int number = Integer.parseInt(wanted);
            at = number < 0 ? names.size() + number : number - 1;
        }
        if (at < 0 || at >= names.size()) {
            throw new DataException(table + ": expected " + what + " " + Excerpt.of(wanted) + ", found the columns "
                    + Excerpt.names(names));
        }
        return at;
    }

    /**
     * Where the label is.
     *
     * @return -1 where there is none
     * @throws DataException where there is no such column, or several are said to be the label
     */
    int label(SchemaOptions options) {
        if (!options.labelled() || !options.targets().isEmpty()) {
            return -1;
        }
        if (options.label().isPresent()) {
            return label(options.label().get());
        }
        List<String> given = names.stream()
                .filter(name -> options.roles().get(name) == ColumnRole.LABEL)
                .toList();
        if (given.size() > 1) {
            throw new DataException(table + ": expected one label, got " + Excerpt.names(given));
        }
        return given.isEmpty() ? label(name -> !options.roles().containsKey(name)) : names.indexOf(given.get(0));
    }

    /**
     * Where the label is that nobody names: the column called class, label or target, else the last.
     *
     * @param free which columns it may be
     * @return -1 where it may be none
     */
    int label(Predicate<String> free) {
        int last = -1;
        for (int c = names.size() - 1; c >= 0; c--) {
            if (free.test(names.get(c))) {
                if (LABELS.contains(names.get(c).toLowerCase(Locale.ROOT))) {
                    return c;
                }
                last = last < 0 ? c : last;
            }
        }
        return last;
    }
}
