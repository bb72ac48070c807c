package io.github.jgln.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The kernels on the processor, as module {@code kernels} builds them for tests. Device memory is the machine's, between two
 * margins that nobody may write to, and full of NaN to begin with.
 */
final class EmulatedDriver extends FakeDriver {
    private static final int MARGIN = 256;
    private static final byte MARK = (byte) 0xa5;
    private static final byte UNWRITTEN = (byte) 0xff;
    private static final DeviceFacts PROCESSOR =
            new DeviceFacts(0, "CUDA kernels on the processor", 8, 6, 1, 4L << 30, 1 << 20, 99 << 10);

    private final Function launch;
    /** Where malloc's block begins, by the address in it. */
    private final Map<Long, Long> blocks = new HashMap<>();

    private final Random adversary;
    private float factor = 1;

    private EmulatedDriver(Path library, long seed) {
        super(List.of(PROCESSOR), seed);
        this.adversary = new Random(seed);
        this.launch = NativeLibrary.getInstance(library.toString()).getFunction("jglnLaunch");
    }

    /** Where the library is: the system property {@code jgln.emulated}, or beside this module. */
    static Path library() {
        return Path.of(System.getProperty("jgln.emulated", "../kernels/target/emulation/libjgln-emulated.so"))
                .toAbsolutePath()
                .normalize();
    }

    static boolean built() {
        return Files.exists(library());
    }

    /** @throws NoCudaException where the library is not built */
    static EmulatedDriver load(long seed) throws NoCudaException {
        Path library = library();
        if (!built()) {
            throw new NoCudaException(
                    "the kernels are not built for the processor: there is no " + library,
                    "install g++ and build module kernels",
                    null);
        }
        return new EmulatedDriver(library, seed);
    }

    /** Multiplies what tensor cores give by something, far beyond what {@code screen.cu} allows. */
    void falsify(float factor) {
        this.factor = factor;
    }

    @Override
    long reserve(long bytes) {
        long block = Native.malloc(bytes + 3L * MARGIN);
        if (block == 0) {
            throw new CudaException("allocate", "CUDA_ERROR_OUT_OF_MEMORY", bytes + " bytes");
        }
        long address = (block + 2L * MARGIN - 1) / MARGIN * MARGIN;
        Pointer start = new Pointer(block);
        start.setMemory(0, address - block, MARK);
        new Pointer(address).setMemory(0, bytes, UNWRITTEN);
        new Pointer(address + bytes).setMemory(0, block + bytes + 3L * MARGIN - address - bytes, MARK);
        blocks.put(address, block);
        return address;
    }

    @Override
    void release(long address, long bytes) {
        checkMargins(address, bytes);
        Native.free(blocks.remove(address));
    }

    private void checkMargins(long address, long bytes) {
        long block = blocks.get(address);
        byte[] below = new Pointer(block).getByteArray(0, (int) (address - block));
        long end = address + bytes;
        byte[] above = new Pointer(end).getByteArray(0, (int) (block + bytes + 3L * MARGIN - end));
        for (byte[] margin : List.of(below, above)) {
            for (int i = 0; i < margin.length; i++) {
                if (margin[i] != MARK) {
                    throw new AssertionError("a kernel wrote byte " + (margin == below ? i - below.length : bytes + i)
                            + " of memory of " + bytes + " bytes");
                }
            }
        }
    }

    @Override
    void copyIn(long to, ByteBuffer from) {
        new Pointer(to).getByteBuffer(0, from.remaining()).put(from);
    }

    @Override
    void copyOut(ByteBuffer to, long from) {
        to.put(new Pointer(from).getByteBuffer(0, to.remaining()));
    }

    @Override
    void clear(long address, long bytes) {
        new Pointer(address).setMemory(0, bytes, (byte) 0);
    }

    @Override
    void run(String kernel, int gridX, int gridY, int block, int sharedBytes, Object... arguments) {
        try (Memory values = new Memory(8L * arguments.length);
                Memory places = new Memory(8L * arguments.length)) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Long value) {
                    values.setLong(8L * i, value);
                } else if (arguments[i] instanceof Integer value) {
                    values.setInt(8L * i, value);
                } else {
                    values.setFloat(8L * i, (Float) arguments[i]);
                }
                places.setPointer(8L * i, values.share(8L * i));
            }
            int status = launch.invokeInt(new Object[] {kernel, gridX, gridY, block, sharedBytes, places});
            if (status != 0) {
                throw new AssertionError(kernel + " on grid " + gridX + " x " + gridY + ", block " + block + ", shared "
                        + sharedBytes + ": status " + status);
            }
        }
    }

    @Override
    void product(int rows, int planes, int depth, long z, long halfspaces, long products) {
        float[] row = new float[depth];
        float[] normals = new Pointer(halfspaces).getFloatArray(0, planes * depth);
        float[] results = new float[planes];
        for (int t = 0; t < rows; t++) {
            new Pointer(z).read(4L * t * depth, row, 0, depth);
            for (int p = 0; p < planes; p++) {
                float sum = 0;
                for (int j = 0; j < depth; j++) {
                    sum += row[j] * normals[p * depth + j];
                }
                results[p] = sum;
            }
            new Pointer(products).write(4L * t * planes, results, 0, planes);
        }
    }

    /**
     * As bad as {@code screen.cu} allows: off by 2^-22 for each number of a row, and as much of the products added to, of the
     * sum of all magnitudes; up or down by chance.
     */
    @Override
    void productOfBfloat16(
            int rows, int planes, int depth, int pitch, long z, long halfspaces, boolean add, long products) {
        short[] row = new short[depth];
        short[] normals = new Pointer(halfspaces).getShortArray(0, (planes - 1) * pitch + depth);
        float[] results = new float[planes];
        for (int t = 0; t < rows; t++) {
            new Pointer(z).read(2L * t * pitch, row, 0, depth);
            if (add) {
                new Pointer(products).read(4L * t * planes, results, 0, planes);
            }
            for (int p = 0; p < planes; p++) {
                double sum = 0;
                double magnitudes = 0;
                for (int j = 0; j < depth; j++) {
                    double product = (double) widened(row[j]) * widened(normals[p * pitch + j]);
                    sum += product;
                    magnitudes += Math.abs(product);
                }
                double before = add ? results[p] : 0;
                double error = 0x1p-22 * (depth * magnitudes + Math.abs(before));
                results[p] = (float) (before + sum + (adversary.nextBoolean() ? error : -error));
                if (add) {
                    results[p] *= factor;
                }
            }
            new Pointer(products).write(4L * t * planes, results, 0, planes);
        }
    }

    private static float widened(short half) {
        return Float.intBitsToFloat(half << 16);
    }
}
