package io.github.jgln.evaluation;

/**
 * The mean loss has changed, by an {@link Adwin}.
 *
 * @param row how many rows there had been when it was noticed
 * @param before the mean loss of the rows that were forgotten for it
 * @param after the mean loss of the rows that were kept: higher when the learner has become worse
 */
public record Drift(long row, double before, double after) {}
