package io.github.jgln.evaluation;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Targets;
import io.github.jgln.Task;

/** What is asked of a learner of numbers and of its rows. */
final class Regressor {
    private Regressor() {}

    /** D. */
    static int width(OnlineLearner learner) {
        if (learner.task() instanceof Task.Regression regression) {
            return regression.width();
        }
        throw new IllegalArgumentException("expected a learner of numbers, got one of " + learner.task());
    }

    static Targets.Reals numbers(LabelledRows rows, int width) {
        if (rows.targets() instanceof Targets.Reals reals && reals.width() == width) {
            return reals;
        }
        throw new IllegalArgumentException("targets: expected " + width + (width == 1 ? " number" : " numbers")
                + " of each row, got "
                + (rows.targets() instanceof Targets.Reals reals ? reals.width() : "classes"));
    }

    static float number(Targets.Reals reals, int row, int c) {
        return reals.of()[(reals.from() + row) * reals.width() + c];
    }
}
