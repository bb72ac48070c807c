package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.MOST_THREADS;
import static io.github.jgln.cuda.KernelModule.SHARED_BYTES;
import static io.github.jgln.cuda.KernelModule.WARP;
import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.cuda.KernelModule.Grid;

/** Launches the kernels of {@code sort.cu}. Addresses are of the device. */
final class SortKernels {
    private final KernelModule kernels;

    SortKernels(KernelModule kernels) {
        this.kernels = kernels;
    }

    /**
     * The streams of a layer.
     *
     * @param schedule {@code [gated unit · context]}: the order in which they begin
     * @param starts {@code [gated unit][contexts + 1]}
     * @param order {@code [gated unit][capacity]}: rows by context, then by time
     * @param capacity rows a block can hold
     */
    record Streams(long schedule, long starts, long order, long capacity) {}

    /** The warps that sort a unit's rows: no more than have a row for each lane, or room for their counts. */
    private static int sortWarps(int contexts, int rows) {
        int most = Math.min(MOST_THREADS / WARP, SHARED_BYTES / (Integer.BYTES * contexts));
        return Math.max(1, Math.min(most, ceil(rows, WARP)));
    }

    /** Ints of device memory that sorting needs; 0 where shared memory does. */
    static long counters(LayerShape shape) {
        return (long) Integer.BYTES * shape.contexts() > SHARED_BYTES
                ? (long) shape.gatedUnits() * shape.contexts()
                : 0;
    }

    /** @param counters room for {@link #counters(LayerShape)} ints */
    void sort(long stream, CudaLayer layer, GatingKernels.Contexts from, Streams to, long counters) {
        LayerShape shape = layer.shape;
        int warps = sortWarps(shape.contexts(), from.rows());
        boolean shared = counters(shape) == 0;
        // The scan beside the counts takes 4 KiB of its own.
        int bytes = shared ? warps * shape.contexts() * Integer.BYTES : 0;
        kernels.launch(
                "sortByContext",
                Grid.of(shape.gatedUnits(), warps * WARP),
                bytes,
                stream,
                from.address(),
                from.capacity(),
                from.rows(),
                shape.contexts(),
                to.order,
                to.starts,
                shared ? 0L : counters);
    }

    void schedule(long stream, CudaLayer layer, Streams streams) {
        LayerShape shape = layer.shape;
        int threads = Math.min(MOST_THREADS, ceil(shape.gatedStreams(), WARP) * WARP);
        kernels.launch(
                "scheduleStreams",
                Grid.of(1, threads),
                0,
                stream,
                streams.starts,
                shape.gatedUnits(),
                shape.contexts(),
                streams.schedule);
    }
}
