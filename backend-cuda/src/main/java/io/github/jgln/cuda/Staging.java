package io.github.jgln.cuda;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Copies a model's numbers to and from the device, a piece of page-locked memory at a time. Waits for each copy. */
final class Staging implements AutoCloseable {
    private static final int MOST_BYTES = 4 << 20;

    private final Driver driver;
    private final Memory memory;
    private final long stream;
    private final ByteBuffer buffer;
    private final FloatBuffer floats;
    private final int bytes;

    /** @param longest bytes of the longest copy to come; page-locked memory is dear, so there is no more of it than that */
    Staging(Driver driver, long longest) {
        this.driver = driver;
        this.memory = new Memory(driver);
        try {
            this.stream = memory.createStream();
            this.bytes = (int) Math.max(16, Math.min(MOST_BYTES, longest));
            this.buffer = memory.allocateHost(bytes);
            this.floats = buffer.asFloatBuffer();
        } catch (RuntimeException e) {
            Closing.after(e, memory);
            throw e;
        }
    }

    /** Copies {@code length} floats to the device. */
    void upload(float[] from, int offset, long to, int length) {
        for (int done = 0; done < length; ) {
            int count = Math.min(bytes / Float.BYTES, length - done);
            floats.put(0, from, offset + done, count);
            driver.upload(to + 4L * done, buffer, 0, 4L * count, stream);
            driver.synchronise(stream);
            done += count;
        }
    }

    void download(long from, float[] to, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = Math.min(bytes / Float.BYTES, length - done);
            driver.download(buffer, 0, from + 4L * done, 4L * count, stream);
            driver.synchronise(stream);
            floats.get(0, to, offset + done, count);
            done += count;
        }
    }

    void download(long from, int[] to, int length) {
        for (int done = 0; done < length; ) {
            int count = Math.min(bytes / Integer.BYTES, length - done);
            driver.download(buffer, 0, from + 4L * done, 4L * count, stream);
            driver.synchronise(stream);
            buffer.asIntBuffer().get(0, to, done, count);
            done += count;
        }
    }

    void upload(double[] from, long to) {
        DoubleBuffer doubles = buffer.asDoubleBuffer();
        for (int done = 0; done < from.length; ) {
            int count = Math.min(bytes / Double.BYTES, from.length - done);
            doubles.put(0, from, done, count);
            driver.upload(to + 8L * done, buffer, 0, 8L * count, stream);
            driver.synchronise(stream);
            done += count;
        }
    }

    void download(long from, double[] to) {
        DoubleBuffer doubles = buffer.asDoubleBuffer();
        for (int done = 0; done < to.length; ) {
            int count = Math.min(bytes / Double.BYTES, to.length - done);
            driver.download(buffer, 0, from + 8L * done, 8L * count, stream);
            driver.synchronise(stream);
            doubles.get(0, to, done, count);
            done += count;
        }
    }

    void zero(long address, long bytes) {
        driver.zero(address, bytes, stream);
        driver.synchronise(stream);
    }

    @Override
    public void close() {
        memory.close();
    }
}
