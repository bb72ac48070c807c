package io.github.jgln.cuda;

import io.github.jgln.spi.DeviceInfo;
import java.util.Locale;

/**
 * A device.
 *
 * @param index among those the driver shows
 * @param name of the card
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param multiprocessors that it has
 * @param memory bytes in all
 * @param l2 bytes of its second-level cache
 * @param sharedMemory bytes of shared memory that a block can have at most
 */
record DeviceFacts(
        int index, String name, int major, int minor, int multiprocessors, long memory, long l2, int sharedMemory) {
    /** What the kernels are compiled for at the least. */
    static final String NEEDED_CAPABILITY = "7.5";
    /** From where on tensor cores multiply bfloat16 numbers. */
    static final String TENSOR_CAPABILITY = "8.0";

    String capability() {
        return major + "." + minor;
    }

    /** Whether it has the {@link #NEEDED_CAPABILITY}. */
    boolean capable() {
        return 10 * major + minor >= 75;
    }

    /** Whether it has the {@link #TENSOR_CAPABILITY}. */
    boolean multipliesBfloat16() {
        return major >= 8;
    }

    /**
     * The device as users see it.
     *
     * @param use how it computes, or why it cannot
     */
    DeviceInfo info(String use) {
        return new DeviceInfo(
                name,
                String.format(
                        Locale.ROOT,
                        "device %d, compute capability %s, %d multiprocessors, %d MiB, %s",
                        index,
                        capability(),
                        multiprocessors,
                        memory >> 20,
                        use));
    }
}
