package io.github.jgln.bench;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The backend under measurement.
 *
 * @param name never {@code auto}
 * @param device what it computes on
 * @param options as asked for
 * @param threads of its own, or all processors where it has no such option
 * @param onProcessor whether it computes with those threads, so that the processor's ceilings are its own
 * @param hasTwins whether it can do with and without vectors, and nobody said which
 */
record Subject(
        String name, String device, Map<String, String> options, int threads, boolean onProcessor, boolean hasTwins) {
    static final String THREADS = "threads";
    static final String SIMD = "simd";
    private static final int MOST_THREADS = 1024;

    /**
     * @param asked a backend's name or {@code auto}
     * @throws IllegalArgumentException for an option or value it does not know
     * @throws io.github.jgln.BackendUnavailableException when it is not to be had
     */
    static Subject of(String asked, Map<String, String> options) {
        GLN.Builder builder = GLN.builder(GLNConfig.builder(1, 1).build()).backend(asked);
        options.forEach(builder::option);
        try (GLN gln = builder.create()) {
            BackendProvider provider = provider(gln.backend());
            BackendOptions resolved = BackendOptions.of(provider, options);
            int processors = Runtime.getRuntime().availableProcessors();
            boolean onProcessor = provider.options().contains(THREADS);
            return new Subject(
                    gln.backend(),
                    gln.device().toString(),
                    Map.copyOf(options),
                    onProcessor ? resolved.getInt(THREADS, processors, 1, MOST_THREADS) : processors,
                    onProcessor,
                    provider.options().contains(SIMD) && resolved.get(SIMD).isEmpty());
        }
    }

    static BackendProvider provider(String name) {
        Iterator<BackendProvider> found =
                ServiceLoader.load(BackendProvider.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    throw new IllegalStateException("backend '" + name + "' has gone from the class path");
                }
                BackendProvider provider = found.next();
                if (provider.name().equals(name)) {
                    return provider;
                }
            } catch (ServiceConfigurationError e) {
                // Another backend's jar is broken, which is none of our business.
                continue;
            }
        }
    }

    GLN network(GLNConfig config) {
        return network(config, Map.of());
    }

    /**
     * @param changes options that replace those asked for
     */
    GLN network(GLNConfig config, Map<String, String> changes) {
        GLN.Builder builder = GLN.builder(config).backend(name);
        options.forEach(builder::option);
        changes.forEach(builder::option);
        return builder.create();
    }
}
