package io.github.jgln.cuda;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.NetworkSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shape of a layer on the device, as {@code gate.cu} and {@code streams.cuh} lay it out.
 *
 * <p>A unit is a (output c, neuron k), numbered {@code c · K + k}, and owns weights. A gated unit owns halfspaces: a unit, or
 * a neuron of all outputs where these share halfspaces.
 *
 * @param features N
 * @param outputs C
 * @param gatedOutputs outputs with halfspaces of their own: C, or 1 where they are shared
 */
record LayerShape(LayerSpec spec, int features, int outputs, int gatedOutputs) {
    /** Halfspaces of a tile in {@code gate.cu}. */
    static final int TILE = 128;

    /** @throws IllegalStateException for more weight rows than the kernels can count */
    LayerShape {
        long streams = (long) outputs * spec.neurons() * spec.contexts();
        if (streams > Integer.MAX_VALUE - TILE) {
            throw new IllegalStateException("a layer of " + streams + " weight rows is more than backend 'cuda' can"
                    + " address; use fewer neurons or halfspaces");
        }
    }

    /** The layers of a network. */
    static List<LayerShape> of(NetworkSpec spec) {
        return IntStream.range(0, spec.layers().size())
                .mapToObj(i -> new LayerShape(spec.layers().get(i), spec.inputs(), spec.outputs(), spec.gatedOutputs()))
                .toList();
    }

    static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    int units() {
        return outputs * spec.neurons();
    }

    int gatedUnits() {
        return gatedOutputs * spec.neurons();
    }

    /** How many outputs share a gated unit. */
    int sharing() {
        return outputs / gatedOutputs;
    }

    /** 2^M, the weight rows of a unit. */
    int contexts() {
        return spec.contexts();
    }

    /** The weight rows of all units. */
    int streams() {
        return units() * contexts();
    }

    /** The contexts of all gated units. */
    int gatedStreams() {
        return gatedUnits() * contexts();
    }

    /** Padded inputs without the bias. */
    int k() {
        return padded(spec.predictionInputs());
    }

    /** Floats of a halfspace's normal, padded. */
    int stride() {
        return padded(features);
    }

    /** M, the halfspaces of a gated unit. */
    int m() {
        return spec.contextMapSize();
    }

    /** Tiles that the halfspaces take; a gated unit's lie in one. */
    int tiles() {
        int perTile = m() == 0 ? 0 : TILE / m();
        return m() == 0 ? 0 : (gatedUnits() + perTile - 1) / perTile;
    }

    /** Halfspaces, those that fill up tiles counted. */
    int planes() {
        return tiles() * TILE;
    }

    /** The place of a gated unit's first halfspace. */
    long firstPlane(int gatedUnit) {
        int perTile = TILE / m();
        return (long) (gatedUnit / perTile) * TILE + (long) (gatedUnit % perTile) * m();
    }

    /** Device memory that the layer's numbers take. */
    long bytes() {
        return 4 * ((long) planes() * (stride() + 1L) + (long) streams() * (k() + 1L) + outputs);
    }

    /** Bytes of the most that is copied at a time: a neuron's halfspaces or weights. */
    long longestPiece() {
        return 4 * Math.max((long) m() * stride(), (long) contexts() * k());
    }
}
