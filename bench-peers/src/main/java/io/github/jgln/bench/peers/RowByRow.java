package io.github.jgln.bench.peers;

import io.github.jgln.Rows;
import io.github.jgln.bench.tables.TableSet;

/** A learner of a table's rows made into numbers, standardised by the rows before. */
abstract class RowByRow extends SoftmaxLearner {
    final int classes;
    private final TableFeatures features;

    RowByRow(TableSet like) {
        super(like.classes(), like.columns().size(), true);
        this.classes = like.classes().size();
        this.features = new TableFeatures(like.columns(), true);
    }

    /** The numbers of a row. */
    final int width() {
        return features.width();
    }

    /** The scores of a row of numbers. */
    abstract float[] predict(Rows row);

    /** Learns a row of numbers, and returns its scores from before. */
    abstract float[] learnNumbers(Rows row, int label);

    @Override
    final float[] scores(Rows rows) {
        float[] scores = new float[rows.count() * classes];
        for (int t = 0; t < rows.count(); t++) {
            System.arraycopy(predict(features.of(rows.part(t, 1))), 0, scores, t * classes, classes);
        }
        return scores;
    }

    @Override
    final float[] learn(Rows row, int label) {
        float[] before = learnNumbers(features.of(row), label);
        features.learn(row);
        return before;
    }
}
