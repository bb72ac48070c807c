package io.github.jgln.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that other modules read, none of which is here. */
class OptionalTablesTest {
    @ParameterizedTest
    @ValueSource(strings = {"parquet:rows.parquet", "sql:SELECT 1", "jdbc:postgresql://me:s3cret@host/db"})
    void aSourceWhoseModuleIsNotHereSaysWhichItIs(String source) {
        String why = Cli.run("train", source, "--label", "class").failure(2);
        String scheme = source.substring(0, source.indexOf(':'));
        assertTrue(
                why.contains("'" + scheme + ":' is read by the module data-sql, which is not here; run ./jgln in the"
                        + " source tree, which builds it; see"),
                why);
        assertFalse(why.contains("s3cret"), why);
    }

    @Test
    void aQueryIsForDatabases() {
        assertTrue(Cli.run("columns", "csv:x.csv", "--query", "SELECT 1")
                .failure(2)
                .contains("--query is for jdbc:URL, not for csv:x.csv"));
        assertTrue(Cli.run("train", "mnist", "--query", "SELECT 1")
                .failure(2)
                .contains("--query is for tables, not for mnist"));
    }

    /** The launcher reads the same list. */
    @Test
    void eachListedModuleHasAProvider() throws IOException {
        List<String> listed = OptionalCommands.lines("optional-tables.txt").toList();
        assertEquals(List.of("jdbc data-sql", "parquet data-sql", "sql data-sql"), listed);
        List<String> schemes = new ArrayList<>();
        for (String provider : Files.readAllLines(
                Path.of("..", "data-sql/src/main/resources/META-INF/services/io.github.jgln.data.TableProvider"))) {
            String source =
                    Files.readString(Path.of("..", "data-sql/src/main/java", provider.replace('.', '/') + ".java"));
            schemes.add(
                    source.replaceFirst("(?s).*String scheme\\(\\) \\{\\s+return \"(\\w+)\".*", "$1") + " data-sql");
        }
        assertEquals(listed, schemes);
        assertTrue(Files.readString(Path.of("..", "jgln")).contains("/optional-tables.txt"));
    }
}
