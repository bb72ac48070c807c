package io.github.jgln.data.sql;

import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableProvider;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parquet files: one, a pattern as {@code rows/*.parquet}, or several of these with commas between them. Columns of several files
 * are matched by their names.
 */
public final class ParquetTables implements TableProvider {
    /** Loads nothing. */
    public ParquetTables() {}

    @Override
    public String scheme() {
        return "parquet";
    }

    @Override
    public List<Path> files(String source) {
        return DuckDb.files(name(source), patterns(source));
    }

    @Override
    public Table open(String source, TableOptions options) {
        String files = patterns(source).stream().map(DuckDb::quoted).collect(Collectors.joining(", "));
        return DuckDb.open(name(source), "FROM read_parquet([" + files + "], union_by_name = true)", options);
    }

    private static List<String> patterns(String source) {
        return isFile(source) ? List.of(source) : List.of(source.split(","));
    }

    /** Its name may have a comma. */
    private static boolean isFile(String source) {
        try {
            return Files.exists(Path.of(source));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
