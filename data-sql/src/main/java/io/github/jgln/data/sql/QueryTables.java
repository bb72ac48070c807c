package io.github.jgln.data.sql;

import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableProvider;
import java.nio.file.Path;
import java.util.List;

/**
 * What a query gives, in DuckDB's SQL, over whatever files that reads: {@code SELECT * FROM 'a.parquet' JOIN 'b.csv' USING (id)}. One
 * statement that selects; its database is empty, and in memory.
 */
public final class QueryTables implements TableProvider {
    private static final int SHOWN = 80;

    /** Loads nothing. */
    public QueryTables() {}

    @Override
    public String scheme() {
        return "sql";
    }

    /** The query, or its beginning. */
    @Override
    public String name(String source) {
        String line = source.strip().replaceAll("\\s+", " ");
        return scheme() + ":" + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…");
    }

    /** The files that the query's names and texts name. */
    @Override
    public List<Path> files(String source) {
        return DuckDb.files(name(source), DuckDb.texts(name(source), source));
    }

    @Override
    public Table open(String source, TableOptions options) {
        DuckDb.requireSelect(name(source), source);
        return DuckDb.open(name(source), source, options);
    }
}
