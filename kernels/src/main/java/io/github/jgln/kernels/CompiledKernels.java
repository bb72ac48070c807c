package io.github.jgln.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The CUDA kernels in the forms that {@code cuModuleLoadData} takes: machine code for the chips there is some for, and
 * PTX, which the driver compiles for any other GPU of compute capability 7.5 or later.
 */
public final class CompiledKernels {
    /** The lowest compute capability of the kernels, major · 10 + minor. */
    private static final int LOWEST = 75;

    private CompiledKernels() {}

    /**
     * The kernels for one GPU: a cubin if there is one for exactly this compute capability, else PTX followed by a zero
     * byte, as the driver expects of text.
     *
     * @param major the compute capability's major number, such as 9 of 9.0
     * @param minor its minor number
     * @return the image, the caller's own copy
     * @throws IllegalArgumentException if the kernels need a later GPU than this
     */
    public static byte[] image(int major, int minor) {
        if (major * 10 + minor < LOWEST) {
            throw new IllegalArgumentException(
                    "The CUDA kernels need a GPU of compute capability 7.5 or later; this one has " + major + "."
                            + minor + ". Use another GPU or backend");
        }
        byte[] cubin = resource("jgln-sm_" + major + minor + ".cubin");
        if (cubin != null) {
            return cubin;
        }
        byte[] ptx = resource("jgln.ptx");
        if (ptx == null) {
            throw new IllegalStateException("jgln.ptx is missing beside " + CompiledKernels.class.getName()
                    + ": the jgln-kernels jar is incomplete; build or download it again");
        }
        return Arrays.copyOf(ptx, ptx.length + 1);
    }

    private static byte[] resource(String name) {
        try (InputStream in = CompiledKernels.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + name + " from the jgln-kernels jar failed", e);
        }
    }
}
