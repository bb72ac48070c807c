package io.github.jgln.bench.ceilings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** How much threads get done that all work at once, each on its own. */
final class CoreRate {
    private CoreRate() {}

    /**
     * Units a nanosecond, summed over threads.
     *
     * @param nanos each thread begins no more work after this time
     * @param works makes a thread's work, which does some and says how many units that was
     */
    static double measure(int threads, long nanos, IntFunction<LongSupplier> works) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Double>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            LongSupplier work = works.apply(i);
            tasks.add(() -> rate(start, nanos, work));
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            double sum = 0;
            for (Future<Double> rate : executor.invokeAll(tasks)) {
                sum += rate.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("measuring failed: " + e.getCause(), e.getCause());
        } finally {
            executor.shutdown();
        }
    }

    private static double rate(CyclicBarrier start, long nanos, LongSupplier work)
            throws BrokenBarrierException, InterruptedException {
        start.await();
        long begin = System.nanoTime();
        long units = 0;
        long elapsed;
        do {
            units += work.getAsLong();
            elapsed = System.nanoTime() - begin;
        } while (elapsed < nanos);
        return (double) units / elapsed;
    }
}
