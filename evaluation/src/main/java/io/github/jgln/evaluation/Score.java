package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;

/**
 * Rows seen and how many were classed right.
 *
 * @param rows seen
 * @param correct of them
 */
public record Score(long rows, long correct) {
    /** Of no rows. */
    public static final Score NONE = new Score(0, 0);

    /** @throws IllegalArgumentException for fewer than 0, or more right than there are */
    public Score {
        if (correct < 0 || correct > rows) {
            throw new IllegalArgumentException(
                    "score: expected 0 to " + rows + " rows classed right, as many as there are, got " + correct);
        }
    }

    /**
     * Predicts rows, in blocks, without learning them.
     *
     * @throws IllegalArgumentException for a learner that is no classifier, or for rows or targets that it does not take
     */
    public static Score of(OnlineLearner learner, LabelledRows rows) {
        Classifier classifier = new Classifier(learner);
        Score score = NONE;
        for (int from = 0, count; (count = Math.min(classifier.blockRows(), rows.count() - from)) > 0; from += count) {
            LabelledRows block = rows.part(from, count);
            float[] logits = classifier.logitsOf(count);
            learner.predict(block.rows(), logits);
            int correct = classifier.predictions(count, logits).correct(Classifier.classes(block));
            score = score.plus(new Score(count, correct));
        }
        return score;
    }

    /** The share classed right, from 0 to 1; NaN without rows. */
    public double accuracy() {
        return (double) correct / rows;
    }

    /** Of these rows and others. */
    public Score plus(Score other) {
        return new Score(rows + other.rows, correct + other.correct);
    }
}
