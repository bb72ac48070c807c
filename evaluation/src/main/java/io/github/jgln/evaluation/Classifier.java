package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Targets;
import io.github.jgln.Task;

/** What is asked of a learner here: that it predicts classes. */
final class Classifier {
    private final OnlineLearner learner;

    Classifier(OnlineLearner learner) {
        if (!(learner.task() instanceof Task.Classification)) {
            throw new IllegalArgumentException("expected a learner of classes, got one of " + learner.task());
        }
        this.learner = learner;
    }

    int blockRows() {
        return OnlinePass.blockRows(learner);
    }

    float[] logitsOf(int rows) {
        return OnlinePass.predictionsOf(learner, rows);
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
