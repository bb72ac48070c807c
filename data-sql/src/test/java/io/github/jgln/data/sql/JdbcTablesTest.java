package io.github.jgln.data.sql;

import static io.github.jgln.data.TableColumn.Holds.CATEGORIES;
import static io.github.jgln.data.TableColumn.Holds.MOMENTS;
import static io.github.jgln.data.TableColumn.Holds.NUMBERS;
import static io.github.jgln.data.TableColumn.Holds.UNDECLARED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcTablesTest {
    @TempDir
    Path folder;

    private static TableOptions query(String sql) {
        return TableOptions.builder().query(sql).build();
    }

    private static Table open(String source, String sql) {
        return Read.provider("jdbc").open(source, query(sql));
    }

    private String sqlite(String... statements) throws SQLException {
        Path file = folder.resolve("rows.db");
        Read.execute("jdbc:sqlite:" + file, statements);
        return "sqlite:" + file;
    }

    @Test
    void aDatabaseInMemoryIsRead() throws SQLException {
        try (Connection kept = DriverManager.getConnection("jdbc:h2:mem:rows")) {
            kept.createStatement()
                    .execute(
                            "CREATE TABLE visits (zip VARCHAR, price DECIMAL(10, 2), paid BOOLEAN, at TIMESTAMP, d DATE,"
                                    + " there TIMESTAMP WITH TIME ZONE, clock TIME, note CLOB, id UUID)");
            kept.createStatement()
                    .execute("INSERT INTO visits VALUES ('01', 1.50, TRUE, TIMESTAMP '2024-03-31 02:30:00',"
                            + " DATE '2024-03-31', TIMESTAMP WITH TIME ZONE '2024-03-31 02:30:00+02:00', TIME '01:00:00',"
                            + " 'long', '6ccd780c-baba-1026-9564-5b8c656024db'),"
                            + " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
            Table table = open("h2:mem:rows", "SELECT * FROM visits");
            assertEquals(
                    List.of(NUMBERS, NUMBERS, MOMENTS, MOMENTS, MOMENTS, NUMBERS, CATEGORIES),
                    Read.holds(table).subList(1, 8));
            assertEquals(CATEGORIES, Read.holds(table).get(0));
            List<List<String>> rows = Read.rows(table);
            assertEquals(
                    List.of(
                            "01",
                            "1.5",
                            "true",
                            "2024-03-31T02:30",
                            "2024-03-31",
                            "2024-03-31T00:30Z",
                            "3600",
                            "long",
                            "6ccd780c-baba-1026-9564-5b8c656024db"),
                    rows.get(0));
            assertEquals(Arrays.asList(new String[9]), rows.get(1));
        }
    }

    /** SQLite holds anything in any column: only what is declared as text is known. */
    @Test
    void columnsOfSqliteAreWhatIsDeclaredAsTextAndElseWhatTheyHold() throws SQLException {
        String source = sqlite(
                "CREATE TABLE t (zip TEXT, n INTEGER, x REAL, day DATE)",
                "INSERT INTO t VALUES ('01', 1, 1.5, '2024-03-31'), ('02', 'two', 2, NULL)");
        Table table = open(source, "SELECT * FROM t");
        assertEquals(List.of(CATEGORIES, UNDECLARED, UNDECLARED, UNDECLARED), Read.holds(table));
        assertEquals(
                List.of(List.of("01", "1", "1.5", "2024-03-31"), Arrays.asList("02", "two", "2", null)),
                Read.rows(table));
        assertEquals(List.of(folder.resolve("rows.db")), Read.provider("jdbc").files(source));
        String bytes = Read.refusal("jdbc", source, query("SELECT x'00ff' AS picture"));
        assertTrue(bytes.contains("line 1: expected in column 'picture' numbers or text, found bytes"), bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t",
                "SELECT 1; DROP TABLE t",
                "SELECT 1; SELECT 2",
                "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
                "SELECT n INTO other FROM t",
                "/* SELECT */ DROP TABLE t",
                "-- SELECT\nUPDATE t SET n = 2"
            })
    void whatMayWriteIsRefused(String sql) throws SQLException {
        String source = sqlite("CREATE TABLE t (n INTEGER)", "INSERT INTO t VALUES (1)");
        String refusal = Read.refusal("jdbc", source, query(sql));
        assertTrue(refusal.contains(": expected one statement that selects, "), refusal);
        assertEquals(List.of(List.of("1")), Read.rows(open(source, "SELECT n FROM t")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';' AS a;",
                "-- ; delete\nselect \"insert\" AS a FROM (SELECT ';' AS \"insert\") t",
                "/* update */ (SELECT ';' AS a) ; -- all",
                "WITH t AS (SELECT ';' AS a) SELECT a FROM t"
            })
    void wordsInTextsNamesAndCommentsAreNoStatements(String sql) throws SQLException {
        try (Connection kept = DriverManager.getConnection("jdbc:h2:mem:words")) {
            assertEquals(List.of(List.of(";")), Read.rows(open("h2:mem:words", sql)));
            assertFalse(kept.isClosed());
        }
    }

    /** The words are not all: nothing may be written even by a function. */
    @Test
    void databasesAreOpenedForReading() throws SQLException {
        Path nothing = folder.resolve("nothing.db");
        for (String absent : List.of("sqlite:" + nothing, "duckdb:" + nothing)) {
            String refusal = Read.refusal("jdbc", absent, query("SELECT 1"));
            assertTrue(refusal.contains("cannot be read: "), refusal);
            assertFalse(Files.exists(nothing), absent);
        }
        Path duckdb = folder.resolve("duck.db");
        Read.execute("jdbc:duckdb:" + duckdb, "CREATE TABLE t AS SELECT 7 AS n");
        assertEquals(List.of(List.of("7")), Read.rows(open("duckdb:" + duckdb, "SELECT n FROM t")));
        assertEquals(List.of(duckdb), Read.provider("jdbc").files("duckdb:" + duckdb));
        String h2 = folder.resolve("h2").toString();
        assertTrue(Read.refusal("jdbc", "h2:" + h2, query("SELECT 1")).contains("not found"));
        Read.execute("jdbc:h2:" + h2, "CREATE TABLE t AS SELECT 8 AS n");
        assertEquals(List.of(List.of("8")), Read.rows(open("h2:" + h2, "SELECT n FROM t")));
        assertEquals(
                List.of(Path.of(h2 + ".mv.db")), Read.provider("jdbc").files("h2:file:" + h2 + ";TRACE_LEVEL_FILE=0"));
    }

    @Test
    void aQueryAndADriverAreNeeded() {
        assertEquals(
                "jdbc:nosuch://host/db: expected a query, as by --query 'SELECT * FROM …', got none",
                Read.refusal("jdbc", "nosuch://host/db"));
        String driver = Read.refusal("jdbc", "nosuch://host/db", query("SELECT 1"));
        assertTrue(
                driver.startsWith("jdbc:nosuch://host/db: expected a JDBC driver for it on the class path, found [")
                        && driver.contains("org.h2.Driver"),
                driver);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "nosuch://me:s3cret@host/db jdbc:nosuch:…",
                "nosuch://host/db?user=me&password=s3cret jdbc:nosuch:…",
                "nosuch:host;pwd=s3cret jdbc:nosuch:…",
                "h2:tcp://127.0.0.1:1/db;PASSWORD=s3cret jdbc:h2:…",
                "h2:mem:x;PASSWORD=s3cret;NOSUCH=1 jdbc:h2:…",
                "sqlite:/nowhere/s3cret?password=s3cret jdbc:sqlite:…"
            })
    void aPasswordInAUrlIsNotRepeated(String source, String name) {
        assertEquals(name, Read.provider("jdbc").name(source));
        DataException e = assertThrows(DataException.class, () -> open(source, "SELECT 1"));
        assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
        for (Throwable t = e; t != null; t = t.getCause()) {
            assertFalse(String.valueOf(t.getMessage()).contains("s3cret"), t.toString());
        }
    }

    /** Nor what may be one, where a driver repeats it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spy://me:s3cret@host/db",
                "spy://host/db?user=me&password=s3cret",
                "spy://host;pwd=s3cret;more=1",
                "spy:thin:me/s3cret@//host"
            })
    void aPasswordThatADriverRepeatsIsTakenOut(String source) throws SQLException {
        SpyDriver driver = SpyDriver.register();
        try {
            DataException e = assertThrows(DataException.class, () -> open(source, "SELECT 1"));
            assertTrue(
                    e.getMessage().startsWith("jdbc:spy:…: cannot be read: No way to jdbc:spy:…, of"), e.getMessage());
            assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
            assertEquals(null, e.getCause());
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    /** PostgreSQL's driver holds all rows unless there is a transaction and a number of rows to fetch. */
    @Test
    void aResultIsFetchedInPartsInATransactionThatReadsAndIsRolledBack() throws SQLException {
        SpyDriver driver = SpyDriver.register();
        try {
            assertEquals(List.of(List.of("1")), Read.rows(open("spy:memory", "SELECT 1")));
        } finally {
            DriverManager.deregisterDriver(driver);
        }
        List<String> told = driver.calls.stream()
                .filter(call -> !call.startsWith("get") && !call.startsWith("is"))
                .toList();
        assertEquals(
                List.of(
                        "setReadOnly[true]",
                        "setAutoCommit[false]",
                        "createStatement",
                        "setFetchSize[1000]",
                        "executeQuery[SELECT 1]",
                        "rollback",
                        "close"),
                told);
    }

    @Test
    void anErrorInTheQueryIsTheDatabases() throws SQLException {
        String refusal = Read.refusal("jdbc", sqlite(), query("SELECT nowhere FROM t"));
        assertTrue(refusal.contains("cannot be read: ") && refusal.contains("no such table: t"), refusal);
    }
}
