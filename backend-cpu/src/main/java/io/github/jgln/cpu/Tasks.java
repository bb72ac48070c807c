package io.github.jgln.cpu;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The tasks of a job, each claimed once. The caller claims from the front and its helpers from the back, so that from row
 * to row two threads meet much the same halfspaces and weights, which are then in their caches.
 */
final class Tasks {
    private static final long FRONT = 1;
    private static final long BACK = 1L << 32;

    /** Claims from the front in the lower half, from the back in the upper. */
    private final AtomicLong claimed = new AtomicLong();

    private int total;

    void begin(int total) {
        this.total = total;
        claimed.set(0);
    }

    /** A task nobody has claimed; -1 when none is left. */
    int claim(int worker) {
        long before = claimed.getAndAdd(worker == 0 ? FRONT : BACK);
        int front = (int) before;
        int back = (int) (before >>> 32);
        if (front + back >= total) {
            return -1;
        }
        return worker == 0 ? front : total - 1 - back;
    }
}
