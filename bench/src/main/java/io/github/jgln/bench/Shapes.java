package io.github.jgln.bench;

import io.github.jgln.GLNConfig;

/** The networks that are measured. */
final class Shapes {
    static final int FEATURES = 784;
    static final int CLASSES = 10;
    private static final int NARROW_FEATURES = 16;

    private Shapes() {}

    /** What the project's figures are about: 16-16-1 on images like MNIST's, M = 4. */
    static GLNConfig standard() {
        return of(FEATURES, 16, 16);
    }

    /** One hidden layer on the same images. */
    static GLNConfig oneHidden(int neurons) {
        return of(FEATURES, neurons);
    }

    /** Neurons of 17 inputs only, the bias counted. */
    static GLNConfig narrow() {
        return of(NARROW_FEATURES, 16, 16, 16);
    }

    /** Of all weights and hyperplanes, about. */
    static long bytes(GLNConfig config) {
        Work work = Work.of(config);
        return Float.BYTES * (work.gating() + (work.mixing() << config.contextMapSize(0)));
    }

    private static GLNConfig of(int features, int... layers) {
        return GLNConfig.builder(features, layers)
                .classes(CLASSES)
                .contextMapSize(4)
                .seed(1)
                .build();
    }
}
