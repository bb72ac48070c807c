package io.github.jgln.data;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Weka's files: a line for each attribute, then records, dense or sparse. */
final class ArffTable implements LineFormat {
    /** Weka's own, where a date has no pattern. */
    private static final String DATE = "yyyy-MM-dd'T'HH:mm:ss";

    private final List<TableColumn> columns = new ArrayList<>();
    private final List<Set<String>> declared = new ArrayList<>();
    /** Null where the column is no date. */
    private final List<DateTimeFormatter> dates = new ArrayList<>();
    /** What a cell holds that a sparse record does not mention. */
    private final List<String> unmentioned = new ArrayList<>();

    private final Missing missing;

    private ArffTable(TableOptions options) {
        this.missing = new Missing(options.missing());
    }

    static Table open(TableText text, TableOptions options) throws IOException {
        ArffTable format = new ArffTable(options);
        try {
            while (true) {
                String line = text.line();
                if (line == null) {
                    throw new DataException(text.name() + ": expected @data, found the end of the file");
                }
                String stripped = line.strip();
                if (stripped.toLowerCase(Locale.ROOT).startsWith("@data")) {
                    break;
                }
                if (stripped.toLowerCase(Locale.ROOT).startsWith("@attribute")) {
                    format.declare(stripped.substring("@attribute".length()).strip());
                } else if (!stripped.isEmpty()
                        && !stripped.startsWith("%")
                        && !stripped.toLowerCase(Locale.ROOT).startsWith("@relation")) {
                    throw new LineFault("expected @attribute or @data, found " + Excerpt.of(stripped));
                }
            }
        } catch (LineFault e) {
            throw new DataException(text.at(text.lines()) + ": " + e.getMessage());
        }
        if (format.columns.isEmpty()) {
            throw new DataException(text.at(text.lines()) + ": expected @attribute lines above @data, found none");
        }
        return new LineTable(text, options.withPlainNumbers(), format.columns, new ArrayList<>(), format);
    }

    private void declare(String declaration) {
        List<String> found = new ArrayList<>();
        int end = word(declaration, 0, found, " \t{");
        if (found.isEmpty() || end >= declaration.length()) {
            throw new LineFault("expected a name and a type, found " + Excerpt.of(declaration));
        }
        String name = found.get(0);
        if (columns.stream().anyMatch(column -> column.name().equals(name))) {
            throw new LineFault("expected attributes of different names, found " + Excerpt.of(name) + " again");
        }
        String type = declaration.substring(end).strip();
        String word = type.toLowerCase(Locale.ROOT).split("\\s", 2)[0];
        if (type.startsWith("{")) {
            List<String> values = fields(type.substring(1, Math.max(1, type.lastIndexOf('}'))));
            add(new TableColumn(name, TableColumn.Holds.CATEGORIES, values), null, values.get(0));
        } else if (word.equals("numeric") || word.equals("real") || word.equals("integer")) {
            add(new TableColumn(name, TableColumn.Holds.NUMBERS, List.of()), null, "0");
        } else if (word.equals("string")) {
            add(new TableColumn(name, TableColumn.Holds.CATEGORIES, List.of()), null, null);
        } else if (word.equals("date")) {
            add(new TableColumn(name, TableColumn.Holds.MOMENTS, List.of()), pattern(type.substring(4)), null);
        } else {
            throw new LineFault("expected numeric, a list of values, string or date as the type of " + Excerpt.of(name)
                    + ", found " + Excerpt.of(type));
        }
    }

    private static DateTimeFormatter pattern(String quoted) {
        List<String> found = new ArrayList<>();
        word(quoted.strip(), 0, found, "");
        String pattern = found.isEmpty() || found.get(0).isEmpty() ? DATE : found.get(0);
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new LineFault("expected a pattern of a date, found " + Excerpt.of(pattern));
        }
    }

    private void add(TableColumn column, DateTimeFormatter date, String otherwise) {
        columns.add(column);
        declared.add(new HashSet<>(column.values()));
        dates.add(date);
        unmentioned.add(otherwise);
    }

    @Override
    public boolean cut(String line, String[] cells) {
        String stripped = line.strip();
        if (stripped.startsWith("%")) {
            return false;
        }
        if (stripped.startsWith("{")) {
            sparse(stripped, cells);
            return true;
        }
        List<String> fields = fields(stripped);
        if (fields.size() != columns.size()) {
            throw new LineFault(
                    "expected " + columns.size() + " fields, one for each attribute, found " + fields.size());
        }
        for (int c = 0; c < columns.size(); c++) {
            cells[c] = cell(c, fields.get(c));
        }
        return true;
    }

    private void sparse(String record, String[] cells) {
        if (!record.endsWith("}")) {
            throw new LineFault("expected a sparse record to end with }, found " + Excerpt.of(record));
        }
        for (int c = 0; c < columns.size(); c++) {
            cells[c] = unmentioned.get(c);
        }
        String inner = record.substring(1, record.length() - 1).strip();
        for (int at = 0; at < inner.length(); ) {
            List<String> pair = new ArrayList<>();
            at = word(inner, at, pair, " \t");
            at = word(inner, at, pair, ",") + 1;
            int index = pair.size() == 2 && pair.get(0).matches("\\d{1,9}") ? Integer.parseInt(pair.get(0)) : -1;
            if (index < 0 || index >= columns.size()) {
                throw new LineFault("expected the index of an attribute, from 0 to " + (columns.size() - 1)
                        + ", and a value, found " + Excerpt.of(String.join(" ", pair)));
            }
            cells[index] = cell(index, pair.get(1));
        }
    }

    private String cell(int column, String field) {
        if (missing.is(field)) {
            // A name that elsewhere means missing may be declared as a value.
            return field.equals("?") || !declared.get(column).contains(field) ? null : field;
        }
        DateTimeFormatter date = dates.get(column);
        if (date == null) {
            return field;
        }
        try {
            TemporalAccessor moment = date.parseBest(field, LocalDateTime::from, LocalDate::from);
            return moment.toString();
        } catch (DateTimeException e) {
            throw new LineFault("expected in " + Excerpt.of(columns.get(column).name())
                    + " a date by the pattern it declares, found " + Excerpt.of(field));
        }
    }

    /** What is between commas. */
    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        do {
            at = word(text, at, fields, ",") + 1;
        } while (at <= text.length());
        return fields;
    }

    /**
     * Takes a word, perhaps in quotes, which may hold anything, with a backslash before what would end them.
     *
     * @param into where the word goes
     * @param ends what ends a word without quotes
     * @return where the text goes on: at one of the ends, or at its length
     */
    private static int word(String text, int from, List<String> into, String ends) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        StringBuilder word = new StringBuilder();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote == '\'' || quote == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
                word.append(text.charAt(at));
                at++;
            }
            if (at == text.length()) {
                throw new LineFault("expected a closing quote, found none in " + Excerpt.of(text));
            }
            at++;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                if (!Character.isWhitespace(text.charAt(at))) {
                    throw new LineFault(
                            "expected nothing behind a closing quote, found " + Excerpt.of(text.substring(at)));
                }
                at++;
            }
            into.add(word.toString());
            return at;
        }
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            word.append(text.charAt(at));
            at++;
        }
        into.add(word.toString().strip());
        return at;
    }
}
