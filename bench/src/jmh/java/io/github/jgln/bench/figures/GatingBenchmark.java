package io.github.jgln.bench.figures;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Rows;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import io.github.jgln.spi.BackendProvider;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The contexts of a block of rows: 320 neurons of 4 halfspaces in 784 features, which is 1,003,520 multiply-adds a row. So
 * GMAC/s is {@code 1003.52 · rows / (µs per operation)}. An operation also makes the block's inputs and hands the contexts
 * out, a few per cent; {@code jgln bench} measures without.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp "bench/target/test-classes:bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main Gating -p simd=vector,plain
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class GatingBenchmark {
    private static final int NEURONS = 320;

    @Param({"256", "1024", "4096"})
    public int rows;

    private Backend opened;
    private Network network;
    private Rows values;
    private int[] contexts;

    @Setup
    public void setUp(JmhBackend jmh) {
        // A class for each neuron: the one layer whose contexts are asked for is then all there is to gate.
        GLNConfig config = GLNConfig.builder(Shapes.FEATURES)
                .classes(NEURONS)
                .contextMapSize(4)
                .seed(1)
                .build();
        NetworkState state;
        try (GLN gln = jmh.network(config)) {
            state = gln.state();
        }
        BackendProvider provider = Backends.provider(jmh.backend).orElseThrow();
        opened = provider.open(BackendOptions.of(provider, jmh.options()));
        network = opened.upload(state);
        values = SyntheticRows.of(rows, Shapes.FEATURES, Shapes.CLASSES).rows();
        contexts = new int[rows * NEURONS];
    }

    @Benchmark
    public int[] contexts() {
        network.contexts(values, 0, contexts);
        return contexts;
    }

    @TearDown
    public void tearDown() {
        network.close();
        opened.close();
    }
}
