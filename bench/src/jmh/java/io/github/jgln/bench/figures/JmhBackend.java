package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What all benchmarks of an engine can be told with {@code -p}: an option left empty is not set.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp "bench/target/test-classes:bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main EpochBenchmark.epoch -p simd=plain -p threads=1
 * </pre>
 */
@State(Scope.Benchmark)
public class JmhBackend {
    @Param("cpu")
    public String backend;

    /** {@code vector} or {@code plain}, for backends that know it. */
    @Param("")
    public String simd;

    @Param("")
    public String threads;

    GLN network(GLNConfig config) {
        GLNBuilder builder = GLN.builder(config).backend(backend);
        options().forEach(builder::option);
        return builder.create();
    }

    Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        if (!simd.isEmpty()) {
            options.put(BackendUnderMeasurement.SIMD, simd);
        }
        if (!threads.isEmpty()) {
            options.put(BackendUnderMeasurement.THREADS, threads);
        }
        return options;
    }
}
