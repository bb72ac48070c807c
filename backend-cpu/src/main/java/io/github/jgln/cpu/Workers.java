package io.github.jgln.cpu;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that run one job together and wait for the next. A fork costs no allocation and, while jobs follow each other
 * closely, no system call: idle threads spin for a moment before they sleep.
 *
 * <p>One set per number of threads serves all models. A model that finds it busy with another's job runs its own alone on
 * the calling thread, which changes its speed only.
 */
final class Workers {
    /** Spins before sleeping: some tens of microseconds, the length of the serial stretch between two jobs. */
    private static final int SPINS = 4000;

    private static final Map<Integer, Workers> SHARED = new ConcurrentHashMap<>();

    private final Thread[] helpers;
    private final ReentrantLock inUse = new ReentrantLock();
    private final AtomicInteger running = new AtomicInteger();
    private volatile int generation;
    private volatile Job job;
    private volatile Thread caller;
    private volatile Throwable failure;

    /** A piece of work that divides itself among those who call it. */
    interface Job {
        /** Works until nothing is left; worker 0 is the caller. */
        void run(int worker);
    }

    private Workers(int threads) {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = new Thread(() -> serve(worker), "jgln-cpu-" + threads + "-" + worker);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    static Workers of(int threads) {
        return SHARED.computeIfAbsent(threads, Workers::new);
    }

    int threads() {
        return helpers.length + 1;
    }

    /** Runs a job on all threads and returns when every one of them is done with it. */
    void run(Job work) {
        if (helpers.length == 0 || !inUse.tryLock()) {
            work.run(0);
            return;
        }
        try {
            caller = Thread.currentThread();
            failure = null;
            job = work;
            running.set(helpers.length);
            generation++;
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
            Throwable own = null;
            try {
                work.run(0);
            } catch (Throwable t) {
                own = t;
            }
            awaitHelpers();
            job = null;
            rethrow(own != null ? own : failure);
        } finally {
            inUse.unlock();
        }
    }

    private void awaitHelpers() {
        boolean interrupted = false;
        for (int spins = 0; running.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                // A pending interrupt would turn the wait into a busy loop; it is given back afterwards.
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(int worker) {
        int done = 0;
        while (true) {
            for (int spins = 0; generation == done; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            done = generation;
            try {
                job.run(worker);
            } catch (Throwable t) {
                failure = t;
            }
            if (running.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private static void rethrow(Throwable t) {
        if (t instanceof Error e) {
            throw e;
        }
        if (t instanceof RuntimeException e) {
            throw e;
        }
    }
}
