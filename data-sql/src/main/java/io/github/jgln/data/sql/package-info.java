/**
 * Tables from Parquet files, from queries over files, and from databases. Their providers are found by {@link
 * java.util.ServiceLoader}, see {@link io.github.jgln.data.TableProvider}; all of them only read, and hold no more of a result than
 * its driver does: {@link io.github.jgln.data.sql.ParquetTables}, {@link io.github.jgln.data.sql.QueryTables}, {@link
 * io.github.jgln.data.sql.JdbcTables}.
 *
 * <p>What columns hold is what the database declares: numbers, true or false, and times of a day, as seconds, are numbers; text is a
 * category whatever it looks like; dates are moments, those with a zone in UTC. Text is missing where it is in files: where it is
 * {@link io.github.jgln.data.TableOptions#missing()}.
 */
package io.github.jgln.data.sql;
