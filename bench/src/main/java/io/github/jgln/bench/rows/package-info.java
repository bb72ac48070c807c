/** Rows that are made up, so that nothing need be fetched; rows in another form; and what reports say of rows. */
package io.github.jgln.bench.rows;
