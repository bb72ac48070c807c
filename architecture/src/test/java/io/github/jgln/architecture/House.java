package io.github.jgln.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * The modules and what each may use: arrows point down only. A new module gets a line here and a dependency in this module's
 * {@code pom.xml}, or the tests fail.
 */
final class House {
    private House() {}

    /**
     * A module.
     *
     * @param name of its folder
     * @param uses the modules whose classes its classes may name
     * @param libraries the packages of others that it may use, beside Java's own; null for any
     */
    record Module(String name, List<String> uses, List<String> libraries) {
        boolean mayUse(String other) {
            return name.equals(other) || uses.contains(other);
        }

        boolean mayUseLibrary(String packageName) {
            return libraries == null
                    || libraries.stream().anyMatch(l -> packageName.equals(l) || packageName.startsWith(l + "."));
        }
    }

    private static final List<String> NOTHING = List.of();
    private static final List<String> ANY_LIBRARY = null;

    /** What is measured and studied with, and may be used there and by the command line. */
    private static final List<String> BELOW = List.of(
            "core",
            "data",
            "evaluation",
            "kernels",
            "backend-cpu",
            "backend-cuda",
            "backend-opencl",
            "tck",
            "interop",
            "learners");

    /** From the bottom to the top; some are still to come. Nothing may use the command line. */
    static final List<Module> MODULES = List.of(
            new Module("core", NOTHING, NOTHING),
            new Module(
                    "data",
                    List.of("core"),
                    List.of("de.siegmar.fastcsv", "tools.jackson.core", "com.github.luben.zstd")),
            new Module("data-sql", List.of("core", "data"), List.of("org.duckdb")),
            new Module("evaluation", List.of("core"), NOTHING),
            new Module("kernels", List.of("core"), NOTHING),
            new Module("backend-cpu", List.of("core", "kernels"), NOTHING),
            new Module("backend-cuda", List.of("core", "kernels"), List.of("jcuda")),
            new Module("backend-opencl", List.of("core", "kernels"), List.of("com.aparapi", "com.sun.jna")),
            new Module("tck", List.of("core", "data"), List.of("org.junit", "tools.jackson")),
            new Module(
                    "interop",
                    List.of("core", "data"),
                    List.of("ai.onnx", "org.tribuo.util.onnx", "com.google.protobuf", "tools.jackson")),
            new Module("learners", List.of("core", "data"), ANY_LIBRARY),
            new Module("flink", List.of("core", "data", "evaluation"), ANY_LIBRARY),
            new Module("service", List.of("core", "data", "evaluation"), ANY_LIBRARY),
            new Module("bench", BELOW, ANY_LIBRARY),
            new Module("bench-peers", and(BELOW, "bench"), ANY_LIBRARY),
            new Module("experiments", and(BELOW, "bench"), ANY_LIBRARY),
            new Module("cli", and(BELOW, "flink", "service", "bench", "experiments"), ANY_LIBRARY));

    private static List<String> and(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
