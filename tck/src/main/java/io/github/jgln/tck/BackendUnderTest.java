package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.fail;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A backend the contract is tested on: each one found, and each one required by the system property
 * {@code jgln.tck.require}, a comma-separated list of names. A required one that is missing or unavailable fails; any other
 * unavailable one is skipped with its reason. A required name may carry options, {@code cpu:simd=plain}, and is then tested
 * with them beside the plain one.
 *
 * <p>The author of a backend outside this repository names it with {@link #of} instead.
 *
 * @param name to ask for it by
 * @param options to open it with
 * @param provider null if it was not found
 * @param obstacle why it cannot be had; empty if it can
 * @param required whether it must
 */
public record BackendUnderTest(
        String name, Map<String, String> options, BackendProvider provider, String obstacle, boolean required) {
    private static final String MISSING = "was not found; its jar must be on the test class path";

    /** Probing may start a driver, so once is enough. */
    private static final List<BackendUnderTest> ALL = find(System.getProperty("jgln.tck.require", ""));

    /**
     * One backend that must be there: its tests fail where it is not found or not available.
     *
     * @param entry a name, with options if need be: {@code cpu}, {@code cpu:simd=plain:threads=1}
     */
    public static BackendUnderTest of(String entry) {
        List<BackendUnderTest> found = find(entry);
        return found.stream()
                .filter(BackendUnderTest::required)
                .filter(backend -> backend.toString().equals(entry.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "backend: expected one name with options, such as cpu:simd=plain, got '" + entry + "'"));
    }

    /** What the test classes of this repository are run with. */
    public static Stream<BackendUnderTest> all() {
        return ALL.stream();
    }

    static List<BackendUnderTest> find(String require) {
        Map<String, BackendUnderTest> found = new LinkedHashMap<>();
        for (BackendProvider provider : Backends.providers()) {
            String obstacle = provider.probe() instanceof Availability.Unavailable u ? "is not available: " + u : "";
            found.put(provider.name(), new BackendUnderTest(provider.name(), Map.of(), provider, obstacle, false));
        }
        for (String entry : require.split(",")) {
            if (!entry.isBlank()) {
                String[] parts = entry.trim().split(":");
                BackendUnderTest plain =
                        found.getOrDefault(parts[0], new BackendUnderTest(parts[0], Map.of(), null, MISSING, true));
                found.put(
                        entry.trim(),
                        new BackendUnderTest(parts[0], options(parts), plain.provider, plain.obstacle, true));
            }
        }
        return new ArrayList<>(found.values());
    }

    private static Map<String, String> options(String[] parts) {
        Map<String, String> options = new LinkedHashMap<>();
        Arrays.stream(parts).skip(1).map(part -> part.split("=", 2)).forEach(pair -> options.put(pair[0], pair[1]));
        return options;
    }

    /** Fails or skips the test where the backend cannot be had. */
    void demand() {
        if (!available()) {
            if (required) {
                fail("backend '" + this + "' is required by jgln.tck.require but " + obstacle);
            }
            Assumptions.abort("backend '" + this + "' " + obstacle);
        }
    }

    boolean available() {
        return obstacle.isEmpty();
    }

    Backend open() {
        return open(Map.of());
    }

    /** Opens it with further options. */
    Backend open(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putAll(more);
        return provider.open(BackendOptions.of(provider, all));
    }

    GLN create(GLNConfig config) {
        return builder(config).create();
    }

    GLNBuilder builder(GLNConfig config) {
        GLNBuilder builder = GLN.builder(config).backend(name);
        options.forEach(builder::option);
        return builder;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        options.forEach(
                (option, value) -> text.append(':').append(option).append('=').append(value));
        return text.toString();
    }
}
