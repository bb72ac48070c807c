package io.github.jgln.cuda;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The part of the CUDA driver that the backend calls, so thin that a fake of it can record, fail on purpose, or run the
 * kernels on a processor. Streams, events, modules and functions are numbers that the driver hands out; device memory is an
 * address.
 *
 * <p>Every call but {@link #version}, {@link #devices}, {@link #device}, {@link #cublas}, {@link #retainContext} and
 * {@link #releaseContext} needs a context that is current on the calling thread. A call that the driver refuses throws a {@link CudaException} with the call's name and the driver's reason.
 */
interface Driver {
    /** What the driver supports: 12060 is CUDA 12.6. */
    int version();

    /** How many devices there are. */
    int devices();

    /** What a device is. */
    DeviceFacts device(int index);

    /** The device's context, shared by all of the process; each call needs its own {@link #releaseContext}. */
    long retainContext(int device);

    void releaseContext(int device);

    /** Makes a context current on this thread; 0 leaves it without one. */
    void makeCurrent(long context);

    /** Bytes of device memory that are free. */
    long freeMemory();

    /** Loads PTX (zero-terminated text) or a cubin. */
    long loadModule(byte[] image);

    void unloadModule(long module);

    long function(long module, String name);

    /** Lets a function have more dynamic shared memory than 48 KiB. */
    void allowShared(long function, int bytes);

    /** Device memory, aligned to 256 bytes or better. */
    long allocate(long bytes);

    void free(long address);

    /**
     * Page-locked host memory in the machine's byte order, which copies need to run beside computation. Gone with
     * {@link #freeHost}: to touch the buffer after that may end the process.
     *
     * @throws IllegalArgumentException for more than a buffer can hold, 2 GiB less a byte
     */
    ByteBuffer allocateHost(long bytes);

    void freeHost(ByteBuffer buffer);

    /** Copies to the device, in the stream's order; the buffer must stay as it is until then. */
    void upload(long to, ByteBuffer from, long offset, long bytes, long stream);

    /** Copies to the host, in the stream's order. */
    void download(ByteBuffer to, long offset, long from, long bytes, long stream);

    /** Sets device memory to zeros, in the stream's order; a multiple of 4 bytes. */
    void zero(long address, long bytes, long stream);

    long createStream();

    void destroyStream(long stream);

    /** Waits until all of a stream is done. */
    void synchronise(long stream);

    long createEvent();

    void destroyEvent(long event);

    /** Marks the point that a stream has reached. */
    void record(long event, long stream);

    /** Lets a stream wait for the last {@link #record} of an event so far; not at all if there was none. */
    void await(long stream, long event);

    /** Lets the calling thread wait for it. */
    void synchroniseEvent(long event);

    /** Milliseconds between two events that have passed. */
    float elapsed(long from, long to);

    /**
     * Starts a kernel.
     *
     * @param arguments each a {@code Long} (an address or a {@code long long}), an {@code Integer} or a {@code Float}
     */
    void launch(long function, int gridX, int gridY, int block, int sharedBytes, long stream, Object... arguments);

    /** What loading cuBLAS comes to; tried once. */
    Cublas cublas();

    /** Matrix products by cuBLAS in the current context; empty where it does not load. */
    Optional<Blas> blas();

    /** Matrix products. */
    interface Blas {
        /**
         * {@code products[t][p] = z[t] · h[p]} in true float32, in the stream's order.
         *
         * @param z {@code [rows][depth]}
         * @param halfspaces {@code [planes][depth]}
         * @param products written: {@code [rows][planes]}
         */
        void multiply(long stream, int rows, int planes, int depth, long z, long halfspaces, long products);

        /**
         * {@code products[t][p] = z[t] · h[p]} of bfloat16 numbers on tensor cores, in the stream's order. How they are added
         * up is what {@code screen.cu} allows.
         *
         * @param depth numbers of a row and of a halfspace that are multiplied
         * @param pitch numbers from one row, or halfspace, to the next
         * @param z {@code [rows][pitch]}, from the first number to multiply on
         * @param halfspaces {@code [planes][pitch]}, likewise
         * @param add whether to add to the products instead of writing them
         * @param products float32, {@code [rows][planes]}
         */
        void multiplyBfloat16(
                long stream,
                int rows,
                int planes,
                int depth,
                int pitch,
                long z,
                long halfspaces,
                boolean add,
                long products);

        /** Frees what it holds; called with the context it was used in current. */
        void close();
    }
}
