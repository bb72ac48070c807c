package io.github.jgln.cuda;

/** What makes the gating product. */
enum GatingPath {
    /** cuBLAS where it can be loaded, else the own kernel. */
    AUTO,
    /** cuBLAS, or nothing. */
    CUBLAS,
    /** The own kernel. */
    KERNEL
}
