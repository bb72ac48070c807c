package io.github.jgln.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.jgln.Column;
import io.github.jgln.Rows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Rows of a table in a CSV file (RFC 4180, or with semicolons or tabs in place of commas), plain or compressed by gzip.
 *
 * <p>One column may be the label, any text. The classes are the distinct labels, in numerical order where all of them are
 * integers and in lexicographic order otherwise; rows without a label are left out. What the other columns are, numbers or
 * categories, the first 1,000 rows say, unless a model's columns are given, which are then found by their names. Cells like
 * {@code NA} and {@code ?} are missing values. Blanks around cells do not count; empty lines and those that begin with # are
 * skipped.
 */
public final class CsvDataset {
    /** FastCSV's own bound is 16,384, and tables of genes have more. */
    private static final int MAX_COLUMNS = 1 << 24;

    /** The rows that say what the columns are. */
    private static final int FIRST_ROWS = 1000;

    /** Looked at to find the separator. */
    private static final int HEAD_BYTES = 1 << 16;

    /** What decoders put where bytes are not of the encoding: texts that differ would become equal. */
    private static final char UNDECODED = '\uFFFD';

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    private final Path file;
    private final CsvOptions options;
    private final LoadListener listener;
    /** Those of a model; null where the first rows say them. */
    private final List<Column> wanted;
    /** Whether rows may lack some of those. */
    private final boolean partly;

    /** Null before the first line. */
    private CsvHeader header;

    /** Of the features; null before it is settled what they are. */
    private ColumnCells[] cells;

    private final List<CsvRecord> first = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    /** Labels repeat from row to row: one copy of each text is kept. */
    private final Map<String, String> seen = new HashMap<>();

    private long unlabelled;
    private float[] values = new float[1024];
    private int used;

    private CsvDataset(Path file, CsvOptions options, List<Column> wanted, boolean partly, LoadListener listener) {
        this.file = file;
        this.options = options;
        this.wanted = wanted;
        this.partly = partly;
        this.listener = listener;
    }

    /**
     * Reads a file in UTF-8 with a header line.
     *
     * @param labelColumn the name of the column that holds the labels
     * @return rows in the file's order; the features are the other columns, in the file's order
     * @throws DataException if the file cannot be read or a part of it is not as described; the message names the
     *     line and the column
     */
    public static Dataset read(Path file, String labelColumn) {
        return read(file, CsvOptions.label(labelColumn), LoadListener.silent());
    }

    /**
     * Reads a file.
     *
     * @param listener told what was left out
     * @throws DataException as {@link #read(Path, String)} does
     */
    public static Dataset read(Path file, CsvOptions options, LoadListener listener) {
        return new CsvDataset(file, options, null, false, listener).parse().build();
    }

    /**
     * Reads a file by the columns of a model or of other data, wherever in a line they are.
     *
     * @param columns of the features
     * @param partly whether the file may lack some of the columns, whose values are then missing
     * @param listener told which columns are missing and which are not used
     * @throws DataException as {@link #read(Path, String)} does, and naming the columns that are missing
     */
    public static Dataset read(
            Path file, CsvOptions options, List<Column> columns, boolean partly, LoadListener listener) {
        return new CsvDataset(file, options, columns, partly, listener).parse().build();
    }

    /**
     * Reads a file of rows to predict.
     *
     * @param columns of a model; none where its rows go by position, as numbers
     * @param partly whether the file may lack some of the columns, whose values are then missing
     * @return all rows, in the file's order
     * @throws DataException as {@link #read} does
     */
    public static Rows readUnlabelled(
            Path file, CsvOptions options, List<Column> columns, boolean partly, LoadListener listener) {
        CsvDataset data = new CsvDataset(file, options, columns.isEmpty() ? null : columns, partly, listener);
        data.parse();
        data.begin();
        if (columns.isEmpty()) {
            data.requireNumbers();
        }
        int features = data.cells.length;
        return new Rows(data.values, features, 0, data.used / features);
    }

