package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;

/**
 * Has the JVM compile the engine's inner loops while data is loaded: a throw-away network learns made-up rows. Without it
 * the first seconds of learning run ten times slower than the rest.
 */
final class WarmUp {
    private static final int FEATURES = 784;
    private static final int CLASSES = 10;
    private static final int ROWS = 400;

    /** More rows than the compiler needs; it is closed earlier as a rule, when the data is there. */
    private static final int MOST_BATCHES = 40;

    private final Thread thread;
    private volatile boolean stopped;

    /** @param network the network to be trained, for rows of the given features and classes */
    WarmUp(Network network) {
        thread = new Thread(() -> run(network), "jgln-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes a network like the one that will be trained. */
    @FunctionalInterface
    interface Network {
        GLNBuilder builder(int features, int classes, long rows);
    }

    private void run(Network network) {
        try {
            learn(network);
        } catch (RuntimeException | OutOfMemoryError e) {
            // The real network will meet the same fault where it can be told.
        }
    }

    private void learn(Network network) {
        float[] rows = new float[ROWS * FEATURES];
        int[] labels = new int[ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i * 31 % 257 / 257f;
        }
        for (int t = 0; t < ROWS; t++) {
            labels[t] = t % CLASSES;
        }
        try (GLN gln =
                network.builder(FEATURES, CLASSES, ROWS).sample(rows, ROWS).create()) {
            // Other backends compile when a network is made, and say how long that takes.
            for (int i = 0; i < MOST_BATCHES && !stopped && gln.backend().equals("cpu"); i++) {
                gln.learn(rows, ROWS, labels);
            }
        }
    }

    /** Ends it; returns when its network is gone. */
    void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
