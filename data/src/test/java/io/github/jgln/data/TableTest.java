package io.github.jgln.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delimited text, and what all formats have in common. */
class TableTest {
    private static String message(String text, TableOptions options) {
        return assertThrows(DataException.class, () -> Tables.rest(Tables.of(text, options)))
                .getMessage();
    }

    private static String message(String text) {
        return message(text, TableOptions.DEFAULT);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", " ", "   ", " \t"})
    void delimitersAreFoundOut(String delimiter) {
        Table table = Tables.of("a,b,kind\n1.5,x,p\n2,y,q\n".replace(",", delimiter));
        assertEquals(List.of("a", "b", "kind"), Tables.names(table));
        assertEquals(List.of(List.of("1.5", "x", "p"), List.of("2", "y", "q")), Tables.rest(table));
    }

    @Test
    void whatIsRareInFieldsIsTheDelimiterWhereBothAgree() {
        assertEquals(List.of("a", "b"), Tables.names(Tables.of("a;b\n1,5;2,5\n")));
        assertEquals(
                List.of(List.of("1,5", "2,5")),
                Tables.rest(Tables.of(
                        "1,5;2,5", TableOptions.builder().header(false).build())));
        assertEquals(List.of("id", "title", "tags"), Tables.names(Tables.of("id,title,tags\n1,x,a|b|c\n")));
        assertEquals(
                List.of("1", "x", "a|b|c"),
                Tables.records("1,x,a|b|c\n2,y,d|e|f\n").get(0));
        assertEquals(List.of("first name", "k"), Tables.names(Tables.of("first name|k\nA B|x\n")));
        assertEquals(
                2, Tables.names(Tables.of("\"a b, c d\",e\n\"1 2, 3 4\",5\n")).size());
    }

    @Test
    void headersAreFoundOut() {
        assertEquals(List.of("a", "b"), Tables.names(Tables.of("a,b\nx,y\n")));
        assertEquals(List.of("a", "b"), Tables.names(Tables.of("a,b\n")));
        assertEquals(List.of("c1", "c2"), Tables.names(Tables.of("a,1\nb,2\n")));
        assertEquals(List.of("c1", "c2"), Tables.names(Tables.of("a,?\nb,2\n")));
        assertEquals(List.of("c1", "c2"), Tables.names(Tables.of("a,2020-01-01\nb,2020-01-02\n")));
        assertEquals(List.of("id", "2019", "2020"), Tables.names(Tables.of("id,2019,2020\n1,5,6\n")));
        // Codes: one is again what the column holds, or one repeats in the first line.
        assertEquals(List.of("c1", "c2"), Tables.names(Tables.of("p,x\np,y\n")));
        assertEquals(List.of("c1", "c2", "c3"), Tables.names(Tables.of("p,x,x\ne,y,z\n")));
        Table none = Tables.of("1,2\n3,4\n");
        assertEquals(List.of(List.of("1", "2"), List.of("3", "4")), Tables.rest(none));
        assertEquals(
                "t: found no header, so columns are called c1 … c2; if the first line is one, give --header",
                Tables.texts(none.notices()));
    }

    @Test
    void aDateAndATimeAreNoPairOfLibsvm() {
        assertEquals(List.of(List.of("2024-01-01 10:30", "5")), Tables.records("2024-01-01 10:30,5\n"));
    }

    @Test
    void headersMayBeSaid() {
        Table years = Tables.of(
                "2019,2020\n1,2\n", TableOptions.builder().header(true).build());
        assertEquals(List.of("2019", "2020"), Tables.names(years));
        assertEquals(List.of(List.of("1", "2")), Tables.rest(years));
        Table texts =
                Tables.of("a,b\nx,y\n", TableOptions.builder().header(false).build());
        assertEquals(2, Tables.rest(texts).size());
        assertEquals(List.of(), texts.notices());
    }

    @Test
    void namesAreUniqueAndThere() {
        Table table = Tables.of(",a,a,a.2\n1,2,3,4\n");
        assertEquals(List.of("c1", "a", "a.3", "a.2"), Tables.names(table));
        assertEquals(
                "t: several columns have one name; the later ones are called 'a.3'", Tables.texts(table.notices()));
    }

    @Test
    void rowNamesWithoutAHeaderOfTheirOwnAreAColumn() {
        Table table = Tables.of("speed dist\n\"1\" 4 2\n\"2\" 7 4\n");
        assertEquals(List.of("row", "speed", "dist"), Tables.names(table));
        assertEquals(List.of("1", "4", "2"), Tables.rest(table).get(0));
    }

    @Test
    void quotesBlanksMarksAndLineEndsDoNotMatter() {
        Table table = Tables.of("\uFEFF a , \"b, c\"\r\n \"x,\n\"\"y\"\"\" , 1 \r\n\r\nz,\"2\"");
        assertEquals(List.of("a", "b, c"), Tables.names(table));
        String[] cells = new String[2];
        assertTrue(table.next(cells));
        assertArrayEquals(new String[] {"x,\n\"y\"", "1"}, cells);
        assertEquals(2, table.line());
        assertTrue(table.next(cells));
        assertArrayEquals(new String[] {"z", "2"}, cells);
        assertEquals(5, table.line());
        assertFalse(table.next(cells));
    }

    @Test
    void aNameMayHoldALineEnd() {
        Table table = Tables.of("\"a\nb\",c\n1,2\n");
        assertEquals(List.of("a\nb", "c"), Tables.names(table));
        assertEquals(List.of(List.of("1", "2")), Tables.rest(table));
    }

    @Test
    void missingCellsAreSpelledInManyWays() {
        assertEquals(
                Arrays.asList(null, null, null, null, null, null, null, "-1", "na.", "."),
                Tables.records("a,b,c,d,e,f,g,h,i,j\n,NA,nan,NULL,?,-,\" \",-1,na.,.\n")
                        .get(0));
        TableOptions own = TableOptions.builder().missing(List.of("Ödnis")).build();
        assertEquals(
                Arrays.asList("NA", null, null),
                Tables.rest(Tables.of("a,b,c\nNA,ödnis,\n", own)).get(0));
    }

    @Test
    void commentsStandAboveTheTable() {
        Table table = Tables.of("# one\n\n% two\na,b\n#1,2\n");
        assertEquals(List.of("a", "b"), Tables.names(table));
        String[] cells = new String[2];
        assertTrue(table.next(cells));
        assertArrayEquals(new String[] {"#1", "2"}, cells);
        assertEquals(5, table.line());
        assertEquals("t: skipped 2 lines of comment above the table", Tables.texts(table.notices()));
        TableOptions none = TableOptions.builder().comments("").build();
        assertEquals(List.of("#a", "b"), Tables.names(Tables.of("#a,b\n1,2\n", none)));
    }

    @Test
    void raggedRecordsAreRefused() {
        assertEquals("t line 3: expected 2 fields as in the first line, found 3", message("a,b\n1,2\n1,2,3\n"));
        assertEquals("t line 3: expected 2 fields as in the first line, found 1", message("a,b\n1,2\n1\n"));
        assertEquals("t line 3: expected 2 fields as in the first line, found 3", message("a b\n1 2\n1 2 3\n"));
    }

    @Test
    void malformedQuotesAreRefusedWithTheirLine() {
        assertEquals("t line 4: malformed: Unclosed quoted field at end of input", message("# x\na,b\n1,2\n1,\"x\n"));
        assertEquals(
                "t line 4: malformed: Unexpected character after closing quote: 'y' (0x79)",
                message("# x\na,b\n1,2\n\"x\"y,\n"));
    }

    @Test
    void anotherDelimiterOrFormatIsNamed() {
        assertEquals(
                "t line 1: expected fields between ';', found none in 'a,b'; its fields seem to be between ',': leave"
                        + " --delimiter out, or give that one",
                message("a,b\n1,2\n", TableOptions.builder().delimiter(';').build()));
        assertEquals(
                "t line 2: begins with @relation, as ARFF files do; leave the format out, or give --format arff",
                message(
                        "% x\n@RELATION y\n",
                        TableOptions.builder().format(TableFormat.DELIMITED).build()));
    }

    @Test
    void emptyAndBinaryFilesAreRefused() {
        assertEquals("t: expected a table, found an empty file", message(""));
        assertEquals("t: expected a table, found an empty file", message("\n\n"));
        assertEquals("t: expected a table, found only comments", message("# x\n"));
        assertTrue(message("a\0b").contains("found a byte 0"), message("a\0b"));
        assertTrue(message("PK\3\4").contains("spreadsheet"), message("PK\3\4"));
    }

    @Test
    void zstdIsUnpacked() {
        byte[] text = "a,k\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);
        byte[] packed = Zstd.compress(text);
        assertEquals(
                List.of(List.of("1", "x"), List.of("2", "y")), Tables.rest(Tables.of(packed, TableOptions.DEFAULT)));
        byte[] cut = Arrays.copyOf(packed, packed.length - 3);
        String message = assertThrows(DataException.class, () -> Tables.rest(Tables.of(cut, TableOptions.DEFAULT)))
                .getMessage();
        assertTrue(message.startsWith("t: cannot be read: "), message);
    }

    @Test
    void messagesShowOneLineAtMost() {
        String longer = "x".repeat(5000);
        TableOptions semicolons = TableOptions.builder().delimiter(';').build();
        String message = message(longer + ",b\n" + longer + ",2\n", semicolons);
        assertTrue(message.length() < 400, message);
        assertTrue(message.contains("…'"), message);
    }

    @Test
    void gzipIsKnownByItsBytesInOneMemberOrSeveral() throws IOException {
        byte[] one = gzip("a,b\n1,2\n");
        byte[] two = gzip("3,4\n");
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        // A byte at a time: the JDK would stop at the end of the first member.
        InputStream slow = new Tables.OpenPipe(both) {
            private int left = both.length;

            @Override
            public int read() {
                return left-- > 0 ? super.read() : -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                int next = read();
                to[offset] = (byte) next;
                return next < 0 ? -1 : 1;
            }

            @Override
            public int available() {
                return 0;
            }
        };
        Table table = Table.open("t", slow, TableOptions.DEFAULT);
        assertEquals(List.of(List.of("1", "2"), List.of("3", "4")), Tables.rest(table));
        byte[] cut = Arrays.copyOf(one, one.length - 10);
        String message = assertThrows(DataException.class, () -> Tables.rest(Tables.of(cut, TableOptions.DEFAULT)))
                .getMessage();
        assertTrue(message.startsWith("t: cannot be read: "), message);
    }

    @Test
    void aPipeIsReadAsItComes() {
        for (String text :
                List.of("a,b\n1,2\n", "a b\n1 2\n", "3 1:2\n", "{\"a\":1}\n", "@attribute a real\n@data\n1\n")) {
            // Where rows are looked at for columns, only as many as asked for.
            TableOptions one = TableOptions.builder().firstRows(1).build();
            Table table = Table.open("t", new Tables.OpenPipe(text), one);
            String[] cells = new String[table.columns().size()];
            assertTrue(table.ready(), text);
            assertTrue(table.next(cells), text);
            assertFalse(table.ready(), text);
        }
    }

    @Test
    void aCompressedPipeIsReadAsItComes() throws IOException {
        byte[] one = gzip("a,b\n");
        byte[] two = gzip("1,2\n");
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        Table table = Table.open("t", new Tables.OpenPipe(both), TableOptions.DEFAULT);
        assertTrue(table.ready());
        assertTrue(table.next(new String[2]));
        assertFalse(table.ready());
    }

    @Test
    void whatIsToldNeedsNotBeReadAhead() {
        TableOptions told = TableOptions.builder().delimiter(',').header(true).build();
        assertEquals(List.of("a", "b"), Tables.names(Table.open("t", new Tables.OpenPipe("a,b\n"), told)));
    }

    @Test
    void aPipeIsReadyWhileLinesAreInTheBuffer() {
        Table table = Table.open("t", new Tables.OpenPipe("a,b\n1,2\n4,5\n\"x\ny\",3\n"), TableOptions.DEFAULT);
        String[] cells = new String[2];
        for (int row = 0; row < 3; row++) {
            assertTrue(table.ready());
            assertTrue(table.next(cells));
        }
        assertFalse(table.ready());
    }

    @Test
    void filesAreOpenedByName(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("t.csv"), gzip("a,b\n1,2\n"));
        Table table = Table.open(file.toString(), TableOptions.DEFAULT);
        assertEquals(file.toString(), table.name());
        assertEquals(List.of(List.of("1", "2")), Tables.rest(table));
        table.close();
        table.close();
        Path missing = directory.resolve("nowhere.csv");
        assertEquals(
                missing + ": cannot be read: no such file: " + missing,
                assertThrows(DataException.class, () -> Table.open(missing, TableOptions.DEFAULT))
                        .getMessage());
    }

