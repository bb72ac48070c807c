package io.github.jgln.bench.sampling;

import java.util.function.BooleanSupplier;

/**
 * Has the compiler at work before anything is measured, in small pieces: what is not compiled yet may take a thousandfold of
 * the time.
 */
public final class CompilerWarmUp {
    private static final double NANOS = 1e9;

    /** Keeps the compiler from dropping work whose result nobody reads. */
    private static volatile int sink;

    private final double seconds;

    /**
     * @param seconds for each thing to warm up
     */
    public CompilerWarmUp(double seconds) {
        this.seconds = seconds;
    }

    /** Repeats a small piece of work until the time is over. */
    public void repeat(BooleanSupplier work) {
        long start = System.nanoTime();
        int odd = 0;
        while (System.nanoTime() - start < seconds * NANOS) {
            odd += work.getAsBoolean() ? 1 : 0;
        }
        sink = odd;
    }
}
