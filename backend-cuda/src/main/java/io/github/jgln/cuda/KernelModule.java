package io.github.jgln.cuda;

import io.github.jgln.kernels.CompiledKernels;
import java.util.HashMap;
import java.util.Map;

/** The compiled kernels on one device, found by name; who launches them is a class for each source file. */
final class KernelModule implements AutoCloseable {
    static final int WARP = 32;
    static final int MOST_THREADS = 1024;
    static final int MAX_GRID_Y = 65_535;
    /** What a block has without asking. */
    static final int SHARED_BYTES = 48 << 10;

    /** Static shared memory of the kernels that ask for more, generously. */
    private static final int SHARED_RESERVE = 8 << 10;

    private final Driver driver;
    private final long module;
    private final int sharedLimit;
    private final Map<String, Long> functions = new HashMap<>();

    KernelModule(Driver driver, DeviceFacts facts) {
        this.driver = driver;
        this.module = driver.loadModule(CompiledKernels.image(facts.major(), facts.minor()));
        this.sharedLimit = facts.sharedMemory() - SHARED_RESERVE;
    }

    /** How many parts of some length hold so much. */
    static int ceil(long length, int part) {
        return Math.toIntExact((length + part - 1) / part);
    }

    /** Whether a block can have so much dynamic shared memory on this device. */
    boolean fitsShared(long bytes) {
        return bytes <= sharedLimit;
    }

    /**
     * Launches a kernel.
     *
     * @param grid blocks in x and y
     * @param sharedBytes dynamic shared memory of a block; the device is asked for what it does not give by itself
     * @param stream of the driver
     */
    void launch(String kernel, Grid grid, int sharedBytes, long stream, Object... arguments) {
        long function = functions.computeIfAbsent(kernel, name -> driver.function(module, name));
        if (sharedBytes > SHARED_BYTES - SHARED_RESERVE) {
            driver.allowShared(function, sharedBytes);
        }
        driver.launch(function, grid.x, grid.y, grid.block, sharedBytes, stream, arguments);
    }

    /**
     * The shape of a launch.
     *
     * @param x blocks
     * @param y blocks; where more are wanted than a device takes, the kernels go on from {@link #MAX_GRID_Y} by themselves
     * @param block threads
     */
    record Grid(int x, int y, int block) {
        static Grid of(int x, int block) {
            return new Grid(x, 1, block);
        }

        static Grid of(int x, int y, int block) {
            return new Grid(x, Math.min(MAX_GRID_Y, y), block);
        }
    }

    @Override
    public void close() {
        driver.unloadModule(module);
    }
}
