package io.github.jgln.cpu;

import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code cpu} backend: pure Java, on every JVM.
 *
 * <p>Options: {@code threads} (all processors), {@code simd} ({@code auto}; {@code vector} requires the module
 * jdk.incubator.vector, {@code plain} does without).
 */
public final class CpuBackendProvider implements BackendProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CpuBackendProvider() {}

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Availability probe() {
        BackendOptions options = BackendOptions.of(this, Map.of());
        try {
            return new Availability.Available(List.of(CpuBackend.device(operations(options), threads(options))));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return new Availability.Unavailable(e.getMessage(), "change or remove that setting");
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return CpuBackend.CAPABILITIES;
    }

    @Override
    public Set<String> options() {
        return Set.of("threads", "simd");
    }

    @Override
    public Backend open(BackendOptions options) {
        return new CpuBackend(operations(options), threads(options));
    }

    private static int threads(BackendOptions options) {
        return options.getInt("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
    }

    private static Operations operations(BackendOptions options) {
        String simd = options.get("simd").orElse("auto");
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return switch (simd) {
            case "plain" -> Operations.plain();
            case "auto" -> module ? Operations.vector() : Operations.plain();
            case "vector" -> {
                if (!module) {
                    throw new IllegalStateException(
                            "option 'simd' asks for the Vector API, which this JVM was started without; start it with"
                                    + " --add-modules jdk.incubator.vector");
                }
                yield Operations.vector();
            }
            default ->
                throw new IllegalArgumentException(
                        "backend 'cpu', option 'simd': expected auto, vector or plain, got '" + simd + "'");
        };
    }
}
