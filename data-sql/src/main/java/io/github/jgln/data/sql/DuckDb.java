package io.github.jgln.data.sql;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.duckdb.DuckDBDriver;

/** An empty database of DuckDB's in memory, for each thing that is asked. */
final class DuckDb {
    private static final String URL = "jdbc:duckdb:";

    /** What the driver says instead of the reason, where a query fails before its first rows are there. */
    private static final String NO_REASON = "Invalid result set";

    private DuckDb() {}

    /** Asks a database. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection database) throws SQLException;
    }

    /** What any database of DuckDB's is opened with here: it fetches nothing by itself, and leaves nothing in the user's folder. */
    static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        // Made only when something does not fit in memory, and deleted with the database.
        settings.setProperty(
                "temp_directory",
                Path.of(System.getProperty("java.io.tmpdir"), "jgln-duckdb-" + UUID.randomUUID())
                        .toString());
        return settings;
    }

    /** The same, for results that are read while the query runs. */
    static Properties streaming() {
        Properties settings = settings();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return settings;
    }

    static Table open(String name, String query, TableOptions options) {
        if (options.query().isPresent()) {
            throw new DataException(name + ": expected no --query, which is for jdbc:URL, got one");
        }
        Connection database = connect(name, streaming());
        try {
            return SqlTable.open(name, database, query, options);
        } catch (SQLException e) {
            throw new DataException(name + ": cannot be read: " + reason(name, query, e), e);
        }
    }

    private static String reason(String name, String query, SQLException failure) {
        if (!SqlFailure.reason(failure).contains(NO_REASON)) {
            return SqlFailure.reason(failure);
        }
        // As it failed early, it will again, and then says why.
        try (Connection database = connect(name, settings());
                Statement statement = database.createStatement()) {
            statement.executeQuery(query).close();
            return SqlFailure.reason(failure);
        } catch (SQLException e) {
            return SqlFailure.reason(e);
        }
    }

    private static Connection connect(String name, Properties settings) {
        try {
            return new DuckDBDriver().connect(URL, settings);
        } catch (SQLException e) {
            throw new DataException(name + ": DuckDB does not start: " + SqlFailure.reason(e), e);
        } catch (LinkageError e) {
            throw new DataException(
                    name + ": DuckDB's native library does not load on this machine: " + SqlFailure.reason(e), e);
        }
    }

    private static <T> T ask(String name, Question<T> question) {
        try (Connection database = connect(name, settings())) {
            return question.ask(database);
        } catch (SQLException e) {
            throw new DataException(name + ": " + SqlFailure.reason(e), e);
        }
    }

    /** A text in SQL. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The local files that patterns match; none where there is none. */
    static List<Path> files(String name, List<String> patterns) {
        return ask(name, database -> {
            List<Path> files = new ArrayList<>();
            for (String pattern : patterns) {
                // Those elsewhere are nobody's to overwrite.
                if (!pattern.contains("://")) {
                    strings(database, "SELECT file FROM glob(?)", pattern).forEach(file -> files.add(Path.of(file)));
                }
            }
            return files;
        });
    }

    /** The names of tables and the texts in a query that can be parsed. */
    static List<String> texts(String name, String query) {
        return ask(
                name,
                database -> strings(
                        database,
                        "SELECT DISTINCT atom->>'$' FROM json_tree(json_serialize_sql(?::VARCHAR))"
                                + " WHERE key IN ('table_name', 'text') AND type = 'VARCHAR'",
                        query));
    }

    /** Refuses what is not one statement that selects, by DuckDB's own parser. */
    static void requireSelect(String name, String query) {
        Optional<String> fault = ask(name, database -> {
            String parsed = "FROM (SELECT json_serialize_sql(?::VARCHAR) AS parsed)";
            String error = one(database, "SELECT parsed->>'$.error_message' " + parsed, query);
            if (error != null) {
                return Optional.of(error.lines().findFirst().orElse(""));
            }
            String count = one(database, "SELECT json_array_length(parsed, '$.statements')::VARCHAR " + parsed, query);
            return count.equals("1") ? Optional.empty() : Optional.of(count + " statements");
        });
        fault.ifPresent(text -> {
            throw new DataException(
                    name + ": expected one statement that selects, as SELECT, WITH or FROM do: " + text);
        });
    }

    private static String one(Connection database, String sql, String parameter) throws SQLException {
        return strings(database, sql, parameter).get(0);
    }

    private static List<String> strings(Connection database, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, parameter);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
