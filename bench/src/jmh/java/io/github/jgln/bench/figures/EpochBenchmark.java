package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.data.Dataset;
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
 * One online pass of 16-16-1, M = 4, over 60,000 rows of 784 features and 10 classes: in one call, and by single rows,
 * which allocates nothing in the steady state ({@code gc.alloc.rate.norm}, bytes a row).
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp "bench/target/test-classes:bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main Epoch -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class EpochBenchmark {
    private static final int SINGLES = 1000;

    private GLN gln;
    private LabelledRows rows;
    private int[] labels;
    private float[][] single;

    @Setup
    public void setUp(JmhBackend jmh) {
        gln = jmh.network(Shapes.standard());
        Dataset data = SyntheticRows.of(Effort.EPOCH, Shapes.FEATURES, Shapes.CLASSES);
        rows = data.labelled();
        labels = data.labels();
        single = new float[SINGLES][];
        for (int t = 0; t < SINGLES; t++) {
            single[t] = data.row(t);
        }
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Object epoch() {
        return gln.learn(rows.rows(), rows.targets());
    }

    @Benchmark
    @OperationsPerInvocation(SINGLES)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public int rowByRow() {
        int sum = 0;
        for (int t = 0; t < SINGLES; t++) {
            sum += gln.learn(single[t], labels[t]);
        }
        return sum;
    }

    @TearDown
    public void tearDown() {
        gln.close();
    }
}
