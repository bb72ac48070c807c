package io.github.jgln.bench.rows;

import io.github.jgln.RowSource;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows like MNIST's, so that nothing need be fetched: four in five features are 0, the others uniform in (0, 1), and which
 * ones depends on the class.
 */
public final class SyntheticRows {
    /** Per class, this share of the features is its own; nearly all other features are 0. */
    private static final double OWN = 0.2;

    private static final double LIT = 0.9;
    private static final double STRAY = 0.025;

    private final float[] rows;
    private final int[] labels;
    private final int features;

    public SyntheticRows(int rowCount, int features, int classes) {
        this.features = features;
        this.rows = new float[Math.multiplyExact(rowCount, features)];
        this.labels = new int[rowCount];
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
    }

    public int count() {
        return labels.length;
    }

    int features() {
        return features;
    }

    /** The first rows, row-major; all of them are not copied. */
    public float[] rows(int count) {
        return count == labels.length ? rows : Arrays.copyOf(rows, count * features);
    }

    /** The labels of the first rows. */
    public int[] labels(int count) {
        return Arrays.copyOf(labels, count);
    }

    public float[] row(int t) {
        return Arrays.copyOfRange(rows, t * features, (t + 1) * features);
    }

    /** The first rows as a stream. */
    public RowSource stream(int count) {
        return new RowSource() {
            private int next;

            @Override
            public int read(float[] into, int[] intoLabels) {
                int read = Math.min(count - next, intoLabels.length);
                System.arraycopy(rows, next * features, into, 0, read * features);
                System.arraycopy(labels, next, intoLabels, 0, read);
                next += read;
                return read;
            }
        };
    }
}
