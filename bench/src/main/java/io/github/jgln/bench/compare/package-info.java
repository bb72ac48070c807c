/**
 * Backends and other libraries' learners on the same rows, each in a process of its own.
 * {@link io.github.jgln.bench.compare.Comparison} is the entry; a learner takes part by implementing
 * {@link io.github.jgln.bench.compare.Contender}.
 */
package io.github.jgln.bench.compare;
