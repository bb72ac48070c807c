package io.github.jgln.experiments;

import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up rows whose label is the brightest of some groups of features. */
final class MadeUpRows {
    private static final int GROUP = 4;

    private MadeUpRows() {}

    /** As many to learn as to test. */
    static Split of(int rows, int classes, long seed) {
        Random random = new Random(seed);
        return new Split(draw(random, rows, classes), draw(random, rows, classes));
    }

    private static Dataset draw(Random random, int count, int classes) {
        int features = classes * GROUP;
        int[] labels = new int[count];
        float[] rows = new float[count * features];
        for (int t = 0; t < count; t++) {
            labels[t] = random.nextInt(classes);
            for (int j = 0; j < features; j++) {
                rows[t * features + j] = random.nextFloat() + (j / GROUP == labels[t] ? 0.7f : 0);
            }
        }
        return of(features, classes, rows, labels);
    }

    /** Rows with classes that are named by their numbers. */
    static Dataset of(int features, int classes, float[] rows, int[] labels) {
        return new Dataset(
                "made up",
                features,
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                rows,
                labels);
    }
}
