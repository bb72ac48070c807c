/**
 * How good a learner is while it learns: each row is predicted, scored, then learnt (prequential evaluation, "test then
 * train"). For any {@link io.github.jgln.OnlineLearner}; knows no backend and no screen.
 * {@link io.github.jgln.evaluation.Prequential} learns and scores; a {@link io.github.jgln.evaluation.StreamEvaluation} that
 * listens to it measures the rest, of which {@link io.github.jgln.evaluation.EvaluationReport} writes a report.
 */
package io.github.jgln.evaluation;
