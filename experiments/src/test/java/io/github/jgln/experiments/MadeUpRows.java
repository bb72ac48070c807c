package io.github.jgln.experiments;

import io.github.jgln.bench.rows.CompareData;
import java.util.Random;

/** Made-up rows whose label is the brightest of some groups of features. */
final class Rows {
    private static final int GROUP = 4;

    private Rows() {}

    static CompareData of(int rows, int classes, long seed) {
        Random random = new Random(seed);
        int features = classes * GROUP;
        int[] labels = new int[rows];
        int[] testLabels = new int[rows];
        return new CompareData(
                "made up",
                features,
                classes,
                draw(random, labels, classes, features),
                labels,
                draw(random, testLabels, classes, features),
                testLabels);
    }

    private static float[] draw(Random random, int[] labels, int classes, int features) {
        float[] rows = new float[labels.length * features];
        for (int t = 0; t < labels.length; t++) {
            labels[t] = random.nextInt(classes);
            for (int j = 0; j < features; j++) {
                rows[t * features + j] = random.nextFloat() + (j / GROUP == labels[t] ? 0.7f : 0);
            }
        }
        return rows;
    }
}
