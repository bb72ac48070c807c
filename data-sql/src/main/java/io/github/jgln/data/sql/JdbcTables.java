package io.github.jgln.data.sql;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableProvider;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a query gives that is put to a database: a JDBC URL without {@code jdbc:}, and {@link TableOptions#query()}. The driver is to
 * be on the class path.
 *
 * <p>One statement that selects, in a transaction that only reads, where the database knows such, and is rolled back at the end.
 */
public final class JdbcTables implements TableProvider {
    /** What may stand beside a password in a URL. */
    private static final Pattern SECRET = Pattern.compile("[@?;&]");

    /** One, and what stands before it. */
    private static final Pattern PASSWORD =
            Pattern.compile("[:/][^:/@]+(?=@)|(?<=password|passwd|pwd|secret|token)=[^&;]+", Pattern.CASE_INSENSITIVE);

    /** Loads nothing. */
    public JdbcTables() {}

    @Override
    public String scheme() {
        return "jdbc";
    }

    /** The URL, or no more than its kind where a password may be in it. */
    @Override
    public String name(String source) {
        return scheme() + ":" + (SECRET.matcher(source).find() ? kind(source) + ":…" : source);
    }

    private static String kind(String source) {
        return source.substring(0, Math.max(0, source.indexOf(':')));
    }

    /** The file of an embedded database. */
    @Override
    public List<Path> files(String source) {
        String path = source.substring(source.indexOf(':') + 1)
                .replaceFirst("^file:", "")
                .replaceFirst("[?;].*", "");
        try {
            return Stream.of(path, path + ".mv.db")
                    .map(Path::of)
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    @Override
    public Table open(String source, TableOptions options) {
        String name = name(source);
        String query = options.query()
                .orElseThrow(() ->
                        new DataException(name + ": expected a query, as by --query 'SELECT * FROM …', got none"));
        ReadOnly.require(name, query);
        try {
            return SqlTable.open(name, connect(name, source), query, options);
        } catch (SQLException e) {
            throw failed(name, source, e);
        }
    }

    private static Connection connect(String name, String source) throws SQLException {
        String url = "jdbc:" + source;
        Optional<Driver> driver = driver(url);
        Connection connection = driver.isEmpty() ? null : driver.get().connect(url, settings(kind(source)));
        if (connection == null) {
            List<String> there = DriverManager.drivers()
                    .map(other -> other.getClass().getName())
                    .sorted()
                    .toList();
            throw new DataException(name + ": expected a JDBC driver for it on the class path, found " + there
                    + "; add its jar, for ./jgln by JGLN_CLASSPATH");
        }
        try {
            connection.setReadOnly(true);
        } catch (SQLException e) {
            // SQLite is told when it opens the file.
        }
        // Without, PostgreSQL's driver holds all rows at once.
        connection.setAutoCommit(false);
        return connection;
    }

    /** The driver manager's own message has the URL in it. */
    private static Optional<Driver> driver(String url) {
        try {
            return Optional.of(DriverManager.getDriver(url));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** So that embedded databases are not made where there is none, and are not written to. */
    private static Properties settings(String kind) {
        Properties settings = new Properties();
        switch (kind) {
            case "duckdb" -> {
                settings.putAll(DuckDb.streaming());
                settings.setProperty("duckdb.read_only", "true");
            }
            case "h2" -> settings.setProperty("IFEXISTS", "TRUE");
            case "sqlite" -> settings.setProperty("open_mode", "1");
            default -> {}
        }
        return settings;
    }

    /** Drivers like to repeat the URL, or parts of it. */
    private static DataException failed(String name, String source, SQLException e) {
        String begin = name + ": cannot be read: ";
        if (!SECRET.matcher(source).find()) {
            return new DataException(begin + SqlFailure.reason(e), e);
        }
        String reason = SqlFailure.reason(e).replace(source, kind(source) + ":…");
        for (Matcher password = PASSWORD.matcher(source); password.find(); ) {
            reason = reason.replace(password.group().substring(1), "…");
        }
        // Without the cause, which would be shown to who debugs.
        return new DataException(begin + reason);
    }
}
