package io.github.jgln.bench.ceilings;

import io.github.jgln.bench.sampling.CompilerWarmUp;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** What this machine can do at most, measured in the same JVM and minute as the engine. */
public final class Ceilings {
    public static final String FMA_CORE = "fmaCore";
    public static final String FMA_ALL = "fmaAll";
    public static final String L2_CORE = "l2Core";
    public static final String L2_ALL = "l2All";
    public static final String MEMORY_CORE = "memoryCore";
    public static final String MEMORY_ALL = "memoryAll";

    /** So many steps are long enough to forget the call, and short enough that a core is not taken away meanwhile. */
    private static final int FMA_STEPS = 20_000;

    /** 192 KiB: beyond every first-level cache that is beside a second-level cache, within every such one. */
    private static final int L2_FLOATS = 48 << 10;

    private static final int LINE_FLOATS = 16;
    private static final int MEMORY_CHUNK = 1 << 20;

    private static final int WARM_UP_STEPS = 60;
    private static final int WARM_UP_VALUES = 3600;

    /** Keeps the compiler from dropping what nobody reads. */
    private static volatile float sink;

    private final CeilingKernels kernels;
    private final long nanos;

    /**
     * @param nanos of each sample
     */
    public Ceilings(CeilingKernels kernels, long nanos) {
        this.kernels = kernels;
        this.nanos = nanos;
    }

    /** Has the compiler at work on the loops before anything is measured. */
    public void warmUp(double seconds) {
        float[] values = new float[WARM_UP_VALUES];
        Arrays.fill(values, 1f);
        new CompilerWarmUp(seconds)
                .repeat(() -> kernels.multiplyAdd(WARM_UP_STEPS) > kernels.read(values, 0, values.length));
    }

    /** GMAC/s in registers, all threads together. */
    public double multiplyAdds(int threads) {
        long units = (long) FMA_STEPS * kernels.step();
        return CoreRate.measure(threads, nanos, thread -> () -> {
            sink = kernels.multiplyAdd(FMA_STEPS);
            return units;
        });
    }

    /** GB/s from second-level caches, all threads together. */
    public double l2(int threads) {
        // Where an array begins in its cache line is the JVM's choice; a vector that straddles two lines costs two
        // reads.
        int starts = LINE_FLOATS / 2;
        double best = 0;
        for (int i = 0; i < starts; i++) {
            int first = 2 * i;
            best = Math.max(best, CoreRate.measure(threads, nanos / starts, thread -> l2Reader(first)));
        }
        return best;
    }

    private LongSupplier l2Reader(int first) {
        float[] values = new float[L2_FLOATS + LINE_FLOATS];
        return () -> {
            sink = kernels.read(values, first, first + L2_FLOATS);
            return (long) Float.BYTES * L2_FLOATS;
        };
    }

    /** GB/s from memory, all threads together; each reads a part of its own, round and round. */
    public double memory(int threads, float[] values) {
        int chunks = values.length / MEMORY_CHUNK / threads;
        return CoreRate.measure(threads, nanos, thread -> new LongSupplier() {
            private int next;

            @Override
            public long getAsLong() {
                int from = (thread * chunks + next) * MEMORY_CHUNK;
                next = (next + 1) % chunks;
                sink = kernels.read(values, from, from + MEMORY_CHUNK);
                return (long) Float.BYTES * MEMORY_CHUNK;
            }
        });
    }

    /**
     * An array well beyond the caches, 256 MiB where the heap has room.
     *
     * @param threads each of which needs a chunk at least
     */
    public static float[] memoryArray(int threads) {
        long bytes = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
        float[] values = new float[(int) Math.max(bytes / Float.BYTES, (long) threads * MEMORY_CHUNK)];
        Arrays.fill(values, 1f);
        return values;
    }
}
