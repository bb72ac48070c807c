package com.example;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One thread learns, others predict. A model is used by one thread at a time; a snapshot of it never changes and is for any
 * number of them. Whoever learns publishes a new one from time to time.
 */
public final class ShareSnapshot {
    private static final int THREADS = 4;
    private static final int QUESTIONS = 1_000;

    private ShareSnapshot() {}

    public static void main(String[] args) throws Exception {
        GLNConfig config =
                GLNConfig.builder(2, 32, 16).learningRate(0.05).seed(1).build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (GLN gln = GLN.create(config)) {
            Random random = new Random(1);
            learn(gln, 3_000, random);
            AtomicReference<Snapshot> latest = new AtomicReference<>(gln.snapshot());

            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long seed = 10 + i;
                Callable<Integer> ask = () -> ask(latest, new Random(seed));
                answers.add(threads.submit(ask));
            }
            for (int round = 0; round < 10; round++) {
                learn(gln, 500, random);
                latest.set(gln.snapshot());
            }

            int correct = 0;
            for (Future<Integer> answer : answers) {
                correct += answer.get();
            }
            System.out.printf("%d threads: %d of %d right%n", THREADS, correct, THREADS * QUESTIONS);
            System.out.println(
                    "rows behind the latest snapshot: " + latest.get().rowsLearned());
        } finally {
            threads.shutdown();
        }
    }

    private static void learn(GLN gln, int rows, Random random) {
        for (int t = 0; t < rows; t++) {
            float[] row = row(random);
            gln.learn(row, label(row));
        }
    }

    private static int ask(AtomicReference<Snapshot> latest, Random random) {
        int correct = 0;
        for (int t = 0; t < QUESTIONS; t++) {
            float[] row = row(random);
            correct += latest.get().predict(row) == label(row) ? 1 : 0;
        }
        return correct;
    }

    private static float[] row(Random random) {
        float[] row = new float[2];
        for (int j = 0; j < row.length; j++) {
            row[j] = (float) random.nextGaussian();
        }
        return row;
    }

    private static int label(float[] row) {
        return row[0] > 0 == row[1] > 0 ? 1 : 0;
    }
}
