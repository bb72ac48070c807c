/**
 * Learners of tables on the same tables and streams, each in a process of its own.
 * {@link io.github.jgln.bench.tables.TablesComparison} is the entry; a learner takes part by a
 * {@link io.github.jgln.bench.tables.TableContender}, and a library's learners by {@link io.github.jgln.bench.tables.TablePeers}.
 */
package io.github.jgln.bench.tables;
