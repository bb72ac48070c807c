package io.github.jgln.opencl;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;
import java.util.Random;

/** A model of three classes and rows it can learn; the same every time. */
final class SmallModel {
    static final int FEATURES = 50;

    final int count;
    final float[] rows;
    final int[] labels;

    SmallModel(int count) {
        Random random = new Random(1);
        this.count = count;
        this.rows = new float[count * FEATURES];
        this.labels = new int[count];
        for (int t = 0; t < count; t++) {
            labels[t] = random.nextInt(3);
            for (int j = 0; j < FEATURES; j++) {
                rows[t * FEATURES + j] = (float) random.nextGaussian() + (j % 3 == labels[t] ? 0.5f : 0);
            }
        }
    }

    static GLNConfig config() {
        return GLNConfig.builder(FEATURES, 20, 5)
                .classes(3)
                .learningRate(0.01)
                .seed(3)
                .build();
    }

    static GLN create(Form form) {
        return GLN.builder(config())
                .backend("opencl")
                .option("form", form.toString())
                .create();
    }

    /** Learns the rows of a chunk; a hash of what it predicted before. */
    int learn(GLN gln, int from, int to) {
        float[] chunk = Arrays.copyOfRange(rows, from * FEATURES, to * FEATURES);
        return Arrays.hashCode(gln.learn(chunk, to - from, Arrays.copyOfRange(labels, from, to))
                .logits());
    }

    /** Of all weights, bit by bit. */
    static int hash(NetworkState state) {
        int hash = 0;
        for (LayerState layer : state.layers()) {
            hash = 31 * hash + Arrays.deepHashCode(layer.weights());
        }
        return hash;
    }
}
