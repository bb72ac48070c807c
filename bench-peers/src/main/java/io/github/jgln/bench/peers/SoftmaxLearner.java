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
    private long rowsLearned;

    /** @param like rows of the width and the classes that will be learnt */
    SoftmaxLearner(Dataset like) {
        this.classes = like.classes();
        this.features = like.features();
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
            write(scores(rows), out, 0);
        }
    }

    @Override
    public final void learn(Rows rows, Targets targets, float[] before) {
        check(rows, before);
        Targets.Classes labels = check(targets, rows.count());
        for (int t = 0; t < rows.count(); t++) {
            write(learn(rows.part(t, 1), labels.get(t)), before, t);
            rowsLearned++;
        }
    }

    private void write(float[] scores, float[] logits, int firstRow) {
        if (outputs() > 1) {
            System.arraycopy(scores, 0, logits, firstRow * outputs(), scores.length);
            return;
        }
        for (int t = 0; t < scores.length / 2; t++) {
            logits[firstRow + t] = scores[2 * t + 1] - scores[2 * t];
        }
    }

    private void check(Rows rows, float[] logits) {
        require(rows.features() == features, "rows", features + " features", rows.features());
        require(logits.length == rows.count() * outputs(), "predictions", rows.count() * outputs(), logits.length);
        for (int i = rows.offset(); i < rows.offset(rows.count()); i++) {
            if (!Float.isFinite(rows.values()[i])) {
                throw refusal("rows", "finite numbers", rows.values()[i]);
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
