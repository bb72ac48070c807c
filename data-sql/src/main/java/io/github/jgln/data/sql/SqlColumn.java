package io.github.jgln.data.sql;

import io.github.jgln.data.Missing;
import io.github.jgln.data.TableColumn;
import io.github.jgln.data.TableColumn.Holds;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * A column of a result.
 *
 * @param index from 1, as JDBC has it
 * @param type whose objects its values are asked for as; Object for what the driver likes, Void where no model can learn them
 */
record SqlColumn(TableColumn column, int index, Class<?> type) {
    private static final double NANOS = 1e9;

    /** @param anyType whether any value may be in any column, whatever is declared, as SQLite has it */
    static SqlColumn of(ResultSetMetaData declared, int index, boolean anyType) throws SQLException {
        int jdbc = declared.getColumnType(index);
        Class<?> type = anyType ? Object.class : type(jdbc, declared.getColumnTypeName(index));
        Holds holds = holds(type);
        if (anyType) {
            holds = type(jdbc, "") == String.class ? Holds.CATEGORIES : Holds.UNDECLARED;
        }
        return new SqlColumn(new TableColumn(declared.getColumnLabel(index), holds, List.of()), index, type);
    }

    private static Class<?> type(int jdbc, String name) {
        return switch (jdbc) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.BOOLEAN,
                    Types.BIT -> Number.class;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> String.class;
            case Types.DATE -> LocalDate.class;
            case Types.TIMESTAMP -> LocalDateTime.class;
            case Types.TIMESTAMP_WITH_TIMEZONE -> OffsetDateTime.class;
            case Types.TIME -> LocalTime.class;
            case Types.NULL -> Object.class;
            default -> other(name);
        };
    }

    /** JDBC has no numbers for these. */
    private static Class<?> other(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM" -> Number.class;
            case "ENUM", "UUID" -> String.class;
            // DuckDB's, of a column with nothing in it.
            case "\"NULL\"" -> Object.class;
            default -> Void.class;
        };
    }

    private static Holds holds(Class<?> type) {
        if (type == Number.class || type == LocalTime.class) {
            return Holds.NUMBERS;
        }
        if (type == String.class) {
            return Holds.CATEGORIES;
        }
        return type == Object.class ? Holds.UNDECLARED : Holds.MOMENTS;
    }

    boolean readable() {
        return type != Void.class;
    }

    /**
     * What the column holds in the row that a result stands at.
     *
     * @return null where missing
     * @throws IllegalArgumentException when it is nothing that a cell can say; the message says what it is
     */
    String cell(ResultSet row, Missing missing) throws SQLException {
        if (type == String.class) {
            return text(row.getString(index), missing);
        }
        // Not as the driver likes it: java.sql.Timestamp has no hour that a change to summer time leaves out.
        return type == Number.class || type == Object.class
                ? text(row.getObject(index), missing)
                : text(row.getObject(index, type), missing);
    }

    private static String text(Object value, Missing missing) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return missing.orNull(text.strip());
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.isNaN(((Number) value).doubleValue()) ? null : withoutZero(value.toString());
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof LocalTime time) {
            return withoutZero(Double.toString(time.toNanoOfDay() / NANOS));
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toString();
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof LocalDate
                || value instanceof LocalDateTime) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                value instanceof byte[] ? "bytes" : value.getClass().getSimpleName());
    }

    /** One number has one text, whatever type it is of: labels are known by it. */
    private static String withoutZero(String number) {
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }
}
