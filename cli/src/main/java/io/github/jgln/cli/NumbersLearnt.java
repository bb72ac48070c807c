package io.github.jgln.cli;

import io.github.jgln.evaluation.RegressionTraining.Pass;
import java.util.List;
import java.util.OptionalLong;

/**
 * What numbers were learnt in one run.
 *
 * @param trainRows the training rows of one pass
 * @param testRows the test rows
 * @param leftOut rows that lack a number; empty where nobody counted
 * @param passes over the training rows
 */
record NumbersLearnt(long trainRows, long testRows, OptionalLong leftOut, List<Pass> passes) {
    Pass first() {
        return passes.get(0);
    }

    Pass last() {
        return passes.get(passes.size() - 1);
    }
}
