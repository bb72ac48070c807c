package io.github.jgln.evaluation;

/**
 * One pass of a {@link Training}.
 *
 * @param online of the training rows, each predicted before it was learnt
 * @param test of the test rows, predicted after the pass
 */
public record Epoch(Score online, Score test) {}
