package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.WARP;
import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.cuda.KernelModule.Grid;
import java.util.Arrays;

/** Launches the kernels that learn or predict streams, whatever they mix: which of them, and the shape of the launch. */
final class StreamKernels {
    static final int BLOCK = 256;

    private final KernelModule kernels;

    StreamKernels(KernelModule kernels) {
        this.kernels = kernels;
    }

    /** Who keeps a weight row, by its length, as {@code rows.cuh} says: a thread, a warp, or a block. */
    enum Keeper {
        THREAD,
        WARP_LANES,
        BLOCK_THREADS;

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

    static Object[] append(Object[] first, Object... more) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    /** How many streams may have a row; the schedule has them first. A unit has no more of them than there are rows. */
    private static int busyStreams(LayerShape shape, int rows) {
        return shape.units() * Math.min(shape.contexts(), rows);
    }

    /** @param name the beginning of the kernels' names */
    void learn(long stream, String name, LayerShape shape, int rows, Object... arguments) {
        int k = shape.k();
        int busy = busyStreams(shape, rows);
        Keeper keeper = Keeper.of(k);
        String kernel = name + keeper.suffix(k);
        switch (keeper) {
            case THREAD -> kernels.launch(kernel, Grid.of(ceil(busy, WARP), WARP), 0, stream, arguments);
            case WARP_LANES -> kernels.launch(kernel, Grid.of(busy, WARP), 0, stream, arguments);
            case BLOCK_THREADS -> {
                boolean inShared = kernels.fitsShared(4L * k);
                int bytes = inShared ? 4 * k : 0;
                kernels.launch(kernel, Grid.of(busy, BLOCK), bytes, stream, append(arguments, inShared ? 1 : 0));
            }
        }
    }

    /** The rows of all outputs of a neuron together, whose names do not go with the row's exact length. */
    void learnCoupled(long stream, LayerShape shape, int rows, Object... arguments) {
        int busy = busyStreams(shape, rows);
        Keeper keeper = Keeper.of(shape.k());
        Grid grid = Grid.of(busy / shape.sharing(), keeper == Keeper.THREAD ? WARP : BLOCK);
        String kernel = switch (keeper) {
            case THREAD -> "learnCoupledThread";
            case WARP_LANES -> "learnCoupledWarp";
            case BLOCK_THREADS -> "learnCoupledBlock";
        };
        kernels.launch(kernel, grid, 0, stream, arguments);
    }

    /** @param name the beginning of the kernels' names */
    void infer(long stream, String name, LayerShape shape, int rows, Object... arguments) {
        Keeper keeper = Keeper.of(shape.k());
        int rowsPerBlock = switch (keeper) {
            case THREAD -> BLOCK;
            case WARP_LANES -> BLOCK / WARP;
            case BLOCK_THREADS -> 1;
        };
        Grid grid = Grid.of(ceil(rows, rowsPerBlock), shape.units(), BLOCK);
        kernels.launch(name + keeper.suffix(shape.k()), grid, 0, stream, arguments);
    }
}
