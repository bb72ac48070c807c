package io.github.jgln.cuda;

import java.util.List;

/**
 * Gating products on tensor cores, and in float32 where those are too close to call: the bfloat16 halves of rows and
 * halfspaces and their norms, as {@code screen.cu} splits and bounds them.
 *
 * <p>Halfspaces are split once, rows once for all layers. Everything is done in one stream, so that one piece of memory serves
 * all blocks.
 */
final class Screen {
    private final Kernels kernels;
    private final Driver.Blas blas;
    private final long stream;
    private final List<CudaLayer> layers;
    private final int capacity;
    private final int stride;
    private final int depth;
    /** bfloat16, {@code [capacity][low, high][depth]}. */
    private final long rows;
    /** {@code [capacity]}. */
    private final long rowNorms;
    /** Of each layer: bfloat16, {@code [planes][high, low][depth]}. */
    private final long[] halfspaces;
    /** Of each layer: {@code [planes]}. */
    private final long[] planeNorms;

    /** @param stream that all of this is done in */
    Screen(Kernels kernels, Driver.Blas blas, long stream, List<CudaLayer> layers, int capacity, Memory memory) {
        this.kernels = kernels;
        this.blas = blas;
        this.stream = stream;
        this.layers = layers;
        this.capacity = capacity;
        this.stride = layers.get(0).stride;
        this.depth = depth(stride);
        this.rows = memory.allocate(4L * capacity * depth);
        this.rowNorms = memory.allocate(4L * capacity);
        this.halfspaces = new long[layers.size()];
        this.planeNorms = new long[layers.size()];
        for (int i = 0; i < layers.size(); i++) {
            halfspaces[i] = memory.allocate(4L * layers.get(i).planes() * depth);
            planeNorms[i] = memory.allocate(4L * layers.get(i).planes());
        }
    }

    /** Begins to split the halfspaces, which never change; does not wait. */
    void splitHalfspaces() {
        for (int i = 0; i < layers.size(); i++) {
            CudaLayer layer = layers.get(i);
            if (layer.m() > 0) {
                kernels.splitRows(
                        stream, layer.halfspaces, stride, layer.planes(), depth, false, halfspaces[i], planeNorms[i]);
            }
        }
    }

    /** Halves of a row in a piece: cuBLAS needs them at multiples of 16 bytes to go at full speed. */
    private static int depth(int features) {
        return (features + 7) / 8 * 8;
    }

    /** Device memory that the halves and norms of so many rows and halfspaces take. */
    static long bytes(long vectors, int features) {
        return 4 * vectors * (depth(features) + 1L);
    }

    /** Splits a block's rows, for all layers. */
    void split(Slot slot) {
        kernels.splitRows(stream, slot.z, stride, slot.rows, depth, true, rows, rowNorms);
    }

    /**
     * The contexts of a block's rows, which must be the last that were split, in a layer that has halfspaces.
     *
     * @param products {@code [capacity][planes]}, overwritten
     */
    void gate(Slot slot, int i, long products) {
        CudaLayer layer = layers.get(i);
        int pitch = 2 * depth;
        // z2 . h1 + z1 . h2 as one product, z1 . h1 on top.
        blas.multiplyBfloat16(stream, slot.rows, layer.planes(), pitch, pitch, rows, halfspaces[i], false, products);
        blas.multiplyBfloat16(
                stream, slot.rows, layer.planes(), depth, pitch, rows + 2L * depth, halfspaces[i], true, products);
        kernels.packScreened(
                stream, products, layer, slot.z, rowNorms, planeNorms[i], slot.rows, slot.contexts[i], capacity);
    }
}
