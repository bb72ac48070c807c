package io.github.jgln.evaluation;

/**
 * The mean loss has changed, by an {@link Adwin}: its window then fell into two parts, of which those are told of that differed
 * most beyond chance.
 *
 * @param row how many rows there had been when it was noticed
 * @param before the mean loss of the older part
 * @param after the mean loss of the newer part: higher when the learner has become worse
 */
public record Drift(long row, double before, double after) {}
