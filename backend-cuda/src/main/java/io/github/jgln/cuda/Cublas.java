package io.github.jgln.cuda;

/**
 * What loading cuBLAS came to.
 *
 * @param version such as {@code 12.6}; empty if it does not load
 * @param obstacle the first cause, in one line; empty if it loads
 */
record Cublas(String version, String obstacle) {
    boolean loads() {
        return obstacle.isEmpty();
    }
}
