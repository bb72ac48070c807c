package io.github.jgln.data.sql;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Excerpt;
import io.github.jgln.data.Missing;
import io.github.jgln.data.Notice;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableColumn;
import io.github.jgln.data.TableOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The result of a query, as it comes. A line is a row. */
final class SqlTable implements Table {
    /** Rows that are fetched at a time by drivers that would hold all of them otherwise. */
    private static final int FETCHED = 1000;

    private final String name;
    private final Connection connection;
    private final ResultSet rows;
    private final TableOptions options;
    private final Missing missing;
    private final SqlColumn[] columns;
    /** Whether the result stands at a row that is still to be handed out. */
    private boolean waiting;

    private long line;

    private SqlTable(String name, Connection connection, ResultSet rows, TableOptions options) throws SQLException {
        this.name = name;
        this.connection = connection;
        this.rows = rows;
        // Numbers are written here, and not as the user's locale has them.
        this.options = options.toBuilder().decimal('.').thousands(null).build();
        this.missing = new Missing(options.missing());
        // Some drivers know what an expression gives by the first row only.
        this.waiting = rows.next();
        if (!waiting) {
            throw new DataException(name + ": expected rows, found none");
        }
        this.columns = columns(rows.getMetaData());
    }

    /**
     * Runs a query.
     *
     * @param connection closed with the table, and when this fails
     * @throws SQLException as the database has it
     * @throws DataException when there are no rows, or columns that no model learns
     */
    static Table open(String name, Connection connection, String query, TableOptions options) throws SQLException {
        SqlTable opened = null;
        try {
            Statement statement = connection.createStatement();
            statement.setFetchSize(FETCHED);
            opened = new SqlTable(name, connection, statement.executeQuery(query), options);
            return opened;
        } finally {
            if (opened == null) {
                close(connection);
            }
        }
    }

    private SqlColumn[] columns(ResultSetMetaData declared) throws SQLException {
        boolean anyType = connection.getMetaData().getDatabaseProductName().equals("SQLite");
        SqlColumn[] all = new SqlColumn[declared.getColumnCount()];
        Set<String> names = new HashSet<>();
        List<String> refused = new ArrayList<>();
        for (int c = 0; c < all.length; c++) {
            all[c] = SqlColumn.of(declared, c + 1, anyType);
            String label = all[c].column().name();
            if (!names.add(label)) {
                throw new DataException(name + ": expected columns of different names, found " + Excerpt.of(label)
                        + " twice; call one otherwise, by AS");
            }
            if (!all[c].readable()) {
                refused.add(label + " (" + declared.getColumnTypeName(c + 1) + ")");
            }
        }
        if (!refused.isEmpty()) {
            throw new DataException(name + ": expected numbers, text, dates, or true and false, found the columns "
                    + Excerpt.names(refused) + "; select others, or make them one of these by CAST");
        }
        return all;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<TableColumn> columns() {
        return List.of(columns).stream().map(SqlColumn::column).toList();
    }

    @Override
    public TableOptions options() {
        return options;
    }

    @Override
    public boolean next(String[] cells) {
        try {
            if (!waiting && !rows.next()) {
                return false;
            }
            waiting = false;
            line++;
            for (SqlColumn column : columns) {
                cells[column.index() - 1] = cell(column);
            }
            return true;
        } catch (SQLException e) {
            throw new DataException(name + ": cannot be read after line " + line + ": " + SqlFailure.reason(e), e);
        }
    }

    private String cell(SqlColumn column) throws SQLException {
        try {
            return column.cell(rows, missing);
        } catch (IllegalArgumentException e) {
            throw new DataException(name + " line " + line + ": expected in column "
                    + Excerpt.of(column.column().name()) + " numbers or text, found " + e.getMessage());
        }
    }

    /** Nobody knows whether a database would have to work for the next row; it is no pipe that somebody writes to. */
    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public List<Notice> notices() {
        return List.of();
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(Connection connection) {
        try (connection) {
            // Whatever a function in the query may have done.
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // Nothing was written that could be lost.
        }
    }
}
