package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import java.util.ArrayList;
import java.util.List;

/** A perceptron of two classes, so that each prediction depends on all rows before it; keeps what it was called with. */
final class StubLearner implements OnlineLearner {
    static final int FEATURES = 3;

    final List<Rows> learnt = new ArrayList<>();
    final List<Rows> predicted = new ArrayList<>();
    final List<Float> before = new ArrayList<>();

    /** Having learnt so many rows it stops as if interrupted, once. */
    long stopsAfter = Long.MAX_VALUE;

    /** Waits so long in each call. */
    long millis;

    private final float[] weights = new float[FEATURES];
    private long rowsLearned;

    /** Rows that a perceptron learns most of, but not all. */
    static LabelledRows rows(int count) {
        float[] rows = new float[count * FEATURES];
        int[] classes = new int[count];
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < FEATURES; j++) {
                rows[t * FEATURES + j] = (t * (31 + 6 * j) % 257) / 128f - 1;
            }
            classes[t] = rows[t * FEATURES] + 0.3f * rows[t * FEATURES + 1] > 0.1f != (t % 7 == 0) ? 1 : 0;
        }
        return LabelledRows.of(Rows.of(rows, FEATURES), classes);
    }

    @Override
    public Task task() {
        return new Task.Classification(List.of("no", "yes"));
    }

    @Override
    public int features() {
        return FEATURES;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void predict(Rows rows, float[] out) {
        requireLength(rows, out);
        predicted.add(rows);
        for (int t = 0; t < rows.count(); t++) {
            out[t] = logit(rows, t);
        }
    }

    @Override
    public void learn(Rows rows, Targets targets, float[] out) {
        requireLength(rows, out);
        learnt.add(rows);
        Targets.Classes classes = (Targets.Classes) targets;
        for (int t = 0; t < rows.count(); t++) {
            if (rowsLearned == stopsAfter) {
                stopsAfter = Long.MAX_VALUE;
                Thread.currentThread().interrupt();
                throw new LearningInterruptedException(t);
            }
            out[t] = logit(rows, t);
            before.add(out[t]);
            float step = classes.get(t) - (out[t] > 0 ? 1 : 0);
            for (int j = 0; j < FEATURES; j++) {
                weights[j] += 0.1f * step * rows.values()[rows.offset(t) + j];
            }
            rowsLearned++;
        }
        sleep();
    }

    private void sleep() {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private float logit(Rows rows, int row) {
        float sum = 0;
        for (int j = 0; j < FEATURES; j++) {
            sum += weights[j] * rows.values()[rows.offset(row) + j];
        }
        return sum;
    }

    private static void requireLength(Rows rows, float[] out) {
        if (out.length != rows.count()) {
            throw new IllegalArgumentException("expected " + rows.count() + " numbers, got " + out.length);
        }
    }

    /** How many rows each call of {@link #learn} had. */
    List<Integer> calls() {
        return learnt.stream().map(Rows::count).toList();
    }

    @Override
    public long rowsLearned() {
        return rowsLearned;
    }

    @Override
    public void close() {}
}
