package io.github.jgln.cuda;

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

    /** For one line of a log. */
    String text() {
        return String.format(
                Locale.ROOT,
                "compute capability %d.%d, %d multiprocessors, %.0f GiB",
                major,
                minor,
                multiprocessors,
                memory / (double) (1L << 30));
    }
}
