package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.jgln.Coupling;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.Gating;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * With the plain kernels, because those of the Vector API allocate until the compiler has seen through them; what is around
 * them is the same.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROWS = 300;

    private final float[] rows = new float[ROWS * 40];
    private final int[] labels = new int[ROWS];

    private GLN network() {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i * 31 % 97 / 97f;
        }
        GLNConfig config = GLNConfig.builder(40, 6, 3)
                .classes(3)
                .sideInformation(SideInformation.STANDARDISED)
                .build();
        return GLN.builder(config)
                .backend("cpu")
                .option("simd", "plain")
                .option("threads", "1")
                .create();
    }

    private static long allocatedBy(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void oneRowAllocatesNothing() {
        float[] row = new float[40];
        float[] probabilities = new float[3];
        try (GLN gln = network()) {
            Runnable work = () -> {
                for (int t = 0; t < ROWS; t++) {
                    System.arraycopy(rows, t * 40, row, 0, 40);
                    gln.predict(row);
                    gln.predict(row, probabilities);
                    gln.learn(row, t % 3);
                    gln.learn(row, t % 3, probabilities);
                }
            };
            work.run();
            // The JVM itself may leave a few bytes in one of the runs, an object per row would in all of them.
            long least = Long.MAX_VALUE;
            for (int run = 0; run < 5; run++) {
                least = Math.min(least, allocatedBy(work));
            }
            assertEquals(0, least);
        }
    }

    private static NetworkState gaussians() {
        Mixing.Gaussian gaussian = new Mixing.Gaussian(Mixing.Gaussian.Form.STABLE, 1e-3f, 50, 3, 1, 1);
        InputSpec input = new InputSpec(4, SideInformation.RAW, BaseLogits.given(4), 1e-3f, false);
        LayerSpec first = new LayerSpec(6, 2, 7, false);
        LayerSpec second = new LayerSpec(2, 2, 9, false);
        NetworkSpec spec = new NetworkSpec(
                input, 1, List.of(first, second), false, false, gaussian, 2, Coupling.INDEPENDENT, Gating.HALFSPACE, 0);
        return new NetworkState(spec, List.of(state(first), state(second)), new InputState(InputStatistics.none(4)));
    }

    private static LayerState state(LayerSpec layer) {
        float[][] weights = new float[layer.neurons()][layer.contexts() * layer.inputs()];
        for (float[] rows : weights) {
            Arrays.fill(rows, 1f / layer.inputs());
        }
        return new LayerState(
                new float[1][layer.neurons()][layer.contextMapSize() * 4],
                new float[1][layer.neurons()][layer.contextMapSize()],
                new float[][][] {weights},
                new float[1]);
    }

    @Test
    void oneRowOfGaussiansAllocatesNothing() {
        Rows row = Rows.of(new float[] {1, 2, 3, 4}, 4);
        Rows base = Rows.of(new float[] {1, 1, 2, 1, 3, 1, 4, 1}, 8);
        Targets targets = new Targets.Reals(new float[] {2.5f}, 1, 0);
        Rates rates = new Rates(new float[][] {{0.1f}, {0.1f}}, 0);
        float[] out = new float[2];
        try (Network network = new GaussianNetwork(gaussians(), Operations.plain(), Workers.of(1))) {
            Runnable work = () -> {
                for (int t = 0; t < ROWS; t++) {
                    network.infer(row, base, out, 0);
                    network.learn(row, base, targets, rates, out, 0);
                }
            };
            work.run();
            long least = Long.MAX_VALUE;
            for (int run = 0; run < 5; run++) {
                least = Math.min(least, allocatedBy(work));
            }
            assertEquals(0, least);
        }
    }

    @Test
    void aBatchAllocatesItsResultsAndRatesOnly() {
        try (GLN gln = network()) {
            gln.learn(rows, ROWS, labels);
            long results = 4L * ROWS * 3 + 3 * 4L * ROWS;
            // The JVM itself may leave a few bytes in one of the runs.
            long allocated = Long.MAX_VALUE;
            for (int run = 0; run < 5; run++) {
                allocated = Math.min(allocated, allocatedBy(() -> gln.learn(rows, ROWS, labels)));
            }
            assertTrue(allocated < results + 1000, allocated + " bytes for " + results + " of results and rates");
        }
    }
}
