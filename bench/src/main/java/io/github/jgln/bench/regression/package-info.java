/**
 * Learners of numbers on the same rows, each in a process of its own, and the protocol of published splits.
 * {@link io.github.jgln.bench.regression.RegressionComparison} is the entry of the one,
 * {@link io.github.jgln.bench.regression.SplitProtocol} of the other; a learner takes part by a
 * {@link io.github.jgln.bench.regression.RegressionContender}, and a library's learners by
 * {@link io.github.jgln.bench.regression.RegressionPeers}.
 */
package io.github.jgln.bench.regression;
