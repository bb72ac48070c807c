package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import java.util.ArrayList;
import java.util.List;

/** Learns the numbers of training rows, once or more, and measures test rows after each pass. */
public final class RegressionTraining {
    private final OnlineLearner learner;
    private final LabelledRows train;
    private final LabelledRows test;
    private final List<String> targets;
    private final int window;
    private final long rowsBefore;
    private final List<Pass> passes = new ArrayList<>();
    private double seconds;

    /**
     * One pass over the training rows.
     *
     * @param online of the training rows, each predicted before it was learnt
     * @param test of each number of the test rows, predicted after the pass
     */
    public record Pass(RegressionEvaluation online, List<GaussianMeasures> test) {}

    /**
     * Begins one.
     *
     * @param targets what the numbers are called
     * @param window as in {@link RegressionEvaluation}
     */
    public RegressionTraining(
            OnlineLearner learner, LabelledRows train, LabelledRows test, List<String> targets, int window) {
        this.learner = learner;
        this.train = train;
        this.test = test;
        this.targets = List.copyOf(targets);
        this.window = window;
        this.rowsBefore = learner.rowsLearned();
    }

    /**
     * Learns all training rows, then measures the test rows.
     *
     * @param listener hears of each block
     * @throws io.github.jgln.LearningInterruptedException when the thread was interrupted
     */
    public Pass pass(PrequentialRegression.Listener listener) {
        RegressionEvaluation online = new RegressionEvaluation(targets, window);
        learner.beginPass(!passes.isEmpty());
        PrequentialRegression learning = new PrequentialRegression(learner, online).listener(listener);
        try {
            learning.learn(train);
        } finally {
            seconds += learning.seconds();
        }
        Pass pass = new Pass(online, GaussianMeasures.of(learner, test));
        passes.add(pass);
        return pass;
    }

    /** The passes that are complete. */
    public List<Pass> passes() {
        return List.copyOf(passes);
    }

    /** What learning took, with its own predictions and nothing else. */
    public double seconds() {
        return seconds;
    }

    /** The rows learnt here. */
    public long rows() {
        return learner.rowsLearned() - rowsBefore;
    }

    /** The rows the learner had learnt before. */
    public long rowsBefore() {
        return rowsBefore;
    }
}
