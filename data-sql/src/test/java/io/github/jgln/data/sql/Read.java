package io.github.jgln.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableColumn;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableProvider;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/** Tables, made and read for tests. */
final class Read {
    private Read() {}

    /** As a command line finds it. */
    static TableProvider provider(String scheme) {
        return ServiceLoader.load(TableProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals(scheme))
                .findFirst()
                .orElseThrow();
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static Table open(String scheme, String source) {
        return provider(scheme).open(source, TableOptions.DEFAULT);
    }

    static List<String> names(Table table) {
        return table.columns().stream().map(TableColumn::name).toList();
    }

    static List<TableColumn.Holds> holds(Table table) {
        return table.columns().stream().map(TableColumn::holds).toList();
    }

    /** All rows, and closes the table. */
    static List<List<String>> rows(Table table) {
        List<List<String>> rows = new ArrayList<>();
        try (table) {
            String[] cells = new String[table.columns().size()];
            while (table.next(cells)) {
                rows.add(Arrays.asList(cells.clone()));
                assertEquals(rows.size(), table.line());
            }
        }
        return rows;
    }

    /** The one line that says why a table is not read. */
    static String refusal(String scheme, String source, TableOptions options) {
        DataException e =
                assertThrows(DataException.class, () -> rows(provider(scheme).open(source, options)));
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        return e.getMessage();
    }

    static String refusal(String scheme, String source) {
        return refusal(scheme, source, TableOptions.DEFAULT);
    }
}
