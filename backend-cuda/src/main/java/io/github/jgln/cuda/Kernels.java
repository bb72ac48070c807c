package io.github.jgln.cuda;

import io.github.jgln.kernels.CompiledKernels;
import java.util.HashMap;
import java.util.Map;

/** The loaded kernels, each launched in the shape that its source asks for. */
final class Kernels implements AutoCloseable {
    /** Predictors and side information in {@code inputs.cu}. */
    static final int MIN_MAX = 0;

    static final int CLIP = 1;
    static final int CONSTANT = 2;
    static final int CENTRED = 1;
    static final int STANDARDISED = 2;

    private static final int WARP = 32;
    private static final int MOST_THREADS = 1024;
    private static final int MAX_GRID_Y = 65_535;
    private static final int FROZEN_ROWS = 64;
    /** What a block has without asking. */
    private static final int SHARED_BYTES = 48 << 10;

    /** Static shared memory of the kernels that ask for more, generously. */
    private static final int SHARED_RESERVE = 8 << 10;

    private final Driver driver;
    private final long module;
    private final int sharedLimit;
    private final Map<String, Long> functions = new HashMap<>();

    Kernels(Driver driver, DeviceFacts facts) {
        this.driver = driver;
        this.module = driver.loadModule(CompiledKernels.image(facts.major(), facts.minor()));
        this.sharedLimit = facts.sharedMemory() - SHARED_RESERVE;
    }

    private long function(String name) {
        return functions.computeIfAbsent(name, n -> driver.function(module, n));
    }

    private static int ceil(long length, int part) {
        return Math.toIntExact((length + part - 1) / part);
    }

    void rowLogits(
            long stream,
            long x,
            int xStride,
            int n,
            int rows,
            int predictor,
            float prior,
            float epsilon,
            float bound,
            long base,
            int k) {
        driver.launch(
                function("rowLogits"),
                ceil(rows, 8),
                1,
                256,
                0,
                stream,
                x,
                (long) xStride,
                n,
                rows,
                predictor,
                prior,
                epsilon,
                bound,
                base,
                k);
    }

    /** @param column of the layer's inputs, where the {@code count} base logits begin */
    void skipInputs(
            long stream,
            long base,
            int k,
            int count,
            int rows,
            CudaLayer layer,
            long inputs,
            int capacity,
            int column) {
        driver.launch(
                function("skipInputs"),
                rows,
                Math.min(MAX_GRID_Y, layer.outputs),
                256,
                0,
                stream,
                base,
                k,
                count,
                layer.outputs,
                inputs,
                (long) capacity * layer.k,
                layer.k,
                column);
    }

    /** @param count rows taken into the statistics so far */
    void featureInputs(
            long stream,
            long x,
            int stride,
            int n,
            int rows,
            long count,
            boolean learning,
            long mean,
            long squares,
            int side,
            long z,
            int predictor,
            float factor,
            float bound,
            long base,
            int k) {
        int rowsPerBlock = learning ? rows : FROZEN_ROWS;
        driver.launch(
                function("featureInputs"),
                ceil(stride, 64),
                Math.min(MAX_GRID_Y, ceil(rows, rowsPerBlock)),
                64,
                0,
                stream,
                x,
                (long) stride,
                n,
                rows,
                rowsPerBlock,
                count,
                learning ? 1 : 0,
                mean,
                squares,
                side,
                z,
                predictor,
                factor,
                bound,
                base,
                k);
    }

    void gate(long stream, long z, CudaLayer layer, int rows, long contexts, long capacity) {
        driver.launch(
                function("gate"),
                layer.tiles,
                ceil(rows, CudaLayer.TILE),
                256,
                0,
                stream,
                z,
                layer.halfspaces,
                layer.thresholds,
                layer.stride,
                rows,
                layer.m(),
                layer.units,
                contexts,
                capacity);
    }

    void packSigns(long stream, long products, CudaLayer layer, int rows, long contexts, long capacity) {
        driver.launch(
                function("packSigns"),
                ceil(rows, 256),
                Math.min(MAX_GRID_Y, layer.units),
                256,
                0,
                stream,
                products,
                (long) layer.planes(),
                layer.thresholds,
                rows,
                layer.m(),
                layer.units,
                contexts,
                capacity);
    }

    /**
     * The bfloat16 halves of rows or halfspaces, and their norms.
     *
     * @param depth halves of a row
     */
    void splitRows(long stream, long x, int stride, int rows, int depth, boolean lowFirst, long halves, long norms) {
        driver.launch(
                function("splitRows"),
                ceil(rows, 8),
                1,
                256,
                0,
                stream,
                x,
                stride,
                rows,
                depth,
                lowFirst ? 1 : 0,
                halves,
                norms);
    }

    void packScreened(
            long stream,
            long products,
            CudaLayer layer,
            long z,
            long rowNorms,
            long planeNorms,
            int rows,
            long contexts,
            long capacity) {
        driver.launch(
                function("packScreened"),
                ceil(rows, 256),
                Math.min(MAX_GRID_Y, layer.units),
                256,
                0,
                stream,
                products,
                (long) layer.planes(),
                layer.thresholds,
                z,
                layer.halfspaces,
                layer.stride,
                rowNorms,
                planeNorms,
                rows,
                layer.m(),
                layer.units,
                contexts,
                capacity);
    }

