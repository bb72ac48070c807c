package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.cuda.KernelModule.Grid;

/** Launches the kernels of {@code gate.cu} and {@code screen.cu}. Addresses are of the device. */
final class GatingKernels {
    private final KernelModule kernels;

    GatingKernels(KernelModule kernels) {
        this.kernels = kernels;
    }

    /**
     * Contexts of a layer, {@code [gated unit][capacity]}.
     *
     * @param capacity rows a block can hold
     * @param rows that there are
     */
    record Contexts(long address, long capacity, int rows) {}

    void gate(long stream, CudaLayer layer, long z, Contexts to) {
        LayerShape shape = layer.shape;
        kernels.launch(
                "gate",
                Grid.of(shape.tiles(), ceil(to.rows, LayerShape.TILE), 256),
                0,
                stream,
                z,
                layer.halfspaces,
                layer.thresholds,
                shape.stride(),
                to.rows,
                shape.m(),
                shape.gatedUnits(),
                to.address,
                to.capacity);
    }

    /** @param products {@code [rows][planes]} */
    void packSigns(long stream, CudaLayer layer, long products, Contexts to) {
        LayerShape shape = layer.shape;
        kernels.launch(
                "packSigns",
                Grid.of(ceil(to.rows, 256), shape.gatedUnits(), 256),
                0,
                stream,
                products,
                (long) shape.planes(),
                layer.thresholds,
                to.rows,
                shape.m(),
                shape.gatedUnits(),
                to.address,
                to.capacity);
    }

    /** Rows of side information, or halfspaces, {@code [count][stride]}. */
    record Vectors(long address, int stride, int count) {}

    /**
     * bfloat16 halves, {@code [count][2][depth]}, and the norms of what they are of.
     *
     * @param lowFirst whether the low halves come before the high ones
     */
    record Halves(long address, int depth, boolean lowFirst, long norms) {}

    void splitRows(long stream, Vectors from, Halves to) {
        kernels.launch(
                "splitRows",
                Grid.of(ceil(from.count, 8), 256),
                0,
                stream,
                from.address,
                from.stride,
                from.count,
                to.depth,
                to.lowFirst ? 1 : 0,
                to.address,
                to.norms);
    }

    /** What decides where a product of halves is too close to call: side information in float32 and the bound's norms. */
    record Recheck(long z, long rowNorms, long planeNorms) {}

    /** @param products {@code [rows][planes]} */
    void packScreened(long stream, CudaLayer layer, long products, Recheck recheck, Contexts to) {
        LayerShape shape = layer.shape;
        kernels.launch(
                "packScreened",
                Grid.of(ceil(to.rows, 256), shape.gatedUnits(), 256),
                0,
                stream,
                products,
                (long) shape.planes(),
                layer.thresholds,
                recheck.z,
                layer.halfspaces,
                shape.stride(),
                recheck.rowNorms,
                recheck.planeNorms,
                to.rows,
                shape.m(),
                shape.gatedUnits(),
                to.address,
                to.capacity);
    }
}
