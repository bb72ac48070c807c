package io.github.jgln.bench.regression;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;

/**
 * A learner that says a number and nothing of how sure it is, made into one that says a normal distribution: the variance is the mean
 * of its own squared errors, over the last thousand rows or so, each made before the row was learnt.
 */
public abstract class MeanLearner implements OnlineLearner {
    private static final double WINDOW = 1000;

    /** Before there is an error to go by. */
    private static final double UNKNOWN_VARIANCE = 1;

    /** Of the targets' variance: a learner that has made no error yet is not certain. */
    private static final double LEAST_SHARE = 1e-12;

    private final int features;
    private long learnt;
    private double meanTarget;
    private double squaredTargets;
    private double errors;
    private double squaredErrors;

    protected MeanLearner(int features) {
        this.features = features;
    }

    /** The number it says of each row. */
    protected abstract double[] means(Rows rows);

    /** Learns rows in order; returns the number that it said of each before. */
    protected abstract double[] learnMeans(Rows rows, Targets.Reals targets);

    @Override
    public final Task task() {
        return new Task.Regression(1);
    }

    @Override
    public final int features() {
        return features;
    }

    @Override
    public final int outputs() {
        return 2;
    }

    @Override
    public final long rowsLearned() {
        return learnt;
    }

    @Override
    public final void predict(Rows rows, float[] out) {
        double[] means = means(rows);
        for (int t = 0; t < rows.count(); t++) {
            say(means[t], out, t);
        }
    }

    @Override
    public final void learn(Rows rows, Targets targets, float[] before) {
        Targets.Reals numbers = (Targets.Reals) targets;
        double[] means = learnMeans(rows, numbers);
        for (int t = 0; t < rows.count(); t++) {
            say(means[t], before, t);
            takeIn(before[2 * t], numbers.of()[numbers.from() + t]);
        }
    }

    /** What is no number is the mean of the targets instead, which favours a learner that says such a thing. */
    private void say(double mean, float[] out, int t) {
        out[2 * t] = Float.isFinite((float) mean) ? (float) mean : (float) meanTarget;
        double least = Math.max(Float.MIN_NORMAL, LEAST_SHARE * squaredTargets / Math.max(1, learnt));
        double variance = errors == 0 ? UNKNOWN_VARIANCE : squaredErrors / errors;
        out[2 * t + 1] = (float) Math.min(Float.MAX_VALUE, Math.max(least, variance));
    }

    private void takeIn(double said, double target) {
        double kept = errors < WINDOW ? 1 : (WINDOW - 1) / WINDOW;
        errors = kept * errors + 1;
        squaredErrors = kept * squaredErrors + (said - target) * (said - target);
        double off = target - meanTarget;
        meanTarget += off / ++learnt;
        squaredTargets += off * (target - meanTarget);
    }
}
