/**
 * What an engine makes of the machine: its figures beside the ceilings, and how its cost grows with threads, neurons and rows.
 * {@link io.github.jgln.bench.figures.Benchmark} is the entry.
 */
package io.github.jgln.bench.figures;
