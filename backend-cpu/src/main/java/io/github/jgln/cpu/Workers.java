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
 * <p>A caller waits for those helpers only that have begun. One that sleeps may take a millisecond to wake where processors
 * are virtual; by then the caller has done a short job alone, and the helper comes for a later one.
 *
 * <p>One set per number of threads serves all models. A model that finds it busy with another's job runs its own alone on
 * the calling thread, which changes its speed only.
 */
final class Workers {
    private static final int AT_WORK = 0xffff;
    private static final int OPEN = 0x10000;
    private static final int NUMBER = 0x20000;
    private static final int NUMBER_SHIFT = 17;

    /** Spins before sleeping: some tens of microseconds, the length of the serial stretch between two jobs. */
    private static final int SPINS = 4000;

    private static final Map<Integer, Workers> SHARED = new ConcurrentHashMap<>();

    private final Thread[] helpers;
    private final ReentrantLock inUse = new ReentrantLock();
    /** The job's number above, then whether helpers may still begin with it, then how many are at work. */
    private final AtomicInteger state = new AtomicInteger();

    private Job job;
    private Thread caller;
    private volatile Throwable failure;

    /** A piece of work that divides itself among those who call it: any number of threads, the caller in any case. */
    interface Job {
        /** Works until nothing is left to begin with; worker 0 is the caller. */
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

    /** Runs a job on the calling thread and those that come in time; returns when every one of them is done with it. */
    void run(Job work) {
        if (helpers.length == 0 || !inUse.tryLock()) {
            work.run(0);
            return;
        }
        try {
            caller = Thread.currentThread();
            failure = null;
            job = work;
            // Nobody is at work: the number goes up and the job is open.
            state.set((state.get() | OPEN) + NUMBER);
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
            Throwable own = null;
            try {
                work.run(0);
            } catch (Throwable t) {
                own = t;
            }
            state.getAndAdd(-OPEN);
            awaitHelpers();
            job = null;
            rethrow(own != null ? own : failure);
        } finally {
            inUse.unlock();
        }
    }

    private void awaitHelpers() {
        boolean interrupted = false;
        for (int spins = 0; (state.get() & AT_WORK) > 0; spins++) {
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
            int seen = state.get();
            for (int spins = 0; (seen & OPEN) == 0 || seen >> NUMBER_SHIFT == done; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
                seen = state.get();
            }
            if (!state.compareAndSet(seen, seen + 1)) {
                continue;
            }
            done = seen >> NUMBER_SHIFT;
            Thread waiting = caller;
            try {
                job.run(worker);
            } catch (Throwable t) {
                failure = t;
            }
            if ((state.decrementAndGet() & (AT_WORK | OPEN)) == 0) {
                LockSupport.unpark(waiting);
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
