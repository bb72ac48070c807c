package io.github.jgln;

import java.util.List;

/** What a learner predicts, and so the kind of {@link Targets} that it learns. */
public sealed interface Task {
    /**
     * One of some classes; targets are {@link Targets.Classes}.
     *
     * @param classes names; a class's index is its place, at least 2
     */
    record Classification(List<String> classes) implements Task {
        public Classification {
            classes = List.copyOf(classes);
            if (classes.size() < 2) {
                throw new IllegalArgumentException("classes: expected at least 2, got " + classes);
            }
        }
    }

    /**
     * Numbers; targets are {@link Targets.Reals}.
     *
     * @param width D, the numbers of a row, at least 1
     */
    record Regression(int width) implements Task {
        public Regression {
            if (width < 1) {
                throw new IllegalArgumentException("width: expected at least 1, got " + width);
            }
        }
    }
}
