package io.github.jgln.evaluation;

import io.github.jgln.Coupling;
import io.github.jgln.LateLabels;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A learner as if each label came only after so many further rows, as most do outside of benchmarks: a row is predicted when it
 * comes, by what was learnt of rows whose labels are there, and learnt when its own is. How far a measure falls with the delay says
 * how much it owes to the rows just before. Rows are learnt one by one, which is slower than in blocks.
 *
 * <p>The last rows are not learnt before {@link #drain}. Closing it closes the learner.
 */
public final class DelayedLabels implements OnlineLearner {
    private final OnlineLearner learner;
    private final int delay;
    private final LateLabels<Long> late;
    private final Queue<Integer> labels = new ArrayDeque<>();
    private long next;

    /**
     * Nothing is under way yet.
     *
     * @param learner of classes
     * @param delay rows between a row and its label, at least 1
     */
    public DelayedLabels(OnlineLearner learner, int delay) {
        if (delay < 1) {
            throw new IllegalArgumentException("delay: expected at least 1 row, got " + delay);
        }
        this.learner = learner;
        this.delay = delay;
        this.late = new LateLabels<>(learner, delay + 1);
    }

    /** {@inheritDoc} But a bad row ends the call where it stands: the rows before it are under way. */
    @Override
    public void learn(Rows rows, Targets targets, float[] before) {
        if (!(targets instanceof Targets.Classes classes)) {
            throw new IllegalArgumentException("targets: expected classes, got numbers");
        }
        int known = ((Task.Classification) task()).classes().size();
        for (int t = 0; t < rows.count(); t++) {
            if (classes.get(t) < 0 || classes.get(t) >= known) {
                throw new IllegalArgumentException(
                        "label: expected 0 to " + (known - 1) + ", got " + classes.get(t) + " of row " + t);
            }
        }
        int outputs = learner.outputs();
        for (int t = 0; t < rows.count(); t++) {
            Predictions predicted = late.predict(next, rows.copyOfRow(t));
            System.arraycopy(predicted.logits(), 0, before, t * outputs, outputs);
            labels.add(classes.get(t));
            next++;
            if (labels.size() > delay) {
                learnOldest();
            }
        }
    }

    /** Learns the rows whose labels are still to come, as at the end of a stream. */
    public void drain() {
        while (!labels.isEmpty()) {
            learnOldest();
        }
    }

    private void learnOldest() {
        late.learn(next - labels.size(), labels.remove());
    }

    @Override
    public void predict(Rows rows, float[] out) {
        learner.predict(rows, out);
    }

    @Override
    public Task task() {
        return learner.task();
    }

    @Override
    public int features() {
        return learner.features();
    }

    @Override
    public int outputs() {
        return learner.outputs();
    }

    @Override
    public Coupling coupling() {
        return learner.coupling();
    }

    /** Those whose labels have come. */
    @Override
    public long rowsLearned() {
        return learner.rowsLearned();
    }

    @Override
    public void close() {
        learner.close();
    }
}
