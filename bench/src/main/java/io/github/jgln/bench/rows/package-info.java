/** The rows that are learnt, and rows that are made up so that nothing need be fetched. */
package io.github.jgln.bench.rows;
