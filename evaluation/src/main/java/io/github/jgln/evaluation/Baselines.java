package io.github.jgln.evaluation;

/**
 * Counts how often two classifiers that look at no row would have been right: one says the class that was most frequent so far,
 * the lowest index on ties, the other says the last row's class. Before the first row both say class 0.
 */
final class Baselines {
    private final long[] seen;
    private int majority;
    private int last;
    private long majorityCorrect;
    private long noChangeCorrect;

    Baselines(int classes) {
        seen = new long[classes];
    }

    void add(int actual) {
        majorityCorrect += actual == majority ? 1 : 0;
        noChangeCorrect += actual == last ? 1 : 0;
        last = actual;
        seen[actual]++;
        // Only the class that has just grown can become the most frequent one.
        if (seen[actual] > seen[majority] || seen[actual] == seen[majority] && actual < majority) {
            majority = actual;
        }
    }

    long majorityCorrect() {
        return majorityCorrect;
    }

    long noChangeCorrect() {
        return noChangeCorrect;
    }
}