    private CsvDataset parse() {
        // Field counts are checked here, where the message can say what was expected.
        try (InputStream in = open();
                CsvReader<CsvRecord> records = CsvReader.builder()
                        .detectBomHeader(true)
                        .fieldSeparator(separator(in))
                        .commentStrategy(CommentStrategy.SKIP)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .trimWhitespacesAroundQuotes(true)
                        .build(
                                CsvRecordHandler.of(handler -> handler.maxFields(MAX_COLUMNS)),
                                in,
                                options.encoding())) {
            for (CsvRecord row : records) {
                if (header == null) {
                    begin(row);
                    if (options.header()) {
                        continue;
                    }
                }
                requireFields(row);
                if (cells == null && wanted == null && first.size() < FIRST_ROWS) {
                    first.add(row);
                } else {
                    begin();
                    add(row);
                }
            }
            if (header == null) {
                throw new DataException(file + ": expected a header line, found an empty file");
            }
            return this;
        } catch (CsvParseException e) {
            throw new DataException(file + ": malformed CSV: " + Failure.reason(Failure.deepest(e)), e);
        } catch (UncheckedIOException | IOException e) {
            throw new DataException(file + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    private InputStream open() throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), HEAD_BYTES);
        plain.mark(2);
        boolean gzip = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(plain, HEAD_BYTES), HEAD_BYTES) : plain;
    }

    /** A comma, unless the first line that is no comment has more semicolons or tabs outside quotes. */
    private static char separator(InputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        // All that is sought is ASCII.
        String head = new String(in.readNBytes(HEAD_BYTES - 1), StandardCharsets.ISO_8859_1);
        in.reset();
        String line = head.lines()
                .filter(text -> !text.startsWith("#") && !text.isBlank())
                .findFirst()
                .orElse("");
        int[] counts = new int[128];
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            quoted ^= c == '"';
            if (!quoted && c < counts.length) {
                counts[c]++;
            }
        }
        char most = ',';
        for (char c : new char[] {';', '\t'}) {
            most = counts[c] > counts[most] ? c : most;
        }
        return most;
    }

    private void begin(CsvRecord row) {
        List<String> names = options.header()
                ? row.getFields().stream().map(String::strip).toList()
                : IntStream.rangeClosed(1, row.getFieldCount())
                        .mapToObj(c -> "c" + c)
                        .toList();
        for (String name : names) {
            if (name.indexOf(UNDECODED) >= 0) {
                throw undecoded(name, file + " line " + row.getStartingLineNumber());
            }
        }
        header = new CsvHeader(file, names, options);
        if (wanted == null) {
            header.takeAll();
        } else {
            header.match(wanted.stream().map(Column::name).toList(), partly, listener);
            cells = wanted.stream().map(ColumnCells::new).toArray(ColumnCells[]::new);
        }
    }

    private void requireFields(CsvRecord row) {
        if (row.getFieldCount() != header.names().size()) {
            throw new DataException(file + " line " + row.getStartingLineNumber() + ": expected "
                    + header.names().size()
                    + " fields as in the " + (options.header() ? "header" : "first line") + ", found "
                    + row.getFieldCount());
        }
    }

    /** Settles what the columns are, and takes in the rows that said so. */
    private void begin() {
        if (cells != null) {
            return;
        }
        cells = new ColumnCells[header.features()];
        for (int j = 0; j < cells.length; j++) {
            int c = header.at(j);
            List<String> texts =
                    first.stream().map(row -> row.getField(c).strip()).toList();
            cells[j] = new ColumnCells(ColumnCells.guess(header.names().get(c), texts, header.kind(c)));
        }
        first.forEach(this::add);
        first.clear();
    }

    /** Of rows that go by position, and for which no model says what a missing value is. */
    private void requireNumbers() {
        for (int j = 0; j < cells.length; j++) {
            boolean numbers = cells[j].column() instanceof Column.Number;
            for (int i = j; numbers && i < used; i += cells.length) {
                numbers = !Float.isNaN(values[i]);
            }
            if (!numbers) {
                throw new DataException(file + ", column '" + cells[j].column().name()
                        + "': expected a number in every row, found text or missing values");
            }
        }
    }

    private void add(CsvRecord row) {
        int labelAt = header.label();
        if (labelAt >= 0) {
            String label = row.getField(labelAt).strip();
            requireDecoded(label, row, labelAt);
            if (ColumnCells.isMissing(label)) {
                unlabelled++;
                return;
            }
            labels.add(seen.computeIfAbsent(label, text -> text));
        }
        reserve(cells.length);
        for (int j = 0; j < cells.length; j++) {
            values[used++] = header.at(j) < 0 ? Float.NaN : value(row, j);
        }
    }

    private float value(CsvRecord row, int j) {
        String cell = row.getField(header.at(j)).strip();
        requireDecoded(cell, row, header.at(j));
        try {
            return cells[j].value(cell);
        } catch (IllegalArgumentException e) {
            throw new DataException(where(row, header.at(j)) + ": " + e.getMessage(), e);
        }
    }

    private String where(CsvRecord row, int column) {
        return file + " line " + row.getStartingLineNumber() + ", column '"
                + header.names().get(column) + "'";
    }

    private void requireDecoded(String text, CsvRecord row, int column) {
        if (text.indexOf(UNDECODED) >= 0) {
            throw undecoded(text, where(row, column));
        }
    }

    private DataException undecoded(String text, String where) {
        return new DataException(where + ": expected text in " + options.encoding() + ", found bytes that are not, in '"
                + text + "'; give the file's encoding, such as --encoding ISO-8859-1");
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
        begin();
        if (labels.isEmpty()) {
            throw new DataException(file + ": expected rows of data "
                    + (unlabelled > 0 ? "with a label, found none" : "below the header, found none"));
        }
        if (unlabelled > 0) {
            listener.message(file.getFileName() + ": " + unlabelled + " rows without a label are left out");
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
        String name = file.getFileName().toString();
        return new Dataset(name, cells.length, classes, Arrays.copyOf(values, used), indices)
                .ofTable(Arrays.stream(cells).map(ColumnCells::column).toList());
    }
}
