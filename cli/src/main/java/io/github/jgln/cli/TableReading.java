package io.github.jgln.cli;

import io.github.jgln.data.TableFormat;
import io.github.jgln.data.TableOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How tables are written down; what is not given is found out from their first lines. */
final class TableReading {
    /** Those that say how a text is a table, which what is no text does not need. */
    static final List<String> TEXT = List.of(
            "--format",
            "--header",
            "--no-header",
            "--delimiter",
            "--decimal-comma",
            "--thousands",
            "--encoding",
            "--width");

    private static final Map<String, TableFormat> FORMATS = Map.of(
            "csv", TableFormat.DELIMITED,
            "tsv", TableFormat.DELIMITED,
            "arff", TableFormat.ARFF,
            "libsvm", TableFormat.LIBSVM,
            "jsonl", TableFormat.JSON_LINES);

    @Option(
            names = "--format",
            order = 4,
            paramLabel = "NAME",
            description = "Of a table: csv, tsv, arff, libsvm or jsonl, instead of what its first lines look like.")
    private String format;

    @Option(
            names = "--header",
            order = 4,
            negatable = true,
            description = "Whether a table's first line names its columns, which are c1, c2, … otherwise.")
    private Boolean header;

    @Option(
            names = "--delimiter",
            order = 4,
            paramLabel = "C",
            converter = Delimiter.class,
            description = "What stands between a table's fields: a character, tab or blank.")
    private Character delimiter;

    @Option(
            names = "--missing",
            order = 4,
            split = ",",
            paramLabel = "WORD",
            description = "What a table's cells hold where a value is missing, beside NA, N/A, NaN, null, ? and -.")
    private List<String> missing = List.of();

    @Option(names = "--decimal-comma", order = 4, description = "A table's numbers are written as 1,5.")
    private boolean decimalComma;

    @Option(
            names = "--thousands",
            order = 4,
            paramLabel = "C",
            converter = Delimiter.class,
            description = "What stands between thousands in a table's numbers, and is left out: a character or blank.")
    private Character thousands;

    @Option(names = "--day-first", order = 4, description = "A table's 3/4/2020 is in April.")
    private boolean dayFirst;

    @Option(
            names = "--encoding",
            order = 4,
            paramLabel = "NAME",
            description = "Of a table's text, such as ISO-8859-1. Default: UTF-8.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(
            names = "--width",
            order = 4,
            paramLabel = "N",
            description = "The largest index of a table in LIBSVM's form. Default: that of its first rows.")
    private int width;

    @Option(
            names = "--first-rows",
            order = 4,
            paramLabel = "N",
            description =
                    "Rows of a table that say what its columns are; twice as many start the statistics. They are waited for."
                            + " Default: 1000.")
    private int firstRows = TableOptions.DEFAULT.firstRows();

    @Option(
            names = "--query",
            order = 4,
            paramLabel = "SQL",
            description = "What a database is asked; it is only read.")
    private String query;

    /** @throws io.github.jgln.data.DataException where options contradict each other */
    TableOptions options(DataArgument.Table table) {
        List<String> spellings = new ArrayList<>(TableOptions.MISSING);
        spellings.addAll(missing);
        TableOptions.Builder options = TableOptions.builder()
                .header(header)
                .delimiter(delimiter)
                .missing(spellings)
                .decimal(decimalComma ? ',' : '.')
                .thousands(thousands)
                .dayFirst(dayFirst)
                .encoding(encoding)
                .width(width)
                .firstRows(firstRows)
                .query(query);
        String named = format == null ? table.scheme() : format;
        if (named.equals("tsv")) {
            options.delimiter('\t');
        }
        return options.format(FORMATS.get(named)).build();
    }

    int firstRows() {
        return firstRows;
    }

    /** What is wrong with the options for a table; empty where nothing is. */
    String fault(DataArgument.Table table) {
        if (query != null && table.isText()) {
            return "--query is for jdbc:URL, not for " + table;
        }
        if (format == null) {
            return "";
        }
        if (!FORMATS.containsKey(format)) {
            return "--format: expected csv, tsv, arff, libsvm or jsonl, got '" + format + "'";
        }
        return table.scheme().isEmpty() ? "" : "--format: " + table + " says what the format is";
    }

    static final class Delimiter implements ITypeConverter<Character> {
        @Override
        public Character convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "tab", "\\t" -> '\t';
                case "blank", "space" -> ' ';
                default -> {
                    if (value.length() != 1) {
                        throw new TypeConversionException("expected a character, tab or blank, got '" + value + "'");
                    }
                    yield value.charAt(0);
                }
            };
        }
    }
}
