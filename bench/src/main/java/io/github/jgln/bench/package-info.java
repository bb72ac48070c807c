/** Measures an engine beside what the machine can do; {@link io.github.jgln.bench.Benchmark} is the entry. */
package io.github.jgln.bench;
