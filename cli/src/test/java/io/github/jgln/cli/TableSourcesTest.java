package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What DATA may be where it is a table, and the options that say how it is written. */
class TableSourcesTest {
    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return file(text, StandardCharsets.UTF_8);
    }

    private String file(String text, Charset encoding) throws IOException {
        return Files.writeString(folder.resolve("table"), text, encoding).toString();
    }

    private static Cli columns(String... command) {
        return Cli.run(Stream.concat(Stream.of("columns"), Stream.of(command)).toArray(String[]::new));
    }

    /** Of the columns: name, kind and what they hold. */
    private static String read(String... command) {
        JsonNode json = columns(
                        Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new))
                .json();
        StringBuilder text = new StringBuilder();
        json.get("columns")
                .forEach(column -> text.append(column.get("name").asString())
                        .append(' ')
                        .append(column.get("kind").asString())
                        .append(' ')
                        .append(column.get("holds").asString())
                        .append(" | "));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''       | a,k;1,x;2,y",
                "csv:     | a,k;1,x;2,y",
                "tsv:     | a\tk;1\tx;2\ty",
                "''       | a\tk;1\tx;2\ty",
                "arff:    | @relation r;@attribute a real;@attribute k {x,y};@data;1,x;2,y",
                "''       | @relation r;@attribute a real;@attribute k {x,y};@data;1,x;2,y",
                "jsonl:   | {\"a\":1,\"k\":\"x\"};{\"a\":2,\"k\":\"y\"}",
                "''       | {\"a\":1,\"k\":\"x\"};{\"a\":2,\"k\":\"y\"}",
            })
    void aTableIsReadByItsFormatOrItsFirstLines(String scheme, String lines) throws IOException {
        String file = file(lines.replace(';', '\n') + "\n");
        assertEquals("a number 1 … 2 | k label 2 values: 'x', 'y' | ", read(scheme + file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"libsvm:", ""})
    void sparseTablesAreRead(String scheme) throws IOException {
        String file = file("1 1:5\n-1 2:7\n");
        assertEquals(
                "label label 2 values: '-1', '1' | c1 number 0 … 5 | c2 number 0 … 7 | c3 number 0 … 0 | ",
                read(scheme + file, "--width", "3"));
    }

    @Test
    void howATableIsWrittenMayBeSaid() throws IOException {
        assertEquals(
                "a number 1.5 … 2.5 | k label 2 values: 'x', 'y' | ",
                read(file("a;k\n1,5;x\n2,5;y\n-9;x\n"), "--decimal-comma", "--missing", "-9,none"));
        assertEquals(
                "c1 moment 2020-04-03 … 2020-05-03 | c2 label 2 values: 'x', 'y' | ",
                read(file("3/4/2020,x\n3/5/2020,y\n"), "--day-first", "--no-header"));
        assertEquals(
                "a,b category 2 values: 'x,', 'y' | k label 2 values: '1', '2' | ",
                read(file("a,b k\nx, 1\ny 2\n"), "--delimiter", "blank"));
        assertEquals(
                "größe number 1 … 2 | k label 2 values: 'x', 'y' | ",
                read(file("größe,k\n1,x\n2,y\n", StandardCharsets.ISO_8859_1), "--encoding", "ISO-8859-1"));
        assertEquals(
                "x number nothing but missing | y label 2 values: 'p', 'q' | ",
                read(file("x,y\n?,p\n-,q\n"), "--format", "csv", "--header", "--label", "-1"));
    }

    @Test
    void theLabelIsFoundOrGiven() throws IOException {
        String file = file("class,a,b\nx,1,p\ny,2,q\n");
        assertTrue(read(file).startsWith("class label"), read(file));
        assertTrue(read(file, "--label", "3").endsWith("b label 2 values: 'p', 'q' | "));
        assertTrue(columns(file, "--label", "z").failure(1).contains("found the columns 'class', 'a', 'b'"));
        JsonNode json = columns(file, "--classes", "y,x,z", "--spare-classes", "1", "--json")
                .json();
        assertEquals("[\"y\",\"x\",\"z\",\"(spare 1)\"]", json.get("classes").toString());
        assertTrue(json.get("whole").asBoolean());
        assertEquals("class", json.get("label").asString());
    }

    @Test
    void whatSurprisesIsShown() throws IOException {
        StringBuilder text = new StringBuilder("id,one,amount,k\n");
        for (int t = 0; t < 60; t++) {
            text.append(t)
                    .append(",1,\"")
                    .append(t)
                    .append(",5\",")
                    .append(t * 7 % 59)
                    .append(".5\n");
        }
        String shown = columns(file(text.toString())).out();
        for (String notice : new String[] {
            "the columns 'id', 'amount' differ in every row",
            "the column 'one' is the same in every row",
            "'amount' seems to be numbers with a decimal comma",
            "59 classes for 60 rows in column 'k'"
        }) {
            assertTrue(shown.contains(notice), shown);
        }
    }

    @Test
    void gzipIsKnownByItsBytes() throws IOException {
        Path file = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,k\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("a number 1 … 2 | k label 2 values: 'x', 'y' | ", read(file.toString()));
    }

    @Test
    void thousandsAreToldApart() throws IOException {
        Path file = Files.writeString(folder.resolve("money.csv"), "pay;kind\n1.234,5;a\n-2.000.000;b\n7;a\n");
        assertEquals(
                "pay number -2000000 … 1234.5 | kind label 2 values: 'a', 'b' | ",
                read(file.toString(), "--decimal-comma", "--thousands", "."));
        assertTrue(Cli.run("columns", file.toString(), "--decimal-comma", "--thousands", ",")
                .failure(2)
                .contains("another character than the fraction"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--encoding UTF-8",
                "--header",
                "--no-header",
                "--delimiter ;",
                "--format csv",
                "--missing x",
                "--decimal-comma",
                "--thousands ,",
                "--day-first",
                "--width 3",
                "--first-rows 3",
                "--columns a:ignore",
                "--classes a,b",
                "--spare-classes 1",
                "--other-class",
                "--label x",
                "--test x"
            })
    void imagesHaveNoColumns(String options) {
        String refusal = Cli.run(("train mnist " + options).split(" ")).failure(2);
        assertTrue(refusal.contains("for tables, not for mnist"), refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format xml",
                "--delimiter ab",
                "--delimiter \"",
                "--first-rows 0",
                "--width -1",
                "--spare-classes -1",
                "--encoding none"
            })
    void whatCannotBeIsBadUsage(String options) throws IOException {
        String[] words = (file("a,k\n1,x\n") + " " + options).split(" ");
        columns(words).failure(2);
    }

    @Test
    void aSchemeSaysTheFormatAlready() {
        String refusal = columns("csv:table", "--format", "arff").failure(2);
        assertTrue(refusal.contains("--format: csv:table says what the format is"), refusal);
    }

    @Test
    void modulesMayBringTablesOfTheirOwn() {
        assertEquals("x number 0 … 16 | kind label 2 values: 'large', 'small' | ", read("fake:100"));
        Cli cli = Cli.run("train", "fake:3000", "--test-fraction", "0", "--backend", "cpu", "--json");
        assertEquals(3000, cli.json().get("rows").asInt());
        assertEquals("fake:3000", cli.json().get("dataset").asString());
        String refusal = columns("fake:10", "--delimiter", ";").failure(2);
        assertTrue(refusal.contains("--delimiter is for tables as text, not for fake:10"), refusal);
        String replaced = Cli.run("train", "fake:10", "--save", "10").failure(2);
        assertTrue(replaced.contains("expected another file than those that are read"), replaced);
    }
}
