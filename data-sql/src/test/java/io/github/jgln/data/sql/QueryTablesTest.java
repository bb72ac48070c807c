package io.github.jgln.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTablesTest {
    @TempDir
    Path folder;

    private String csv;
    private String parquet;

    @BeforeEach
    void write() throws SQLException, IOException {
        csv = Files.writeString(folder.resolve("b.csv"), "id,colour\n2,red\n1,blue\n3,red\n")
                .toString();
        parquet = folder.resolve("a.parquet").toString();
        Read.execute(
                "jdbc:duckdb:",
                "COPY (SELECT i AS id, i * 0.5 AS half FROM range(1, 4) t(i)) TO " + DuckDb.quoted(parquet));
    }

    @Test
    void filesOfSeveralKindsAreJoined() {
        String query = "SELECT * FROM '" + parquet + "' JOIN '" + csv + "' USING (id) ORDER BY id DESC";
        Table table = Read.open("sql", query);
        assertEquals(List.of("id", "half", "colour"), Read.names(table));
        assertEquals(
                List.of(List.of("3", "1.5", "red"), List.of("2", "1", "red"), List.of("1", "0.5", "blue")),
                Read.rows(table));
        assertEquals(
                Set.of(Path.of(parquet), Path.of(csv)),
                Set.copyOf(Read.provider("sql").files(query)));
    }

    @Test
    void filesInFunctionsAreFilesThatAreRead() {
        String query = "FROM read_csv(['" + csv + "']) WHERE colour <> 'green'";
        assertEquals(List.of(Path.of(csv)), Read.provider("sql").files(query));
        assertEquals(List.of(), Read.provider("sql").files("SELEC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'FOLDER/written.csv'",
                "SELECT 1; COPY (SELECT 1) TO 'FOLDER/written.csv'",
                "ATTACH 'FOLDER/written.db'",
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE t AS SELECT 1",
                "EXPORT DATABASE 'FOLDER/written'",
                "INSTALL httpfs",
                "SET threads = 1",
                "SELECT 1; SELECT 2",
                "",
                "-- nothing"
            })
    void whatDoesNotSelectIsRefused(String query) throws IOException {
        String refusal = Read.refusal("sql", query.replace("FOLDER", folder.toString()));
        assertTrue(refusal.contains(": expected one statement that selects, as SELECT, WITH or FROM do: "), refusal);
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 AS n;",
                "WITH t AS (SELECT 1 AS n) FROM t",
                "(SELECT 1 AS n)",
                "-- a\nSELECT 1 AS n --;"
            })
    void whatSelectsIsRead(String query) {
        assertEquals(List.of(List.of("1")), Read.rows(Read.open("sql", query)));
    }

    @Test
    void theDatabasesReasonIsGivenInALine() {
        assertEquals(
                "sql:SELEC 1: expected one statement that selects, as SELECT, WITH or FROM do:"
                        + " syntax error at or near \"SELEC\"",
                Read.refusal("sql", "SELEC\n 1"));
        String column = Read.refusal("sql", "SELECT nowhere FROM '" + csv + "'");
        assertTrue(column.contains(": cannot be read: Binder Error: Referenced column \"nowhere\" not found"), column);
        String file = Read.refusal("sql", "FROM 'nothing.csv'");
        assertTrue(file.contains("IO Error: No files found that match the pattern \"nothing.csv\""), file);
        String twice = Read.refusal("sql", "SELECT 1 AS a, 2 AS a");
        assertTrue(twice.contains("expected columns of different names, found 'a' twice"), twice);
        assertTrue(Read.refusal("sql", "SELECT 1 WHERE false").contains("expected rows, found none"));
    }

    /** The driver swallows it where the first rows are not there yet. */
    @Test
    void theReasonIsGivenWhereverAQueryFails() {
        String early = Read.refusal("sql", "SELECT ('x' || i)::INTEGER AS n FROM range(3) t(i)");
        assertTrue(early.contains("Conversion Error: Could not convert string 'x0' to INT32"), early);
        String late = Read.refusal("sql", "SELECT if(i = 3000000, 'x', '1')::INTEGER AS n FROM range(4000000) t(i)");
        assertTrue(late.matches("(?s).*cannot be read after line \\d+: .*"), late);
        assertTrue(late.contains("Could not convert string 'x' to INT32"), late);
    }

    /** Of a result that would take years. */
    @Test
    void rowsComeWhileTheQueryRuns() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            String[] cells = new String[1];
            try (Table table = Read.open("sql", "SELECT i AS n FROM range(1000000000000) t(i)")) {
                for (int t = 0; t < 10_000; t++) {
                    assertTrue(table.ready());
                    assertTrue(table.next(cells));
                    assertEquals(Integer.toString(t), cells[0]);
                }
            }
        });
    }

    @Test
    void rowsKeepTheOrderOfTheirFile() throws SQLException {
        String file = folder.resolve("long.parquet").toString();
        Read.execute(
                "jdbc:duckdb:",
                "COPY (SELECT i AS n FROM range(700000) t(i)) TO '" + file
                        + "' (FORMAT parquet, ROW_GROUP_SIZE 20000)");
        String[] cells = new String[1];
        try (Table table = Read.open("sql", "FROM '" + file + "' WHERE n % 2 = 0")) {
            long wrong = 0;
            for (long t = 0; table.next(cells); t++) {
                wrong += cells[0].equals(Long.toString(2 * t)) ? 0 : 1;
            }
            assertEquals(0, wrong);
            assertEquals(350_000, table.line());
        }
    }

    @Test
    void aTableIsClosedTwiceAndNotReadAfterwards() {
        Table table = Read.open("sql", "SELECT i AS n FROM range(10000) t(i)");
        table.close();
        table.close();
        Assertions.assertThrows(DataException.class, () -> {
            while (table.next(new String[1])) {}
        });
    }

    @Test
    void aLongQueryIsNamedByItsBeginning() {
        String name = Read.provider("sql").name("SELECT\n  1,\n" + "2,".repeat(200));
        assertTrue(name.startsWith("sql:SELECT 1, 2,2,"), name);
        assertTrue(name.endsWith("…"), name);
        assertFalse(name.length() > 100, name);
    }
}