    /** The warps that sort a unit's rows: no more than have a row for each lane, or room for their counts. */
    private static int sortWarps(int contexts, int rows) {
        int most = Math.min(MOST_THREADS / WARP, SHARED_BYTES / (Integer.BYTES * contexts));
        return Math.max(1, Math.min(most, ceil(rows, WARP)));
    }

    /** Ints of device memory that sorting needs; 0 where shared memory does. */
    static long sortCounters(long units, int contexts) {
        return (long) Integer.BYTES * contexts > SHARED_BYTES ? units * contexts : 0;
    }

    void sort(
            long stream,
            CudaLayer layer,
            int rows,
            long contexts,
            long capacity,
            long order,
            long starts,
            long counters) {
        int warps = sortWarps(layer.contexts, rows);
        boolean shared = sortCounters(layer.units, layer.contexts) == 0;
        // The scan beside the counts takes 4 KiB of its own.
        int bytes = shared ? warps * layer.contexts * Integer.BYTES : 0;
        long function = function("sortByContext");
        if (bytes > SHARED_BYTES - SHARED_RESERVE) {
            driver.allowShared(function, bytes);
        }
        driver.launch(
                function,
                layer.units,
                1,
                warps * WARP,
                bytes,
                stream,
                contexts,
                capacity,
                rows,
                layer.contexts,
                order,
                starts,
                shared ? 0L : counters);
    }

    void schedule(long stream, CudaLayer layer, long starts, long schedule) {
        int threads = Math.min(MOST_THREADS, ceil(layer.streams, WARP) * WARP);
        driver.launch(
                function("scheduleStreams"), 1, 1, threads, 0, stream, starts, layer.units, layer.contexts, schedule);
    }

    /** Where a layer reads its inputs and writes its outputs. */
    record Flow(long inputs, long classStride, long out, long outClass, long outRow) {}

    private static Object[] layerArguments(
            CudaLayer l, Flow flow, float logitBound, float weightBound, Object... more) {
        Object[] layer = {
            flow.inputs,
            flow.classStride,
            l.k,
            l.contexts,
            l.spec.neurons(),
            l.outputs,
            l.weights,
            l.biasWeights,
            l.biasLogits,
            logitBound,
            weightBound,
            flow.out,
            flow.outClass,
            flow.outRow
        };
        Object[] all = java.util.Arrays.copyOf(layer, layer.length + more.length);
        System.arraycopy(more, 0, all, layer.length, more.length);
        return all;
    }

    /** Who keeps a weight row, by its length: a thread, a warp, or a block. */
    private static String kind(int k) {
        int pieces = k / 4;
        return pieces <= 8 ? "Thread" + pieces : pieces <= 256 ? "Warp" + ceil(pieces, WARP) : "Block";
    }

    /** Those that may have a row, which the schedule has first: a unit has no more of them than there are rows. */
    private static int busyStreams(CudaLayer layer, int rows) {
        return layer.units * Math.min(layer.contexts, rows);
    }

    void learn(
            long stream,
            CudaLayer layer,
            int rows,
            Flow flow,
            float logitBound,
            float weightBound,
            long schedule,
            long starts,
            long order,
            long capacity,
            long labels,
            long rates) {
        String kind = kind(layer.k);
        Object[] arguments =
                layerArguments(layer, flow, logitBound, weightBound, schedule, starts, order, capacity, labels, rates);
        long function = function("learn" + kind);
        int streams = busyStreams(layer, rows);
        if (kind.startsWith("Thread")) {
            driver.launch(function, ceil(streams, WARP), 1, WARP, 0, stream, arguments);
        } else if (kind.startsWith("Warp")) {
            driver.launch(function, streams, 1, WARP, 0, stream, arguments);
        } else {
            boolean inShared = 4L * layer.k <= sharedLimit;
            int bytes = inShared ? 4 * layer.k : 0;
            if (bytes > SHARED_BYTES - SHARED_RESERVE) {
                driver.allowShared(function, bytes);
            }
            Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = inShared ? 1 : 0;
            driver.launch(function, streams, 1, 256, bytes, stream, all);
        }
    }

    void infer(
            long stream,
            CudaLayer layer,
            Flow flow,
            float logitBound,
            float weightBound,
            long contexts,
            long capacity,
            int rows) {
        String kind = kind(layer.k);
        int rowsPerBlock = kind.startsWith("Thread") ? 256 : kind.startsWith("Warp") ? 8 : 1;
        driver.launch(
                function("infer" + kind),
                ceil(rows, rowsPerBlock),
                Math.min(MAX_GRID_Y, layer.units),
                256,
                0,
                stream,
                layerArguments(layer, flow, logitBound, weightBound, contexts, capacity, rows));
    }

    @Override
    public void close() {
        driver.unloadModule(module);
    }
}
