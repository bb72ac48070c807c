package io.github.jgln.bench.peers;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this module is, beside which the build lays what is not on its class path. */
final class Beside {
    private Beside() {}

    /** The folder of its classes, or its jar. */
    static Path code() {
        try {
            return Path.of(Beside.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has a place that is no file: " + e.getMessage(), e);
        }
    }

    /** What lies beside it. */
    static Path file(String name) {
        return code().resolveSibling(name);
    }
}
