/** How a measurement is warmed up for and repeated, and what is said of its repetitions. */
package io.github.jgln.bench.sampling;
