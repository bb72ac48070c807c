package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Targets;
import io.github.jgln.Task;

/** What is asked of a learner here: that it predicts classes. */
final class Classifier {
    /** Enough rows to keep every backend busy; their numbers are 8 MB at most, or a single row. */
    private static final int BLOCK_ROWS = 4096;

    private static final int BLOCK_FLOATS = 1 << 21;

    private final OnlineLearner learner;

    Classifier(OnlineLearner learner) {
        if (!(learner.task() instanceof Task.Classification)) {
            throw new IllegalArgumentException(
                    "expected a learner of classes, as there are no measures for others yet, got one of "
                            + learner.task());
        }
        this.learner = learner;
    }

    int blockRows() {
        return Math.max(1, Math.min(BLOCK_ROWS, BLOCK_FLOATS / learner.features()));
    }

    float[] logitsOf(int rows) {
        return new float[Math.multiplyExact(rows, learner.outputs())];
    }

    Predictions predictions(int rows, float[] logits) {
        return new Predictions(rows, learner.outputs(), learner.coupling(), logits);
    }

    static Targets.Classes classes(LabelledRows rows) {
        if (rows.targets() instanceof Targets.Classes classes) {
            return classes;
        }
        throw new IllegalArgumentException("targets: expected classes, got numbers");
    }
}
