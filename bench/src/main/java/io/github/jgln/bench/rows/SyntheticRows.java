package io.github.jgln.bench.rows;

import io.github.jgln.LabelledRows;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.data.Dataset;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes rows like MNIST's, so that nothing need be fetched: four in five features are 0, the others uniform in (0, 1), and
 * which ones depends on the class.
 */
public final class SyntheticRows {
    /** Per class, this share of the features is its own; nearly all other features are 0. */
    private static final double OWN = 0.2;

    private static final double LIT = 0.9;
    private static final double STRAY = 0.025;
    private static final double NOISE = 0.1;

    private SyntheticRows() {}

    /**
     * Rows of numbers from N(0, 1) and a number of each that bends with the first two and goes up with the third, with noise; always the
     * same for the same sizes.
     *
     * @param features at least 3
     */
    public static LabelledRows numbers(int rowCount, int features) {
        float[] rows = new float[Math.multiplyExact(rowCount, features)];
        float[] targets = new float[rowCount];
        Random random = new Random(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        for (int t = 0; t < rowCount; t++) {
            int at = t * features;
            targets[t] = (float) (Math.sin(2 * rows[at]) * rows[at + 1] + rows[at + 2] + NOISE * random.nextGaussian());
        }
        return new LabelledRows(Rows.of(rows, features), new Targets.Reals(targets, 1, 0));
    }

    /** Always the same for the same numbers. */
    public static Dataset of(int rowCount, int features, int classes) {
        float[] rows = new float[Math.multiplyExact(rowCount, features)];
        int[] labels = new int[rowCount];
        SplittableRandom random = new SplittableRandom(1);
        boolean[] own = new boolean[classes * features];
        for (int i = 0; i < own.length; i++) {
            own[i] = random.nextDouble() < OWN;
        }
        for (int t = 0; t < rowCount; t++) {
            labels[t] = random.nextInt(classes);
            for (int i = 0; i < features; i++) {
                // One draw decides both whether a feature is lit and how brightly.
                double share = own[labels[t] * features + i] ? LIT : STRAY;
                double draw = random.nextDouble();
                rows[t * features + i] = draw < share ? (float) (draw / share) : 0f;
            }
        }
        return new Dataset(
                "made up",
                features,
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                rows,
                labels);
    }
}
