package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Says of each number the mean so far of it, times the first feature, and a variance of 4; so each row's learning shows. */
final class NumberStub implements OnlineLearner {
    private final int width;
    private final double[] sums;
    private long learned;
    final List<Integer> calls = new ArrayList<>();

    NumberStub(int width) {
        this.width = width;
        this.sums = new double[width];
    }

    static LabelledRows rows(int count, int width) {
        Random random = new Random(5);
        float[] features = new float[count];
        float[] targets = new float[count * width];
        for (int t = 0; t < count; t++) {
            features[t] = 1 + random.nextInt(3) / 10f;
            for (int c = 0; c < width; c++) {
                targets[t * width + c] = (float) (100 * (c + 1) + random.nextGaussian());
            }
        }
        return new LabelledRows(Rows.of(features, 1), new Targets.Reals(targets, width, 0));
    }

    @Override
    public Task task() {
        return new Task.Regression(width);
    }

    @Override
    public int features() {
        return 1;
    }

    @Override
    public int outputs() {
        return 2 * width;
    }

    private void say(float feature, float[] out, int to) {
        for (int c = 0; c < width; c++) {
            out[to + 2 * c] = learned == 0 ? 0 : (float) (sums[c] / learned) * feature;
            out[to + 2 * c + 1] = 4;
        }
    }

    @Override
    public void predict(Rows rows, float[] out) {
        for (int t = 0; t < rows.count(); t++) {
            say(rows.values()[rows.offset(t)], out, t * outputs());
        }
    }

    @Override
    public void learn(Rows rows, Targets targets, float[] before) {
        calls.add(rows.count());
        Targets.Reals reals = (Targets.Reals) targets;
        for (int t = 0; t < rows.count(); t++) {
            say(rows.values()[rows.offset(t)], before, t * outputs());
            for (int c = 0; c < width; c++) {
                sums[c] += Regressor.number(reals, t, c);
            }
            learned++;
        }
    }

    @Override
    public long rowsLearned() {
        return learned;
    }

    @Override
    public void close() {}
}
