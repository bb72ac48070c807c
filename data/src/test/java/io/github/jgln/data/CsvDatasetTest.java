package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    @ValueSource(strings = {"x", "NaN", "Infinity", "-Infinity", "1f", "0x1p3", "1,5", "1 2", "--1", "e", "1e"})
    void whatIsNoDecimalNumberIsRefused(String field) {
        assertEquals(
                "data.csv line 4, column 'age': expected a number, found '" + field + "'",
                message("age,kind\n1,a\n\n\"" + field + "\",b\n"));
    }

    @Test
    void emptyAndOverflowingFieldsAreRefused() {
        assertEquals("data.csv line 2, column 'age': expected a number, found nothing", message("age,kind\n,a\n2,b\n"));
        assertEquals(
                "data.csv line 3, column 'age': expected a number, found '1e39', beyond the range of a 32-bit float",
                message("age,kind\n1,a\n1e39,b\n"));
        assertEquals(
                "data.csv line 3, column 'kind': expected a label, found nothing", message("age,kind\n1,a\n1, \n"));
    }

    @Test
    void rowsMustHaveTheHeadersFields() {
        assertEquals("data.csv line 3: expected 3 fields as in the header, found 2", message("a,b,kind\n1,2,x\n1,2\n"));
        assertEquals(
                "data.csv line 2: expected 3 fields as in the header, found 4", message("a,b,kind\n1,2,x,\n1,2,y\n"));
    }

    @Test
    void lineNumbersCountTheLinesOfQuotedFields() {
        assertEquals("data.csv line 4, column 'a': expected a number, found '?'", message("a,kind\n1,\"x\ny\"\n?,z\n"));
    }

    @Test
    void headerFaultsListTheColumns() {
        assertEquals("data.csv: expected a label column 'kind', found the columns [a, b]", message("a,b\n1,2\n"));
        assertEquals(
                "data.csv: expected one column 'kind', found several among [kind, a, kind]", message("kind,a,kind\n"));
        assertEquals(
                "data.csv: expected at least one column of numbers beside the label, found only [kind]",
                message("kind\nx\ny\n"));
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
                CsvDataset.read(file, "kind", StandardCharsets.ISO_8859_1).classes());
        Files.writeString(file, "gr\u00f6\u00dfe,kind\n1,x\n2,y\n", StandardCharsets.ISO_8859_1);
        String header = assertThrows(
                        DataException.class, () -> CsvDataset.readUnlabelled(file, "kind", StandardCharsets.UTF_8))
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
