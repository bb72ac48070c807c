package io.github.jgln.data;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where fetched data sets are kept. */
final class CacheDirectory {
    private CacheDirectory() {}

    /**
     * @param property looks up a system property, null where unset
     * @param environment looks up an environment variable, null where unset
     */
    static Path of(UnaryOperator<String> property, UnaryOperator<String> environment) {
        String own = property.apply("jgln.cache");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String xdg = environment.apply("XDG_CACHE_HOME");
        // The XDG specification has relative paths ignored.
        if (xdg != null && !xdg.isBlank() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "jgln");
        }
        return Path.of(property.apply("user.home"), ".cache", "jgln");
    }
}
