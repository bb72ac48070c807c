package io.github.jgln.cuda;

import java.util.Arrays;
import java.util.Locale;

/** Who multiplies rows and halfspaces. */
enum GatingPath {
    /** cuBLAS where it loads, else the own kernel. */
    AUTO,
    CUBLAS,
    /** {@code gate.cu}. */
    KERNEL;

    /**
     * The value of an option.
     *
     * @throws IllegalArgumentException for anything else
     */
    static GatingPath of(String backend, String value) {
        return Arrays.stream(values())
                .filter(path -> path.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("backend '" + backend
                        + "', option 'blas': expected auto, cublas or kernel, got '" + value + "'"));
    }

    /**
     * {@link #CUBLAS} or {@link #KERNEL}, whichever is meant here. Loads cuBLAS unless the kernel was asked for.
     *
     * @throws IllegalStateException if cuBLAS was asked for and does not load; says why
     */
    GatingPath resolve(Driver driver) {
        if (this == KERNEL || driver.cublas().loads()) {
            return this == KERNEL ? KERNEL : CUBLAS;
        }
        if (this == CUBLAS) {
            throw new IllegalStateException("option 'blas' asks for cuBLAS, which does not load: "
                    + driver.cublas().obstacle());
        }
        return KERNEL;
    }

    /** What the device line says. */
    String describe(Driver driver) {
        if (resolve(driver) == CUBLAS) {
            return "gating by cuBLAS " + driver.cublas().version();
        }
        return "gating by own kernel" + (this == AUTO ? ": " + driver.cublas().obstacle() : "");
    }
}
