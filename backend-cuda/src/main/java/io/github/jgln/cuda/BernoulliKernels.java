package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.WARP;
import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.Coupling;
import io.github.jgln.cuda.KernelModule.Grid;
import io.github.jgln.spi.NetworkSpec;
import java.util.Arrays;

/**
 * Launches the kernels of {@code bernoulli.cu}, and those of {@code softmax.cu} where outputs are coupled, which mix Bernoulli
 * predictions. Another mixing family has a class like this one
 * beside it; everything before mixing is the same for all. Addresses are of the device.
 */
final class BernoulliKernels {
    static final int BLOCK = 256;

    private final KernelModule kernels;
    private final float logitBound;
    private final float weightBound;
    private final boolean coupled;

    BernoulliKernels(KernelModule kernels, NetworkSpec spec) {
        this.kernels = kernels;
        this.logitBound = spec.logitBound();
        this.weightBound = spec.weightBound();
        this.coupled = spec.coupling() == Coupling.SOFTMAX;
    }

    /**
     * Where a layer reads its inputs and writes its outputs.
     *
     * @param classStride floats between the inputs of two outputs; 0 where all read the same
     * @param outClass floats between the results of two outputs
     * @param outRow floats between the results of two rows
     */
    record Flow(long inputs, long classStride, long out, long outClass, long outRow) {}

    /**
     * What rows are learnt as.
     *
     * @param classes {@code [capacity]}
     * @param rates {@code [capacity]}, or {@code [C][capacity]}
     * @param rateClass floats between the rates of two outputs; 0 where all have the same
     */
    record Labels(long classes, long rates, long rateClass) {}

    /** Who keeps a weight row, by its length: a thread, a warp, or a block. */
    private enum Keeper {
        THREAD("learnCoupledThread"),
        WARP_LANES("learnCoupledWarp"),
        BLOCK_THREADS("learnCoupledBlock");

        /** The kernel that learns the rows of all outputs together. */
        final String coupled;

        Keeper(String coupled) {
            this.coupled = coupled;
        }

        static Keeper of(int k) {
            int pieces = k / 4;
            return pieces <= 8 ? THREAD : pieces <= 256 ? WARP_LANES : BLOCK_THREADS;
        }

        /** The end of the kernels' names. */
        String suffix(int k) {
            return switch (this) {
                case THREAD -> "Thread" + k / 4;
                case WARP_LANES -> "Warp" + ceil(k / 4, WARP);
                case BLOCK_THREADS -> "Block";
            };
        }
    }

    private Object[] arguments(CudaLayer layer, Flow flow, Object... more) {
        LayerShape shape = layer.shape;
        Object[] first = {
            flow.inputs,
            flow.classStride,
            shape.k(),
            shape.contexts(),
            shape.spec().neurons(),
            shape.outputs(),
            shape.sharing(),
            layer.weights,
            layer.biasWeights,
            layer.biasLogits,
            logitBound,
            weightBound,
            flow.out,
            flow.outClass,
            flow.outRow
        };
        return append(first, more);
    }

    private static Object[] append(Object[] first, Object... more) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    /** How many streams may have a row; the schedule has them first. A unit has no more of them than there are rows. */
    private static int busyStreams(LayerShape shape, int rows) {
        return shape.units() * Math.min(shape.contexts(), rows);
    }

    void learn(long stream, CudaLayer layer, int rows, Flow flow, SortKernels.Streams streams, Labels labels) {
        int k = layer.shape.k();
        int busy = busyStreams(layer.shape, rows);
        Keeper keeper = Keeper.of(k);
        Object[] arguments = arguments(
                layer,
                flow,
                streams.schedule(),
                streams.starts(),
                streams.order(),
                streams.capacity(),
                labels.classes,
                labels.rates,
                labels.rateClass);
        if (coupled) {
            Grid grid = Grid.of(busy / layer.shape.sharing(), keeper == Keeper.THREAD ? WARP : BLOCK);
            kernels.launch(keeper.coupled, grid, 0, stream, arguments);
            return;
        }
        String name = "learn" + keeper.suffix(k);
        switch (keeper) {
            case THREAD -> kernels.launch(name, Grid.of(ceil(busy, WARP), WARP), 0, stream, arguments);
            case WARP_LANES -> kernels.launch(name, Grid.of(busy, WARP), 0, stream, arguments);
            case BLOCK_THREADS -> {
                boolean inShared = kernels.fitsShared(4L * k);
                int bytes = inShared ? 4 * k : 0;
                kernels.launch(name, Grid.of(busy, BLOCK), bytes, stream, append(arguments, inShared ? 1 : 0));
            }
        }
    }

    /** Divides rates by the size of what the layer's neurons read; {@code normalised} is {@code [C][capacity]}. */
    void normaliseRates(
            long stream,
            CudaLayer layer,
            int rows,
            Flow flow,
            Labels labels,
            float normaliser,
            long capacity,
            long normalised) {
        LayerShape shape = layer.shape;
        kernels.launch(
                "normaliseRates",
                Grid.of(ceil(rows, BLOCK / WARP), shape.outputs(), BLOCK),
                0,
                stream,
                flow.inputs,
                flow.classStride,
                shape.k(),
                layer.biasLogits,
                shape.outputs(),
                labels.rates,
                normaliser,
                capacity,
                rows,
                normalised);
    }

    void infer(long stream, CudaLayer layer, Flow flow, GatingKernels.Contexts contexts) {
        int k = layer.shape.k();
        Keeper keeper = Keeper.of(k);
        int rowsPerBlock = switch (keeper) {
            case THREAD -> BLOCK;
            case WARP_LANES -> BLOCK / WARP;
            case BLOCK_THREADS -> 1;
        };
        kernels.launch(
                "infer" + keeper.suffix(k),
                Grid.of(ceil(contexts.rows(), rowsPerBlock), layer.shape.units(), BLOCK),
                0,
                stream,
                arguments(layer, flow, contexts.address(), contexts.capacity(), contexts.rows()));
    }
}
