package io.github.jgln.bench.peers;

import io.github.jgln.Coupling;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import io.github.jgln.data.Dataset;
import java.util.List;

/**
 * A softmax classifier of another library that learns one row at a time. Checks rows and targets first, so that what is refused
 * changes nothing, and hands out scores per class as logits: with two classes their difference, which is the one logit of class
 * 1.
 */
abstract class SoftmaxLearner implements OnlineLearner {
    private final List<String> classes;
    private final int features;
    private final boolean missing;
    private long rowsLearned;

    /** @param like rows of the width and the classes that will be learnt */
    SoftmaxLearner(Dataset like) {
        this(like.classes(), like.features(), false);
    }

    /** @param missing whether values may be missing, which NaN stands for */
    SoftmaxLearner(List<String> classes, int features, boolean missing) {
        this.classes = classes;
        this.features = features;
        this.missing = missing;
    }

    /**
     * Scores without learning.
     *
     * @param rows at least 1
     * @return {@code [rows][classes]}, row-major
     */
    abstract float[] scores(Rows rows);

    /**
     * Learns one row.
     *
     * @param row alone in its view
     * @return the scores of its classes from before
     */
    abstract float[] learn(Rows row, int label);

    /**
     * Learns rows that have been looked at, in order.
     *
     * @return the scores of each from before, {@code [rows][classes]}, row-major
     */
    float[] learn(Rows rows, Targets.Classes labels) {
        float[] before = new float[rows.count() * classes.size()];
        for (int t = 0; t < rows.count(); t++) {
            System.arraycopy(learn(rows.part(t, 1), labels.get(t)), 0, before, t * classes.size(), classes.size());
        }
        return before;
    }

    @Override
    public final Task task() {
        return new Task.Classification(classes);
    }

    @Override
    public final int features() {
        return features;
    }

    @Override
    public final int outputs() {
        return classes.size() == 2 ? 1 : classes.size();
    }

    @Override
    public final Coupling coupling() {
        return Coupling.SOFTMAX;
    }

    @Override
    public final long rowsLearned() {
        return rowsLearned;
    }

    @Override
    public final void predict(Rows rows, float[] out) {
        check(rows, out);
        if (rows.count() > 0) {
            write(scores(rows), out);
        }
    }

    @Override
    public final void learn(Rows rows, Targets targets, float[] before) {
        check(rows, before);
        Targets.Classes labels = check(targets, rows.count());
        if (rows.count() > 0) {
            write(learn(rows, labels), before);
            rowsLearned += rows.count();
        }
    }

    private void write(float[] scores, float[] out) {
        float[] logits = logits(scores, classes.size());
        System.arraycopy(logits, 0, out, 0, logits.length);
    }

    /** The logits that say the same as scores {@code [rows][classes]}: of two classes there is one. */
    static float[] logits(float[] scores, int classes) {
        if (classes > 2) {
            return scores;
        }
        float[] logits = new float[scores.length / 2];
        for (int t = 0; t < logits.length; t++) {
            logits[t] = scores[2 * t + 1] - scores[2 * t];
        }
        return logits;
    }

    private void check(Rows rows, float[] logits) {
        require(rows.features() == features, "rows", features + " features", rows.features());
        require(logits.length == rows.count() * outputs(), "predictions", rows.count() * outputs(), logits.length);
        for (int i = rows.offset(); i < rows.offset(rows.count()); i++) {
            float value = rows.values()[i];
            if (!Float.isFinite(value) && !(missing && Float.isNaN(value))) {
                throw refusal("rows", "finite numbers", value);
            }
        }
    }

    private Targets.Classes check(Targets targets, int count) {
        if (!(targets instanceof Targets.Classes labels)) {
            throw new IllegalArgumentException("targets: expected classes, got numbers");
        }
        require(labels.available() >= count, "targets", "one for each of " + count + " rows", labels.available());
        for (int t = 0; t < count; t++) {
            int label = labels.get(t);
            if (label < 0 || label >= classes.size()) {
                throw refusal("targets", "0 to " + (classes.size() - 1), label);
            }
        }
        return labels;
    }

    private static void require(boolean holds, String what, Object expected, Object got) {
        if (!holds) {
            throw refusal(what, expected, got);
        }
    }

    private static IllegalArgumentException refusal(String what, Object expected, Object got) {
        return new IllegalArgumentException(what + ": expected " + expected + ", got " + got);
    }
}
