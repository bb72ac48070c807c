package io.github.jgln;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicReference;

/** Lets one thread at a time use a model, and tells any other at once. */
final class OneUser {
    private final AtomicReference<Thread> user = new AtomicReference<>();

    /** @throws IllegalStateException when a thread is there, which is not disturbed */
    void enter() {
        Thread other = user.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException("expected one thread at a time to use this model, but " + other.getName()
                    + " is using it; give each thread its own model or take turns");
        }
    }

    /** @throws IllegalStateException as {@link #enter} */
    void enterToClose() {
        Thread other = user.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException(
                    "cannot close this model while " + other.getName() + " is using it; close it afterwards");
        }
    }

    /** @param model kept reachable until here: the cleaner must not free what computes for one that nothing else refers to */
    void leave(Object model) {
        user.set(null);
        Reference.reachabilityFence(model);
    }
}
