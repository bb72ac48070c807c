package io.github.jgln.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.jgln.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
 * Labelled rows in a CSV file (RFC 4180) whose first line names the columns, in UTF-8 or whatever a byte order mark says.
 *
 * <p>One column is the label, any text; every other one is a finite number. The classes are the distinct labels, in
 * numerical order where all of them are integers and in lexicographic order otherwise. Blanks around names, labels and
 * numbers do not count; empty lines are skipped.
 */
public final class CsvDataset {
    /** FastCSV's own bound is 16,384, and tables of genes have more. */
    private static final int MAX_COLUMNS = 1 << 24;

    /** What decoders put where bytes are not of the encoding: texts that differ would become equal. */
    private static final char UNDECODED = '\uFFFD';

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    private final Path file;
    private final List<String> columns;
    private final int labelColumn;
    private final Charset encoding;
    private final List<String> labels = new ArrayList<>();
    /** Labels repeat from row to row: one copy of each text is kept. */
    private final Map<String, String> seen = new HashMap<>();

    private float[] values = new float[1024];
    private int used;

    /**
     * @param header its fields are the names of the columns
     * @param labelColumn null where all columns are numbers
     */
    private CsvDataset(Path file, CsvRecord header, String labelColumn, Charset encoding) {
        this.file = file;
        this.encoding = encoding;
        this.columns = header.getFields().stream().map(String::strip).toList();
        for (String name : columns) {
            requireDecoded(name, file + " line " + header.getStartingLineNumber());
        }
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
        return read(file, labelColumn, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file in another encoding.
     *
     * @param encoding of the file, unless it begins with a byte order mark
     * @throws DataException as {@link #read(Path, String)} does
     */
    public static Dataset read(Path file, String labelColumn, Charset encoding) {
        return parse(file, labelColumn.strip(), encoding).build();
    }

    /**
     * Reads a file of rows to predict.
     *
     * @param labelColumn a column that is no feature, or null if all are; its labels are not looked at
     * @param encoding of the file, unless it begins with a byte order mark
     * @return the other columns of all rows, in the file's order
     * @throws DataException as {@link #read} does, but any number of distinct labels is fine
     */
    public static Rows readUnlabelled(Path file, String labelColumn, Charset encoding) {
        CsvDataset data = parse(file, labelColumn == null ? null : labelColumn.strip(), encoding);
        int features = data.columns.size() - (labelColumn == null ? 0 : 1);
        return new Rows(data.values, features, 0, data.used / features);
    }

    private static CsvDataset parse(Path file, String labelColumn, Charset encoding) {
        // Field counts are checked here, where the message can say what was expected.
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .build(CsvRecordHandler.of(handler -> handler.maxFields(MAX_COLUMNS)), file, encoding)) {
            CsvDataset data = null;
            for (CsvRecord row : records) {
                if (data == null) {
                    data = new CsvDataset(file, row, labelColumn, encoding);
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
                requireDecoded(field, line + ", column '" + columns.get(c) + "'");
                labels.add(seen.computeIfAbsent(field, label -> label));
            }
        }
    }

    private void requireDecoded(String text, String where) {
        if (text.indexOf(UNDECODED) >= 0) {
            throw new DataException(where + ": expected text in " + encoding + ", found bytes that are not, in '" + text
                    + "'; give the file's encoding, such as --encoding ISO-8859-1");
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
        Map<String, Integer> index = new HashMap<>();
        classes.forEach(label -> index.put(label, index.size()));
        int[] indices = labels.stream().mapToInt(index::get).toArray();
        return new Dataset(
                file.getFileName().toString(), columns.size() - 1, classes, Arrays.copyOf(values, used), indices);
    }
}
