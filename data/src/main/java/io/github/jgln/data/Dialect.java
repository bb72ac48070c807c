package io.github.jgln.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a text is a table, by its first two records: what they have in common is how fields are delimited, what they differ in is
 * whether the first is a header.
 */
final class Dialect {
    /** A record of more lines than these is one whose quotes are no quotes. */
    private static final int LINES = 20;

    private static final int CHARACTERS = 1 << 24;

    /** Those that hardly occur in fields come first. */
    private static final char[] RARE = {'\t', ';'};

    private static final char[] COMMON = {',', '|'};

    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    /**
     * How a sparse line begins. Numbers, or a date and a time would be taken for a label and a pair; and one pair, as Java's
     * patterns run out of stack where a group repeats itself through a long line.
     */
    private static final Pattern SPARSE = Pattern.compile(NUMBER + "(\\s+qid:\\d+)?\\s+\\d+:" + NUMBER + "(?=\\s|$)");

    private final TableText text;
    private final TableOptions options;
    private final Missing missing;
    private final NumberText numbers;
    private final Moment moment;
    private final List<Notice> notices = new ArrayList<>();

    private Dialect(TableText text, TableOptions options) {
        this.text = text;
        this.options = options;
        this.missing = new Missing(options.missing());
        this.numbers = new NumberText(options);
        this.moment = new Moment(options.dayFirst());
    }

    /** @throws DataException when there is no text, or it is no table as {@code options} has it */
    static Table open(TableText text, TableOptions options) throws IOException {
        return new Dialect(text, options).open();
    }

    private Table open() throws IOException {
        String first = skipToFirst();
        TableFormat format = options.format().orElseGet(() -> format(first));
        if (format != TableFormat.ARFF && begins(first, "@relation")) {
            throw new DataException(text.at(text.lines() + 1)
                    + ": begins with @relation, as ARFF files do; leave the format out, or give --format arff");
        }
        return switch (format) {
            case ARFF -> ArffTable.open(text, options);
            case LIBSVM -> SparseTable.open(text, options);
            case JSON_LINES -> JsonTable.open(text, options);
            case DELIMITED -> delimited();
        };
    }

    private static boolean begins(String line, String with) {
        return line.strip().toLowerCase(Locale.ROOT).startsWith(with);
    }

    private static TableFormat format(String first) {
        String line = first.strip();
        if (begins(line, "@relation") || begins(line, "@attribute")) {
            return TableFormat.ARFF;
        }
        if (line.startsWith("{") || line.startsWith("[{") || line.equals("[")) {
            return TableFormat.JSON_LINES;
        }
        return SPARSE.matcher(line).lookingAt() ? TableFormat.LIBSVM : TableFormat.DELIMITED;
    }

    /** Takes blank lines and comments, and looks at the line below them. */
    private String skipToFirst() throws IOException {
        int comments = 0;
        while (true) {
            List<String> next = text.peek(1, CHARACTERS);
            if (next.isEmpty()) {
                throw new DataException(text.name()
                        + (comments == 0
                                ? ": expected a table, found an empty file"
                                : ": expected a table, found only comments"));
            }
            String line = next.get(0);
            if (line.indexOf('\0') >= 0) {
                throw new DataException(text.at(text.lines() + 1)
                        + ": expected text, found a byte 0; if it is text, give its encoding, such as --encoding"
                        + " UTF-16LE");
            }
            if (!line.isBlank() && options.comments().indexOf(line.strip().charAt(0)) < 0) {
                if (comments > 0) {
                    notices.add(new Notice(
                            Notice.Kind.READING,
                            text.name() + ": skipped " + comments + (comments == 1 ? " line" : " lines")
                                    + " of comment above the table"));
                }
                return line;
            }
            comments += line.isBlank() ? 0 : 1;
            text.line();
        }
    }

    private Table delimited() throws IOException {
        boolean known = options.delimiter().isPresent() && options.header().isPresent();
        List<String> records = records(known ? 1 : 2);
        char delimiter = options.delimiter().orElseGet(() -> delimiter(records));
        if (options.delimiter().isPresent()) {
            requireDelimiter(records, delimiter);
        }
        List<String> top = split(records.get(0), delimiter);
        List<String> below = records.size() < 2 ? List.of() : split(records.get(1), delimiter);
        boolean header = options.header().orElseGet(() -> isHeader(top, below));
        // As R writes its tables: rows have names, but their column has none.
        boolean rowNames = header && !below.isEmpty() && below.size() == top.size() + 1;
        if (!header && options.header().isEmpty()) {
            notices.add(new Notice(
                    Notice.Kind.READING,
                    text.name() + ": found no header, so columns are called c1 … c" + top.size()
                            + "; if the first line is one, give --header"));
        }
        List<String> names = new ArrayList<>(rowNames ? List.of("row") : List.of());
        int generated = rowNames ? 1 : 0;
        for (String field : top) {
            generated++;
            names.add(header && !field.isEmpty() ? field : "c" + generated);
        }
        List<TableColumn> columns = columns(names);
        if (delimiter == ' ') {
            if (header) {
                text.line();
            }
            return new LineTable(text, options, columns, notices, new BlankFields(options));
        }
        return new DelimitedTable(text, options, columns, notices, delimiter, header);
    }

