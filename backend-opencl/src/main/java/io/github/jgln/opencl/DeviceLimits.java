package io.github.jgln.opencl;

import com.aparapi.device.OpenCLDevice;

/** How much a device takes at once. */
final class DeviceLimits {
    /** Aparapi counts a buffer's bytes in an int. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    /** What the side information and the base logits of a block may take of a processor's caches. */
    private static final long BLOCK_BYTES = 3 << 20;

    private static final int MIN_ROWS = 64;
    private static final int MAX_ROWS = 1024;

    /** A card gets its arrays anew with each dispatch, which larger blocks pay for. */
    private static final int GROUP_ROWS = 4096;

    /** What all that a block needs may take. */
    private static final long WORK_BYTES = 512 << 20;

    private final OpenCLDevice device;
    private final Form form;

    DeviceLimits(OpenCLDevice device, Form form) {
        this.device = device;
        this.form = form;
    }

    /**
     * The rows of a block.
     *
     * @param readBytes of a row's side information and base logits
     * @param allBytes of all that a row needs
     */
    int rows(long readBytes, long allBytes) {
        long rows = form == Form.GROUP ? GROUP_ROWS : Math.max(MIN_ROWS, Math.min(MAX_ROWS, BLOCK_BYTES / readBytes));
        long fitting = Math.min(rows, WORK_BYTES / allBytes);
        return (int) Math.max(1, fitting / BlockKernel.TILE) * BlockKernel.TILE;
    }

    /**
     * The length of an array of floats or ints on the device.
     *
     * @param what for the message
     * @return {@code count}, or 1 where it is 0: a buffer has at least one element
     * @throws IllegalStateException if no such buffer can be had
     */
    int length(long count, String what) {
        long most = Math.min(MOST_BYTES, device.getMaxMemAllocSize());
        if (count > most / 4) {
            throw new IllegalStateException(what + " need " + (count >> 18) + " MiB in one buffer, of which "
                    + device.getName() + " through Aparapi can have " + (most >> 20)
                    + " MiB; use another backend, or a smaller network");
        }
        return (int) Math.max(1, count);
    }
}
