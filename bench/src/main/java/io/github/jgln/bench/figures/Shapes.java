package io.github.jgln.bench.figures;

import io.github.jgln.BasePredictor;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.NetworkSpec;

/** The networks that are measured. */
public final class Shapes {
    public static final int FEATURES = 784;
    public static final int CLASSES = 10;
    private static final int NARROW_FEATURES = 16;
    private static final int GAUSSIAN_FEATURES = 8;

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

    /** 32-16-1 neurons of a number, M = 4, on rows of 8, which are base predictions too. */
    static GLNConfig gaussian() {
        return GLNConfig.builder(GAUSSIAN_FEATURES, 32, 16)
                .numbers(1)
                .contextMapSize(4)
                .basePredictor(new BasePredictor.Features(1))
                .seed(1)
                .build();
    }

    /** As many neurons of classes that read as many inputs, but for the constant ones of the layers above the first, of which Gaussians have three. */
    static GLNConfig besideGaussian() {
        int inputs = gaussian().spec().layers().get(0).inputs() - 1;
        return GLNConfig.builder(inputs, 32, 16)
                .classes(2)
                .contextMapSize(4)
                .seed(1)
                .build();
    }

    /** The neurons of all layers and classes. */
    static long neurons(GLNConfig config) {
        NetworkSpec spec = config.spec();
        return (long) spec.outputs()
                * spec.layers().stream().mapToLong(LayerSpec::neurons).sum();
    }

    /** What all weights and hyperplanes take, which is nearly all that a network takes. */
    static long bytes(GLNConfig config) {
        NetworkSpec spec = config.spec();
        return Float.BYTES * (spec.halfspaces() * spec.inputs() + spec.weights());
    }

    private static GLNConfig of(int features, int... layers) {
        return GLNConfig.builder(features, layers)
                .classes(CLASSES)
                .contextMapSize(4)
                .seed(1)
                .build();
    }
}
