package io.github.jgln.cli;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.SavedModel;
import io.github.jgln.spi.Availability.Available;
import io.github.jgln.spi.Availability.Unavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which backend, and its options. */
final class BackendChoice {
    private static final String AUTO = "auto";

    @Option(
            names = "--backend",
            order = 80,
            paramLabel = "NAME",
            description = "Backend to compute with; 'jgln backends' lists them. Default: auto, the best there is.")
    private String name;

    @Option(
            names = "--backend-option",
            order = 81,
            paramLabel = "KEY=VALUE",
            description = "Option of the backend, such as threads=2; can be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--threads",
            order = 82,
            paramLabel = "N",
            description = "Short for --backend-option threads=N, for backends that know it.")
    private String threads;

    Map<String, String> options() {
        Map<String, String> all = new LinkedHashMap<>(options);
        if (threads != null) {
            all.put("threads", threads);
        }
        return all;
    }

    /** Begins the network of a saved model. */
    GLNBuilder builder(SavedModel model) {
        return applied(GLN.builder(model));
    }

    /** Begins a network. */
    GLNBuilder builder(GLNConfig config) {
        return applied(GLN.builder(config));
    }

    private GLNBuilder applied(GLNBuilder builder) {
        builder.backend(name());
        options().forEach(builder::option);
        return builder;
    }

    /** What was asked for, here or where the engine looks. */
    String name() {
        return name == null ? Backends.defaultName() : name.isBlank() ? AUTO : name.strip();
    }

    boolean automatic() {
        return name().equals(AUTO);
    }

    /** Whether the one asked for can be used; an automatic choice is left to the engine. */
    boolean available() {
        return automatic()
                || Backends.find(name())
                        .filter(found -> found.availability() instanceof Available)
                        .isPresent();
    }

    /** The name asked for, or that of the best backend available. */
    String resolvedName() {
        if (!automatic()) {
            return name();
        }
        return Backends.list().stream()
                .filter(found -> found.availability() instanceof Available)
                .map(Backends.Found::name)
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("no backend is available; " + unavailable(null)));
    }

    /** The backends that are better than the chosen one but not available, each with its reason; null for all. */
    static String unavailable(String chosen) {
        return Backends.listBetter(chosen).stream()
                .filter(found -> found.availability() instanceof Unavailable)
                .map(found -> "not " + found.name() + ": " + found.availability())
                .collect(Collectors.joining("; "));
    }
}
