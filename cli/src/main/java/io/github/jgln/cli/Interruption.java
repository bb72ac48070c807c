package io.github.jgln.cli;

import java.util.concurrent.CountDownLatch;

/** Has a signal that ends the process end what this thread learns, between two blocks, and wait until it has done the rest. */
final class Interruption implements AutoCloseable {
    private final Thread learner = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "jgln-interruption");

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
        learner.interrupt();
        try {
            done.await();
        } catch (InterruptedException e) {
            // Then it ends at once.
        }
    }

    /** Whether it came. An interrupted thread could write no file; from here on this one can. */
    boolean taken() {
        return Thread.interrupted();
    }

    /** All is done. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs.
        }
    }
}
