package io.github.jgln.bench.ceilings;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What this machine can do. Operations a nanosecond are multiply-adds (GMAC/s) and bytes (GB/s).
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp "bench/target/test-classes:bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main Ceilings
 * </pre>
 *
 * {@code -t max} measures all cores at once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class CeilingsBenchmark {
    private static final int MULTIPLY_ADDS = 3 << 22;
    private static final int L2_FLOATS = 48 << 10;
    private static final int MEMORY_FLOATS = 32 << 20;

    private CeilingKernels kernels;
    private int steps;
    private float[] l2;
    private float[] memory;

    @Setup
    public void setUp() {
        kernels = CeilingKernels.best();
        steps = MULTIPLY_ADDS / kernels.step();
        l2 = new float[L2_FLOATS];
        memory = new float[MEMORY_FLOATS];
        Arrays.fill(memory, 1f);
    }

    @Benchmark
    @OperationsPerInvocation(MULTIPLY_ADDS)
    public float multiplyAdd() {
        return kernels.multiplyAdd(steps);
    }

    @Benchmark
    @OperationsPerInvocation(L2_FLOATS * Float.BYTES)
    public float l2Read() {
        return kernels.read(l2, 0, L2_FLOATS);
    }

    @Benchmark
    @OperationsPerInvocation(MEMORY_FLOATS * Float.BYTES)
    public float memoryRead() {
        return kernels.read(memory, 0, MEMORY_FLOATS);
    }
}
