package io.github.jgln.cuda;

import java.util.List;

/**
 * Gating products on tensor cores, and in float32 where those are too close to call: the bfloat16 halves of rows and
 * halfspaces and their norms, as {@code screen.cu} splits and bounds them.
 *
 * <p>Halfspaces are split once, rows once for all layers. Everything is done in one stream, so that one piece of memory serves
 * all blocks.
 */
final class TensorScreen {
    private final GatingKernels kernels;
    private final Driver.Blas blas;
    private final long stream;
    private final List<CudaLayer> layers;
    private final int stride;
    private final int depth;
    /** bfloat16, {@code [capacity][low, high][depth]}, and their norms {@code [capacity]}. */
    private final GatingKernels.Halves rows;
    /** Of each layer: bfloat16, {@code [planes][high, low][depth]}, and their norms {@code [planes]}. */
    private final GatingKernels.Halves[] halfspaces;

    /** @param stream that all of this is done in */
    TensorScreen(
            GatingKernels kernels, Driver.Blas blas, long stream, List<CudaLayer> layers, int capacity, Memory memory) {
        this.kernels = kernels;
        this.blas = blas;
        this.stream = stream;
        this.layers = layers;
        this.stride = layers.get(0).shape.stride();
        this.depth = depth(stride);
        this.rows = halves(capacity, true, memory);
        this.halfspaces = layers.stream()
                .map(layer -> halves(layer.shape.planes(), false, memory))
                .toArray(GatingKernels.Halves[]::new);
    }

    private GatingKernels.Halves halves(int count, boolean lowFirst, Memory memory) {
        long address = memory.allocate(4L * count * depth);
        return new GatingKernels.Halves(address, depth, lowFirst, memory.allocate(4L * count));
    }

    /** Begins to split the halfspaces, which never change; does not wait. */
    void splitHalfspaces() {
        for (int i = 0; i < layers.size(); i++) {
            CudaLayer layer = layers.get(i);
            if (layer.shape.m() > 0) {
                var vectors = new GatingKernels.Vectors(layer.halfspaces, stride, layer.shape.planes());
                kernels.splitRows(stream, vectors, halfspaces[i]);
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
        kernels.splitRows(stream, new GatingKernels.Vectors(slot.z, stride, slot.rows), rows);
    }

    /**
     * The contexts of a block's rows, which must be the last that were split, in a layer that has halfspaces.
     *
     * @param products {@code [capacity][planes]}, overwritten
     */
    void gate(Slot slot, int i, long products) {
        CudaLayer layer = layers.get(i);
        int planes = layer.shape.planes();
        int pitch = 2 * depth;
        long planeHalves = halfspaces[i].address();
        // z2 . h1 + z1 . h2 as one product, z1 . h1 on top.
        blas.multiplyBfloat16(stream, slot.rows, planes, pitch, pitch, rows.address(), planeHalves, false, products);
        long high = rows.address() + 2L * depth;
        blas.multiplyBfloat16(stream, slot.rows, planes, depth, pitch, high, planeHalves, true, products);
        var recheck = new GatingKernels.Recheck(slot.z, rows.norms(), halfspaces[i].norms());
        kernels.packScreened(stream, layer, products, recheck, slot.contexts(i));
    }
}