    /** Names that are unique: what a model knows its columns by. */
    private List<TableColumn> columns(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        Map<String, Integer> copies = new HashMap<>();
        List<String> renamed = new ArrayList<>();
        List<TableColumn> columns = new ArrayList<>();
        for (String name : names) {
            String unique = name;
            if (!seen.add(name)) {
                do {
                    unique = name + "." + copies.merge(name, 2, (count, two) -> count + 1);
                } while (!taken.add(unique));
                renamed.add(unique);
            }
            columns.add(new TableColumn(unique));
        }
        if (!renamed.isEmpty()) {
            notices.add(new Notice(
                    Notice.Kind.READING,
                    text.name() + ": several columns have one name; the later ones are called "
                            + Excerpt.names(renamed)));
        }
        return columns;
    }

    /** The records to come: lines, or several where quotes hold line ends. */
    private List<String> records(int wanted) throws IOException {
        for (int lines = wanted; ; lines++) {
            List<String> peeked = text.peek(lines, CHARACTERS);
            List<String> records = grouped(peeked);
            if (records.size() >= wanted || peeked.size() < lines || lines > LINES) {
                return records.isEmpty() ? peeked.subList(0, 1) : records;
            }
        }
    }

    private static List<String> grouped(List<String> lines) {
        List<String> records = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        long quotes = 0;
        for (String line : lines) {
            if (open.isEmpty() && line.isBlank()) {
                continue;
            }
            open.append(open.isEmpty() ? "" : "\n").append(line);
            quotes += line.chars().filter(c -> c == '"').count();
            if (quotes % 2 == 0) {
                records.add(open.toString());
                open.setLength(0);
            }
        }
        return records;
    }

    private static char delimiter(List<String> records) {
        for (char candidate : RARE) {
            if (agree(records, candidate)) {
                return candidate;
            }
        }
        Optional<Character> most = most(records, true, COMMON);
        if (most.isPresent()) {
            return most.get();
        }
        if (agree(records, ' ') || records.size() > 1 && fields(records, 1, ' ') == fields(records, 0, ' ') + 1) {
            return ' ';
        }
        // Records that differ are refused where they are read, which can name the line.
        return most(records, false, ',', '\t', ';', '|').orElse(',');
    }

    /** The one that makes most fields of the first record, the first of equals. */
    private static Optional<Character> most(List<String> records, boolean agreeing, char... candidates) {
        Optional<Character> best = Optional.empty();
        int fields = 1;
        for (char candidate : candidates) {
            int count = fields(records, 0, candidate);
            if (count > fields && (!agreeing || agree(records, candidate))) {
                best = Optional.of(candidate);
                fields = count;
            }
        }
        return best;
    }

    private static int fields(List<String> records, int record, char delimiter) {
        return split(records.get(record), delimiter).size();
    }

    private static boolean agree(List<String> records, char delimiter) {
        int count = fields(records, 0, delimiter);
        return count > 1 && (records.size() < 2 || fields(records, 1, delimiter) == count);
    }

    private void requireDelimiter(List<String> records, char given) {
        char better = delimiter(records);
        if (fields(records, 0, given) == 1 && better != given && agree(records, better)) {
            throw new DataException(text.at(text.lines() + 1) + ": expected fields between " + spoken(given)
                    + ", found none in " + Excerpt.of(records.get(0)) + "; its fields seem to be between "
                    + spoken(better) + ": leave --delimiter out, or give that one");
        }
    }

    private static String spoken(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "tabs";
            case ' ' -> "blanks";
            default -> "'" + delimiter + "'";
        };
    }

    /**
     * A name above a number is one; else names are no numbers, differ, and are not what the column holds: in a row of codes some
     * repeat.
     */
    private boolean isHeader(List<String> top, List<String> below) {
        Set<String> names = new HashSet<>();
        boolean allNames = true;
        int named = 0;
        for (int c = 0; c < top.size(); c++) {
            String field = top.get(c);
            if (field.isEmpty()) {
                continue;
            }
            String under = c < below.size() ? below.get(c) : "";
            boolean name = isName(field);
            if (name && !Float.isNaN(numbers.parse(under))) {
                return true;
            }
            allNames &= name && !field.equals(under);
            names.add(field);
            named++;
        }
        return allNames && named > 0 && names.size() == named;
    }

    private boolean isName(String field) {
        return !missing.is(field) && Float.isNaN(numbers.parse(field)) && !moment.parse(field);
    }

    /** The fields of a record, without quotes and blanks around them. */
    static List<String> split(String record, char delimiter) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean blankRun = delimiter == ' ';
        String line = blankRun ? record.strip() : record;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.toString().isBlank()) {
                quoted = true;
                field.setLength(0);
            } else if (c == delimiter || blankRun && c == '\t') {
                fields.add(field.toString().strip());
                field.setLength(0);
                while (blankRun && (line.charAt(i + 1) == ' ' || line.charAt(i + 1) == '\t')) {
                    i++;
                }
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
