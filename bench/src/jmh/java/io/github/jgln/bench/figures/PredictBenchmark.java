package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.Rows;
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
 * Time per row of predicting 1, 100 and 10,000 rows at a time. With {@code -prof gc}: single rows allocate nothing, blocks
 * what they return.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp "bench/target/test-classes:bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main Predict -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class PredictBenchmark {
    private static final int FEW = 100;
    private static final int MANY = 10_000;

    private GLN gln;
    private Rows few;
    private Rows many;
    private float[][] single;

    @Setup
    public void setUp(JmhBackend jmh) {
        gln = jmh.network(Shapes.standard());
        Dataset data = SyntheticRows.of(MANY, Shapes.FEATURES, Shapes.CLASSES);
        gln.learn(data.rows(), data.targets());
        few = data.limit(FEW).rows();
        many = data.rows();
        single = new float[FEW][];
        for (int t = 0; t < FEW; t++) {
            single[t] = data.row(t);
        }
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public int rows1() {
        int sum = 0;
        for (float[] row : single) {
            sum += gln.predict(row);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public int[] rows100() {
        return gln.infer(few).classes();
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public int[] rows10000() {
        return gln.infer(many).classes();
    }

    @TearDown
    public void tearDown() {
        gln.close();
    }
}
