package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.WARP;
import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.cuda.KernelModule.Grid;
import io.github.jgln.spi.Mixing;

/**
 * Launches the kernels of {@code gaussian.cu}. Addresses are of the device. A "pair" is a mean and a variance; "naturals" are
 * what neurons read in place of pairs, made once for all neurons of a layer.
 */
final class GaussianKernels {
    /** Of a row of naturals, beside its two vectors. */
    static final int SCALARS = 4;

    private final KernelModule kernels;
    private final StreamKernels streamKernels;
    private final Mixing.Gaussian mixing;
    private final float weightBound;

    GaussianKernels(KernelModule kernels, Mixing.Gaussian mixing, float weightBound) {
        this.kernels = kernels;
        this.streamKernels = new StreamKernels(kernels);
        this.mixing = mixing;
        this.weightBound = weightBound;
    }

    /** Floats of a row of naturals. */
    static long naturalsFloats(LayerShape shape) {
        return 2L * shape.k() + SCALARS;
    }

    /**
     * Pairs that a layer reads.
     *
     * @param classStride floats between those of two outputs; 0 where all have the same
     * @param count of a row; where it is 0 the address is not used
     */
    record Pairs(long address, long classStride, int count) {
        static final Pairs NONE = new Pairs(0, 0, 0);
    }

    /**
     * The naturals of a block's rows, {@code [copies][capacity][naturals]}.
     *
     * @param copies one for each output, or 1 for all
     */
    record Naturals(long address, int copies, long capacity) {
        /** Floats between those of two outputs. */
        long classStride(LayerShape shape) {
            return copies == 1 ? 0 : capacity * naturalsFloats(shape);
        }
    }

    /**
     * Where a layer's pairs go.
     *
     * @param outClass floats between the pairs of two outputs
     * @param outRow floats between the pairs of two rows
     */
    record Said(long address, long outClass, long outRow) {}

    void naturals(long stream, CudaLayer layer, int rows, Pairs below, Pairs base, Naturals to) {
        kernels.launch(
                "gaussianNaturals",
                Grid.of(ceil(rows, StreamKernels.BLOCK / WARP), to.copies, StreamKernels.BLOCK),
                0,
                stream,
                below.address,
                below.classStride,
                below.count,
                base.address,
                base.classStride,
                base.count,
                mixing.biases(),
                mixing.biasMean(),
                mixing.biasVariance(),
                to.copies,
                to.capacity,
                rows,
                to.address,
                layer.shape.k());
    }

    private Object[] arguments(CudaLayer layer, Naturals naturals, Said said, Object... more) {
        LayerShape shape = layer.shape;
        Object[] first = {
            naturals.address,
            naturals.classStride(shape),
            shape.k(),
            shape.contexts(),
            shape.spec().neurons(),
            shape.outputs(),
            shape.sharing(),
            layer.weights,
            mixing.form().ordinal(),
            weightBound,
            mixing.minVariance(),
            mixing.maxVariance(),
            said.address,
            said.outClass,
            said.outRow
        };
        return StreamKernels.append(first, more);
    }

    /**
     * Learns a block's rows.
     *
     * @param numbers {@code [capacity][C]}
     * @param rates {@code [capacity]}
     */
    void learn(
            long stream,
            CudaLayer layer,
            int rows,
            Naturals naturals,
            SortKernels.Streams streams,
            long numbers,
            long rates,
            Said to) {
        Object[] arguments = arguments(
                layer,
                naturals,
                to,
                streams.schedule(),
                streams.starts(),
                streams.order(),
                streams.capacity(),
                numbers,
                rates);
        streamKernels.learn(stream, "gaussianLearn", layer.shape, rows, arguments);
    }

    void infer(long stream, CudaLayer layer, Naturals naturals, GatingKernels.Contexts contexts, Said to) {
        Object[] arguments = arguments(layer, naturals, to, contexts.address(), contexts.capacity(), contexts.rows());
        streamKernels.infer(stream, "gaussianInfer", layer.shape, contexts.rows(), arguments);
    }

    /**
     * Puts the neurons of the last layer together.
     *
     * @param said {@code [places][neurons]} pairs; a place is an output of a row
     * @param to {@code [places]} pairs
     */
    void mixture(long stream, long said, int neurons, long places, long to) {
        kernels.launch(
                "gaussianMixture",
                Grid.of(ceil(places, StreamKernels.BLOCK), StreamKernels.BLOCK),
                0,
                stream,
                said,
                neurons,
                places,
                to);
    }
}