    @Test
    void failingToOpenClosesTheStream() {
        boolean[] closed = new boolean[1];
        InputStream empty = new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThrows(DataException.class, () -> Table.open("t", empty, TableOptions.DEFAULT));
        assertTrue(closed[0]);
    }

    /** As gene expression tables have. */
    @Test
    void twentyThousandColumnsAreRead() {
        StringBuilder text = new StringBuilder("kind");
        for (int c = 0; c < 20_000; c++) {
            text.append(",g").append(c);
        }
        text.append("\nx").append(",1".repeat(20_000)).append('\n');
        assertEquals(20_001, Tables.records(text.toString()).get(0).size());
    }

    @Test
    void firstRowsAreHandedOutAllTheSame() {
        Table table =
                Tables.of("a\n1\n2\n3\n", TableOptions.builder().firstRows(2).build());
        FirstRows first = FirstRows.of(table);
        assertEquals(2, first.rows().size());
        assertFalse(first.whole());
        String[] cells = new String[1];
        for (int row = 1; row <= 3; row++) {
            assertTrue(first.next(cells));
            assertEquals(String.valueOf(row), cells[0]);
            assertEquals(row + 1, first.line());
        }
        assertThrows(IllegalStateException.class, first::rows);
        assertFalse(first.next(cells));
        assertTrue(FirstRows.of(Tables.of("a\n1\n")).whole());
    }

    @Test
    void contradictionsAreRefused() {
        assertThrows(
                DataException.class,
                () -> TableOptions.builder().decimal(',').thousands(',').build());
        assertThrows(
                DataException.class, () -> TableOptions.builder().decimal('x').build());
        assertThrows(
                DataException.class, () -> TableOptions.builder().delimiter('"').build());
        assertThrows(
                DataException.class, () -> TableOptions.builder().firstRows(0).build());
    }
}
