package io.github.jgln.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.jgln.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Labelled rows in a CSV file (RFC 4180, UTF-8) whose first line names the columns.
 *
 * <p>One column is the label, any text; every other one is a finite number. The classes are the distinct labels, in
 * numerical order where all of them are integers and in lexicographic order otherwise. Blanks around names, labels and
 * numbers do not count; empty lines are skipped.
 */
public final class CsvDataset {
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    private final Path file;
    private final List<String> columns;
    private final int labelColumn;
    private final List<String> labels = new ArrayList<>();
    /** Labels repeat from row to row: one copy of each text is kept. */
    private final Map<String, String> seen = new HashMap<>();

    private float[] values = new float[1024];
    private int used;

    /** @param labelColumn null where all columns are numbers */
    private CsvDataset(Path file, List<String> columns, String labelColumn) {
        this.file = file;
        this.columns = columns;
        this.labelColumn = columns.indexOf(labelColumn);
        if (labelColumn == null) {
            return;
        }
        if (this.labelColumn < 0) {
            throw new DataException(
                    file + ": expected a label column '" + labelColumn + "', found the columns " + columns);
        }
        if (columns.lastIndexOf(labelColumn) != this.labelColumn) {
            throw new DataException(
                    file + ": expected one column '" + labelColumn + "', found several among " + columns);
        }
        if (columns.size() < 2) {
            throw new DataException(
                    file + ": expected at least one column of numbers beside the label, found only " + columns);
        }
    }

    /**
     * Reads a file.
     *
     * @param labelColumn the name of the column that holds the labels
     * @return rows in the file's order; features are the other columns, in the file's order
     * @throws DataException if the file cannot be read or a part of it is not as described; the message names the
     *     line and the column
     */
    public static Dataset read(Path file, String labelColumn) {
        return parse(file, labelColumn.strip()).build();
    }

    /**
     * Reads a file of rows to predict.
     *
     * @param labelColumn a column that is no feature, or null if all are; its labels are not looked at
     * @return the other columns of all rows, in the file's order
     * @throws DataException as {@link #read} does, but any number of distinct labels is fine
     */
    public static Rows readUnlabelled(Path file, String labelColumn) {
        CsvDataset data = parse(file, labelColumn == null ? null : labelColumn.strip());
        int features = data.columns.size() - (labelColumn == null ? 0 : 1);
        return new Rows(data.values, features, 0, data.used / features);
    }

    private static CsvDataset parse(Path file, String labelColumn) {
        // Field counts are checked here, where the message can say what was expected.
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(file)) {
            CsvDataset data = null;
            for (CsvRecord row : records) {
                if (data == null) {
                    List<String> header =
                            row.getFields().stream().map(String::strip).toList();
                    data = new CsvDataset(file, header, labelColumn);
                } else {
                    data.add(row);
                }
            }
            if (data == null) {
                throw new DataException(file + ": expected a header line, found an empty file");
            }
            return data;
        } catch (CsvParseException e) {
            throw new DataException(file + ": malformed CSV: " + Failure.reason(deepest(e)), e);
        } catch (UncheckedIOException | IOException e) {
            throw new DataException(file + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }

    private void add(CsvRecord row) {
        String line = file + " line " + row.getStartingLineNumber();
        if (row.getFieldCount() != columns.size()) {
            throw new DataException(
                    line + ": expected " + columns.size() + " fields as in the header, found " + row.getFieldCount());
        }
        reserve(columns.size());
        for (int c = 0; c < columns.size(); c++) {
            String field = row.getField(c).strip();
            if (c != labelColumn) {
                values[used++] = number(field, line, c);
            } else if (field.isEmpty()) {
                throw new DataException(line + ", column '" + columns.get(c) + "': expected a label, found nothing");
            } else {
                labels.add(seen.computeIfAbsent(field, label -> label));
            }
        }
    }

    private float number(String field, String line, int column) {
        String fault = "found '" + field + "'";
        if (field.isEmpty()) {
            fault = "found nothing";
        } else if (field.chars().allMatch(CsvDataset::isDecimal)) {
            try {
                float value = Float.parseFloat(field);
                if (Float.isFinite(value)) {
                    return value;
                }
                fault += ", beyond the range of a 32-bit float";
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw new DataException(line + ", column '" + columns.get(column) + "': expected a number, " + fault);
    }

    /** Java's own parser would also take hexadecimal, "NaN", "Infinity" and a type suffix as in "1f". */
    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
    }

    private void reserve(int more) {
        long needed = (long) used + more;
        if (needed > IdxFile.MAX_ELEMENTS) {
            throw new DataException(file + ": more than " + IdxFile.MAX_ELEMENTS + " values do not fit an array");
        }
        if (needed > values.length) {
            long larger = Math.max(needed, values.length + (values.length >> 1));
            values = Arrays.copyOf(values, (int) Math.min(IdxFile.MAX_ELEMENTS, larger));
        }
    }

    private Dataset build() {
        if (labels.isEmpty()) {
            throw new DataException(file + ": expected rows of data below the header, found none");
        }
        boolean integers =
                seen.keySet().stream().allMatch(label -> INTEGER.matcher(label).matches());
        // Equal numbers spelled differently stay different classes.
        Comparator<String> order = integers
                ? Comparator.<String, BigInteger>comparing(BigInteger::new).thenComparing(Comparator.naturalOrder())
                : Comparator.naturalOrder();
        TreeSet<String> sorted = new TreeSet<>(order);
        sorted.addAll(seen.keySet());
        List<String> classes = List.copyOf(sorted);
        if (classes.size() < 2) {
            throw new DataException(file + ", column '" + columns.get(labelColumn)
                    + "': expected labels of at least 2 classes, found only '" + classes.get(0) + "'");
        }
        Map<String, Integer> index = new HashMap<>();
        classes.forEach(label -> index.put(label, index.size()));
        int[] indices = labels.stream().mapToInt(index::get).toArray();
        return new Dataset(
                file.getFileName().toString(), columns.size() - 1, classes, Arrays.copyOf(values, used), indices);
    }
}
