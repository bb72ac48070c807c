package com.example;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import java.util.Random;

/**
 * Learns a stream one row at a time, as it comes. Each row is predicted before it is learnt, so the accuracy is honest
 * without rows held back. Half-way the rule behind the stream turns round, and the network follows.
 */
public final class LearnRowByRow {
    private LearnRowByRow() {}

    public static void main(String[] args) {
        GLNConfig config =
                GLNConfig.builder(2, 32, 16).learningRate(0.05).seed(1).build();
        Random random = new Random(1);
        try (GLN gln = GLN.create(config)) {
            int correct = 0;
            for (int t = 1; t <= 10_000; t++) {
                float[] row = new float[2];
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) random.nextGaussian();
                }
                boolean same = row[0] > 0 == row[1] > 0;
                int label = same == t <= 5_000 ? 1 : 0;

                int predicted = gln.learn(row, label);

                correct += predicted == label ? 1 : 0;
                if (t % 1_000 == 0) {
                    System.out.printf("rows %,d to %,d: %d of 1,000 right%n", t - 999, t, correct);
                    correct = 0;
                }
            }
        }
    }
}
