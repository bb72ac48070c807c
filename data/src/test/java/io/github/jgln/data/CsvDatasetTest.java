package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDatasetTest {
    @TempDir
    Path directory;

    private Dataset read(String content) {
        try {
            return CsvDataset.read(Files.writeString(directory.resolve("data.csv"), content), "kind");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message of the error, without the directory in front. */
    private String message(String content) {
        String message = assertThrows(DataException.class, () -> read(content)).getMessage();
        String prefix = directory + directory.getFileSystem().getSeparator();
        assertTrue(message.startsWith(prefix), message);
        return message.substring(prefix.length());
    }

    @Test
    void labelColumnMayBeAnywhere() {
        Dataset data = read("a,kind,b\n1,pear,-2.5\n3e2,apple,.5\n5,pear,+6\n");
        assertEquals("data.csv", data.name());
        assertEquals(2, data.features());
        assertEquals(List.of("apple", "pear"), data.classes());
        assertArrayEquals(new int[] {1, 0, 1}, data.labels());
        assertArrayEquals(new float[] {1, -2.5f, 300, .5f, 5, 6}, data.rows().toArray());
        assertTrue(data.imageShape().isEmpty());
    }

    @Test
    void integerLabelsSortAsNumbers() {
        assertEquals(List.of("-1", "2", "10"), read("a,kind\n0,10\n0,2\n0,-1\n").classes());
        assertEquals(
                List.of("-1", "10", "2", "x"),
                read("a,kind\n0,10\n0,2\n0,-1\n0,x\n").classes());
        assertEquals(
                List.of("3", "99999999999999999999"),
                read("a,kind\n0,99999999999999999999\n0,3\n").classes());
    }

    @Test
    void quotesBlanksBomAndLineEndsDoNotMatter() {
        Dataset data = read("\uFEFF kind , \"a, b\"\r\n\"x, \"\"y\"\"\", 1 \r\n\r\nz,\"2\"");
        assertEquals(List.of("x, \"y\"", "z"), data.classes());
        assertArrayEquals(new float[] {1, 2}, data.rows().toArray());
    }

    @Test
    void manyRowsAndColumnsArriveInOrder() {
        StringBuilder csv = new StringBuilder("kind");
        for (int c = 0; c < 7; c++) {
            csv.append(",c").append(c);
        }
        for (int r = 0; r < 1000; r++) {
            csv.append('\n').append(r % 2);
            for (int c = 0; c < 7; c++) {
                csv.append(',').append(r * 7 + c);
            }
        }
        float[] rows = read(csv.toString()).rows().toArray();
        assertEquals(7000, rows.length);
        for (int i = 0; i < rows.length; i++) {
            assertEquals(i, rows[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "Infinity", "-Infinity", "1f", "0x1p3", "1,5", "1 2", "--1", "e", "1e"})
    void whatIsNoDecimalNumberIsACategory(String field) {
        Dataset data = read("age,kind\n1,a\n\n\"" + field + "\",b\n");
        Column.Category age = (Column.Category) data.columns().get(0);
        assertEquals(Set.of("1", field), Set.copyOf(age.categories()));
        assertEquals(1, age.others());
        assertArrayEquals(
                new float[] {age.categories().indexOf("1"), age.categories().indexOf(field)},
                data.rows().toArray());
        assertFalse(data.isNumbers());
    }

    @Test
    void missingValuesAreNoNumbers() {
        Dataset data = read("age,size,kind\n1,,a\n?,NA,b\n3,-,a\nnull,n/a,b\n");
        assertEquals(
                new Column.Number("age", Column.Number.Of.VALUE, List.of(3f), true),
                data.columns().get(0));
        assertTrue(data.columns().get(1) instanceof Column.Number);
        float nan = Float.NaN;
        assertArrayEquals(
                new float[] {1, nan, nan, nan, 3, nan, nan, nan}, data.rows().toArray());
    }

    /** What is found after the first rows must be what they said. */
    @Test
    void laterRowsHoldWhatTheFirstOnesSaid() {
        StringBuilder csv = new StringBuilder("age,colour,kind\n");
        for (int t = 0; t < 1000; t++) {
            csv.append(t)
                    .append(',')
                    .append(t % 3 == 0 ? "red" : "blue")
                    .append(",")
                    .append(t % 2)
                    .append('\n');
        }
        Dataset data = read(csv + "5,green,1\n");
        assertEquals(
                new Column.Category("colour", List.of("blue", "red"), 1),
                data.columns().get(1));
        assertEquals(2, data.rows().toArray()[2 * 1000 + 1]);
        assertEquals(15, ((Column.Number) data.columns().get(0)).marks().size());
        assertEquals(
                "data.csv line 1002, column 'age': expected a number, as in the rows before, found 'old'; say what the column"
                        + " is, such as --columns 'age:category'",
                message(csv + "old,red,1\n"));
        assertEquals(
                "data.csv line 1002, column 'age': expected a number, found '1e39', beyond the range of a 32-bit float",
                message(csv + "1e39,red,1\n"));
        assertEquals(
                "data.csv line 2, column 'age': expected a number, found '1e39', beyond the range of a 32-bit float",
                message("age,kind\n1e39,1\n2,0\n"));
    }

    /** The frequent ones have a place of their own; the others share, each always the same. */
    @Test
    void manyCategoriesAreHashed() {
        StringBuilder csv = new StringBuilder("user,kind\n");
        for (int t = 0; t < 900; t++) {
            csv.append("u")
                    .append(t % 300 < 200 ? t % 100 : t)
                    .append(',')
                    .append(t % 2)
                    .append('\n');
        }
        Dataset data = read(csv + "new,1\nnew,0\n");
        Column.Category user = (Column.Category) data.columns().get(0);
        assertEquals(60, user.categories().size());
        assertEquals(256, user.others());
        float[] rows = data.rows().toArray();
        assertTrue(rows[900] >= 60 && rows[900] < 60 + 256, "" + rows[900]);
        assertEquals(rows[900], rows[901]);
        // FNV-1a, recorded: a saved model must find the same place on any machine.
        assertEquals(60 + 17, rows[900]);
    }

    @Test
    void columnsAreWhatTheyAreSaidToBe() throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), "id,zip,kind\n1,8000,a\n2,8001,b\n");
        CsvOptions options =
                new CsvOptions("kind", StandardCharsets.UTF_8, true, Map.of("id", "ignore", "zip", "category"));
        assertEquals(
                List.of(new Column.Category("zip", List.of("8000", "8001"), 1)),
                CsvDataset.read(file, options, LoadListener.silent()).columns());
        assertTrue(assertThrows(
                        DataException.class,
                        () -> CsvDataset.read(
                                file,
                                new CsvOptions("kind", StandardCharsets.UTF_8, true, Map.of("age", "ignore")),
                                LoadListener.silent()))
                .getMessage()
                .endsWith("expected a column 'age', found [id, zip, kind]"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CsvOptions("kind", StandardCharsets.UTF_8, true, Map.of("id", "text")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "-1"})
    void withoutAHeaderColumnsHaveNumbers(String label) throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), "1,2,a\n3,4,b\n");
        Dataset data = CsvDataset.read(
                file, new CsvOptions(label, StandardCharsets.UTF_8, false, Map.of()), LoadListener.silent());
        assertEquals(List.of("a", "b"), data.classes());
        assertArrayEquals(new float[] {1, 2, 3, 4}, data.rows().toArray());
        assertEquals("c2", data.columns().get(1).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void otherSeparatorsAreFound(String separator) {
        String csv = "# a, comment\na,\"x;\t\",kind\n1,2,p\n3,4,q\n";
        Dataset data = read(csv.replace(",", separator));
        assertEquals(List.of("p", "q"), data.classes());
        assertArrayEquals(new float[] {1, 2, 3, 4}, data.rows().toArray());
    }

    @Test
    void gzipIsKnownByItsBytes() throws IOException {
        Path file = directory.resolve("data.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,kind\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
        }
        assertArrayEquals(
                new float[] {1, 2}, CsvDataset.read(file, "kind").rows().toArray());
    }

    @Test
    void rowsWithoutALabelAreLeftOutAndCounted() throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), "a,kind\n1,x\n2, \n3,?\n4,y\n");
        List<String> told = new ArrayList<>();
        Dataset data = CsvDataset.read(file, CsvOptions.label("kind"), told::add);
        assertArrayEquals(new float[] {1, 4}, data.rows().toArray());
        assertEquals(List.of("data.csv: 2 rows without a label are left out"), told);
    }

    @Test
    void rowsMustHaveTheHeadersFields() {
        assertEquals("data.csv line 3: expected 3 fields as in the header, found 2", message("a,b,kind\n1,2,x\n1,2\n"));
        assertEquals(
                "data.csv line 2: expected 3 fields as in the header, found 4", message("a,b,kind\n1,2,x,\n1,2,y\n"));
    }

    @Test
    void lineNumbersCountTheLinesOfQuotedFields() {
        assertEquals(
                "data.csv line 4: expected 2 fields as in the header, found 1", message("a,kind\n1,\"x\ny\"\n2\n"));
    }

    @Test
    void headerFaultsListTheColumns() {
        assertEquals("data.csv: expected a label column 'kind', found the columns [a, b]", message("a,b\n1,2\n"));
        assertEquals("data.csv: expected columns of different names, found 'a' twice", message("a,a,kind\n1,2,x\n"));
        assertEquals(
                "data.csv: expected one column 'kind', found several among [kind, a, kind]", message("kind,a,kind\n"));
        assertEquals(
                "data.csv: expected at least one column beside the label, found only [kind]", message("kind\nx\ny\n"));
    }

    @Test
    void tooLittleIsRefused() {
        assertEquals("data.csv: expected a header line, found an empty file", message(""));
        assertEquals("data.csv: expected rows of data below the header, found none", message("a,kind\n"));
        // Enough to be scored; what is to be learnt needs two.
        assertEquals(List.of("x"), read("a,kind\n1,x\n2,x\n").classes());
    }

    @Test
    void malformedQuotesAreRefused() {
        assertTrue(message("a,kind\n1,\"x\n2,y\n").startsWith("data.csv: malformed CSV: "));
        assertTrue(message("a,kind\n1,\"x\"y\n2,y\n").startsWith("data.csv: malformed CSV: "));
    }

    @Test
    void missingFileIsNamed() {
        Path missing = directory.resolve("nowhere.csv");
        assertEquals(
                missing + ": cannot be read: no such file: " + missing,
                assertThrows(DataException.class, () -> CsvDataset.read(missing, "kind"))
                        .getMessage());
    }

    /** Read as UTF-8, ä and ö would be the same class. */
    @Test
    void bytesOfAnotherEncodingAreRefusedAndReadWhereItIsGiven() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.writeString(file, "a,kind\n1,b\u00e4r\n2,b\u00f6r\n", StandardCharsets.ISO_8859_1);
        String message = assertThrows(DataException.class, () -> CsvDataset.read(file, "kind"))
                .getMessage();
        assertTrue(message.contains("line 2, column 'kind': expected text in UTF-8"), message);
        assertTrue(message.contains("--encoding ISO-8859-1"), message);
        assertEquals(
                List.of("b\u00e4r", "b\u00f6r"),
                CsvDataset.read(
                                file,
                                CsvOptions.label("kind").encoded(StandardCharsets.ISO_8859_1),
                                LoadListener.silent())
                        .classes());
        Files.writeString(file, "gr\u00f6\u00dfe,kind\n1,x\n2,y\n", StandardCharsets.ISO_8859_1);
        String header = assertThrows(
                        DataException.class,
                        () -> CsvDataset.readUnlabelled(
                                file, CsvOptions.label("kind"), List.of(), false, LoadListener.silent()))
                .getMessage();
        assertTrue(header.contains("line 1: expected text in UTF-8"), header);
    }

    /** As gene expression tables have. */
    @Test
    void twentyThousandColumnsAreRead() {
        StringBuilder text = new StringBuilder("kind");
        for (int j = 0; j < 20_000; j++) {
            text.append(",g").append(j);
        }
        for (String kind : List.of("x", "y")) {
            text.append('\n').append(kind).append(",1".repeat(20_000));
        }
        assertEquals(20_000, read(text.toString()).features());
    }
}
