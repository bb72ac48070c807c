/**
 * How good a learner is while it learns: each row is predicted, scored, then learnt (prequential evaluation, "test then
 * train"). For any {@link io.github.jgln.OnlineLearner}; knows no backend and no screen.
 */
package io.github.jgln.evaluation;
