package io.github.jgln.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.SideInformation;
import java.lang.management.ManagementFactory;
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
