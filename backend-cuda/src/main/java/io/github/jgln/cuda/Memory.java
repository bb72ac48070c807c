package io.github.jgln.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one model holds of the driver, given back together. */
final class Memory implements AutoCloseable {
    private final Driver driver;
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private long bytes;

    Memory(Driver driver) {
        this.driver = driver;
    }

    /** Device memory. */
    long allocate(long bytes) {
        // An empty piece has an address too.
        long address = driver.allocate(Math.max(16, bytes));
        releases.push(() -> driver.free(address));
        this.bytes += bytes;
        return address;
    }

    /** Page-locked host memory in the machine's byte order. */
    ByteBuffer allocateHost(long bytes) {
        ByteBuffer buffer = driver.allocateHost(Math.max(16, bytes));
        releases.push(() -> driver.freeHost(buffer));
        return buffer.order(ByteOrder.nativeOrder());
    }

    long createStream() {
        long stream = driver.createStream();
        releases.push(() -> driver.destroyStream(stream));
        return stream;
    }

    long createEvent() {
        long event = driver.createEvent();
        releases.push(() -> driver.destroyEvent(event));
        return event;
    }

    /** Something else to do on close, before all that was asked for earlier. */
    void onClose(Runnable release) {
        releases.push(release);
    }

    /** Of the device. */
    long bytes() {
        return bytes;
    }

    /** Gives everything back, the last first; goes on where something fails and throws the first failure in the end. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!releases.isEmpty()) {
            try {
                releases.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
