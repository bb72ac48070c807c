package io.github.jgln.cuda;

import java.util.Arrays;
import java.util.Locale;

/** Who multiplies rows and halfspaces. */
enum GatingPath {
    /** cuBLAS where it loads, else the own kernel. */
    AUTO,
    CUBLAS,
    /** {@code gate.cu}. */
    KERNEL,
    /** cuBLAS on tensor cores, with the float32 product where that is too close to call: {@code screen.cu}. */
    TENSOR;

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
                        + "', option 'blas': expected auto, cublas, kernel or tensor, got '" + value + "'"));
    }

    /**
     * Any but {@link #AUTO}: what is meant here. Loads cuBLAS unless the kernel was asked for.
     *
     * @throws IllegalStateException if cuBLAS was asked for and does not load; says why
     */
    GatingPath resolve(Driver driver) {
        if (this == KERNEL) {
            return KERNEL;
        }
        if (driver.cublas().loads()) {
            return this == AUTO ? CUBLAS : this;
        }
        if (this != AUTO) {
            throw new IllegalStateException("option 'blas' asks for cuBLAS, which does not load: "
                    + driver.cublas().obstacle());
        }
        return KERNEL;
    }

    /** What the device line says. */
    String describe(Driver driver) {
        return switch (resolve(driver)) {
            case CUBLAS -> "gating by cuBLAS " + driver.cublas().version();
            case TENSOR ->
                "gating by cuBLAS " + driver.cublas().version() + ", bf16 tensor cores with float32 re-check";
            default ->
                "gating by own kernel" + (this == AUTO ? ": " + driver.cublas().obstacle() : "");
        };
    }
}
