package io.github.jgln.data.sql;

import static io.github.jgln.data.TableColumn.Holds.CATEGORIES;
import static io.github.jgln.data.TableColumn.Holds.MOMENTS;
import static io.github.jgln.data.TableColumn.Holds.NUMBERS;
import static io.github.jgln.data.TableColumn.Holds.UNDECLARED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.data.FirstRows;
import io.github.jgln.data.Schema;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTablesTest {
    @TempDir
    Path folder;

    /** A file of a query's rows. */
    private String parquet(String name, String query) throws SQLException {
        Path file = folder.resolve(name);
        Read.execute("jdbc:duckdb:", "COPY (" + query + ") TO " + DuckDb.quoted(file.toString()));
        return file.toString();
    }

    private static String row(String values) {
        return "SELECT * FROM (VALUES " + values + ") t";
    }

    @Test
    void eachTypeIsWhatItIsDeclaredToBe() throws SQLException {
        String file = parquet(
                "types.parquet",
                "SELECT 7::UTINYINT AS small, -3::BIGINT AS big, 12345678901234567890::HUGEINT AS huge, 0.1::DOUBLE AS real,"
                        + " 2.5::FLOAT AS short, 12.50::DECIMAL(10, 2) AS price, true AS yes, '007' AS agent,"
                        + " 'b'::ENUM ('a', 'b') AS grade, DATE '2024-03-31' AS day,"
                        + " TIMESTAMP '2024-03-31 02:30:05.25' AS moment, TIMESTAMPTZ '2024-03-31 02:30:00+02' AS there,"
                        + " TIME '06:00:00.5' AS clock, 18446744073709551615::UBIGINT AS most,"
                        + " '6ccd780c-baba-1026-9564-5b8c656024db'::UUID AS id"
                        + " UNION ALL SELECT 200, NULL, NULL, 'nan'::DOUBLE, 'inf'::FLOAT, 0, false, ' NA ', NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, NULL");
        Table table = Read.open("parquet", file);
        assertEquals(
                List.of(
                        NUMBERS,
                        NUMBERS,
                        NUMBERS,
                        NUMBERS,
                        NUMBERS,
                        NUMBERS,
                        NUMBERS,
                        CATEGORIES,
                        CATEGORIES,
                        MOMENTS,
                        MOMENTS,
                        MOMENTS,
                        NUMBERS,
                        NUMBERS,
                        CATEGORIES),
                Read.holds(table));
        List<List<String>> rows = Read.rows(table);
        assertEquals(
                List.of(
                        "7",
                        "-3",
                        // Parquet has no integers of 128 bits.
                        "1.2345678901234567E19",
                        "0.1",
                        "2.5",
                        "12.5",
                        "true",
                        "007",
                        "b",
                        "2024-03-31",
                        "2024-03-31T02:30:05.250",
                        "2024-03-31T00:30Z",
                        "21600.5",
                        "18446744073709551615",
                        "6ccd780c-baba-1026-9564-5b8c656024db"),
                rows.get(0));
        assertEquals(
                Arrays.asList(
                        "200",
                        null,
                        null,
                        null,
                        "Infinity",
                        "0",
                        "false",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                rows.get(1));
    }

    /** In some zone 2:30 is left out when summer begins; no clock on a wall in a file cares. */
    @Test
    void momentsDoNotDependOnWhereTheyAreRead() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            String file = parquet(
                    "moments.parquet",
                    "SELECT TIMESTAMP '2024-03-31 02:30:00' AS a, TIMESTAMPTZ '2024-07-01 12:00:00+00' AS b");
            assertEquals(
                    List.of(List.of("2024-03-31T02:30", "2024-07-01T12:00Z")), Read.rows(Read.open("parquet", file)));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void numbersThatAreWholeAreWrittenSo() throws SQLException {
        String file = parquet("whole.parquet", "SELECT 3::DOUBLE AS a, -0.0::DOUBLE AS b, 3.00::DECIMAL(9, 2) AS c");
        assertEquals(List.of(List.of("3", "-0", "3")), Read.rows(Read.open("parquet", file)));
    }

    @Test
    void severalFilesAreOneTableWhoseColumnsAreMatchedByName() throws SQLException {
        String first = parquet("a1.parquet", row("(1, 'x'), (2, 'y')").replace("*", "col0 AS n, col1 AS k"));
        String second = parquet("a2.parquet", "SELECT 'z' AS k, 3 AS n");
        String third = parquet("b,c.parquet", "SELECT 4 AS n, 'w' AS k");
        List<List<String>> both = List.of(List.of("1", "x"), List.of("2", "y"), List.of("3", "z"));
        String glob = folder.resolve("a*.parquet").toString();
        assertEquals(both, Read.rows(Read.open("parquet", glob)));
        assertEquals(both, Read.rows(Read.open("parquet", first + "," + second)));
        assertEquals(List.of(List.of("4", "w")), Read.rows(Read.open("parquet", third)));
        assertEquals(
                List.of(Path.of(first), Path.of(second)),
                Read.provider("parquet").files(glob));
        assertEquals(
                List.of(Path.of(second), Path.of(first)),
                Read.provider("parquet").files(second + "," + first));
        String wider = parquet("wider.parquet", "SELECT 5 AS n, 'v' AS k, true AS more");
        Table table = Read.open("parquet", second + "," + wider);
        assertEquals(List.of("k", "n", "more"), Read.names(table));
        assertEquals(List.of(Arrays.asList("z", "3", null), List.of("v", "5", "true")), Read.rows(table));
    }

    @Test
    void whatNoModelLearnsIsRefusedByName() throws SQLException {
        String file = parquet(
                "nested.parquet",
                "SELECT 1 AS n, [1, 2] AS tags, {'a': 1} AS place, 'x'::BLOB AS picture, INTERVAL 1 DAY AS age");
        String refusal = Read.refusal("parquet", file);
        assertTrue(
                refusal.contains("found the columns 'tags (INTEGER[])', 'place (STRUCT(a INTEGER))',"
                        + " 'picture (BLOB)', 'age (INTERVAL)'; select others, or make them one of these by CAST"),
                refusal);
    }

    @Test
    void whatIsNotThereOrNoParquetIsSaid() throws Exception {
        String nothing = folder.resolve("nothing.parquet").toString();
        assertEquals(
                "parquet:" + nothing + ": cannot be read: IO Error: No files found that match the pattern \"" + nothing
                        + "\"",
                Read.refusal("parquet", nothing));
        assertEquals(List.of(), Read.provider("parquet").files(nothing));
        String text =
                Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n").toString();
        String refusal = Read.refusal("parquet", text);
        assertTrue(refusal.startsWith("parquet:" + text + ": cannot be read: Invalid Input Error: "), refusal);
        String empty = parquet("empty.parquet", "SELECT 1 AS a WHERE false");
        assertEquals("parquet:" + empty + ": expected rows, found none", Read.refusal("parquet", empty));
        TableOptions query = TableOptions.builder().query("SELECT 1").build();
        String other = Read.refusal("parquet", text, query);
        assertTrue(other.contains("expected no --query, which is for jdbc:URL"), other);
    }

    /** The same numbers and classes, bit for bit, as of the text that they were read from. */
    @Test
    void rowsAreThoseOfTheSameTableAsText() throws Exception {
        StringBuilder lines = new StringBuilder("x,zip,open,day,class\n");
        for (int t = 0; t < 500; t++) {
            lines.append(t % 17 == 3 ? "" : t * 0.37 - 90)
                    .append(t % 2 == 0 ? ",red," : ",blue,")
                    .append(t % 3 == 0)
                    .append(",2024-0")
                    .append(1 + t % 9)
                    .append("-11,")
                    .append(t % 5)
                    .append('\n');
        }
        Path text = Files.writeString(folder.resolve("rows.csv"), lines);
        String file = parquet("rows.parquet", "FROM " + DuckDb.quoted(text.toString()));
        SchemaOptions options = SchemaOptions.builder().label("class").build();
        FirstRows expected = FirstRows.of(Table.open(text, TableOptions.DEFAULT));
        FirstRows got = FirstRows.of(Read.open("parquet", file));
        Schema schema = Schema.infer(expected, options);
        Schema declared = Schema.infer(got, options);
        assertEquals(schema.columns(), declared.columns());
        assertEquals(schema.classes().names(), declared.classes().names());
        assertArrayEquals(values(TableRows.of(expected, schema)), values(TableRows.of(got, declared)));
    }

    private static float[] values(RowSource rows) throws IOException {
        LabelledRows block = rows.next(1000);
        assertEquals(500, block.count());
        return Arrays.copyOf(block.rows().values(), 500 * block.rows().features());
    }

    @Test
    void aColumnOfNothingIsUndeclared() {
        Table table = Read.open("sql", "SELECT NULL AS nothing, 1 AS n");
        assertEquals(List.of(UNDECLARED, NUMBERS), Read.holds(table));
        assertEquals(List.of(Arrays.asList(null, "1")), Read.rows(table));
    }
}
