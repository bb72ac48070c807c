package io.github.jgln.cli;

import io.github.jgln.evaluation.Epoch;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was learnt in one run.
 *
 * @param trainRows the training rows of one pass
 * @param testRows the test rows
 * @param leftOut rows without a label; empty where nobody counted
 * @param epochs the passes, those of an earlier run that was gone on with too
 * @param rows learnt in this run
 * @param rowsBefore learnt before it
 * @param seconds learning took
 * @param phases of that, by phase; empty where the backend does not tell
 */
record Learnt(
        long trainRows,
        long testRows,
        OptionalLong leftOut,
        List<Epoch> epochs,
        long rows,
        long rowsBefore,
        double seconds,
        Map<String, Double> phases) {
    Epoch first() {
        return epochs.get(0);
    }

    Epoch last() {
        return epochs.get(epochs.size() - 1);
    }
}
