package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.rows.SyntheticRows;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Gating, prediction and update of one neuron for one row, 16 contexts each: 785 inputs (16 neurons for each of 10 classes,
 * and an output layer that hardly counts) or 17 (three layers of as many). With all threads at work; {@code -p threads=1}
 * measures a core. {@code jgln bench} tells gating apart.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp "bench/target/test-classes:bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main OnlineStep -p threads=1
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class OnlineStepBenchmark {
    private static final int ROWS = 2048;
    private static final int WIDE_NEURONS = 170;
    private static final int NARROW_NEURONS = 490;

    private GLN wide;
    private GLN narrow;
    private LabelledRows wideRows;
    private LabelledRows narrowRows;

    @Setup
    public void setUp(JmhBackend jmh) {
        wide = jmh.network(Shapes.oneHidden(16));
        narrow = jmh.network(Shapes.narrow());
        wideRows = rows(wide.config());
        narrowRows = rows(narrow.config());
    }

    private static LabelledRows rows(GLNConfig config) {
        return SyntheticRows.of(ROWS, config.inputSize(), config.classes()).labelled();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS * WIDE_NEURONS)
    public Object inputs785() {
        return wide.learn(wideRows.rows(), wideRows.targets());
    }

    @Benchmark
    @OperationsPerInvocation(ROWS * NARROW_NEURONS)
    public Object inputs17() {
        return narrow.learn(narrowRows.rows(), narrowRows.targets());
    }

    @TearDown
    public void tearDown() {
        wide.close();
        narrow.close();
    }
}
