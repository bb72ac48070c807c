package io.github.jgln.bench.figures;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import java.util.Map;

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
public record BackendUnderMeasurement(
        String name, String device, Map<String, String> options, int threads, boolean onProcessor, boolean hasTwins) {
    static final String THREADS = "threads";

    /** The option of backends that compute with vectors or without. */
    public static final String SIMD = "simd";

    private static final int MOST_THREADS = 1024;

    /**
     * Opens it for a moment to learn its device.
     *
     * @param asked a backend's name or {@code auto}
     * @throws IllegalArgumentException for an option or value it does not know
     * @throws io.github.jgln.BackendUnavailableException when it is not to be had
     */
    public static BackendUnderMeasurement of(String asked, Map<String, String> options) {
        BackendProvider provider = Backends.choose(asked, Shapes.standard().spec());
        BackendOptions resolved = BackendOptions.of(provider, options);
        try (Backend opened = provider.open(resolved)) {
            int processors = Runtime.getRuntime().availableProcessors();
            boolean onProcessor = provider.options().contains(THREADS);
            return new BackendUnderMeasurement(
                    provider.name(),
                    opened.device().toString(),
                    Map.copyOf(options),
                    onProcessor ? resolved.getInt(THREADS, processors, 1, MOST_THREADS) : processors,
                    onProcessor,
                    provider.options().contains(SIMD) && resolved.get(SIMD).isEmpty());
        }
    }

    /** Whether it has networks of this kind. */
    boolean takes(GLNConfig config) {
        return Backends.provider(name)
                .filter(provider ->
                        config.spec().refusal(provider.capabilities()).isEmpty())
                .isPresent();
    }

    GLN network(GLNConfig config) {
        return network(config, Map.of());
    }

    /**
     * @param changes options that replace those asked for
     */
    GLN network(GLNConfig config, Map<String, String> changes) {
        GLNBuilder builder = GLN.builder(config).backend(name);
        options.forEach(builder::option);
        changes.forEach(builder::option);
        return builder.create();
    }
}
