package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights survive collections that move them, under any collector. */
class GarbageTest extends OpenClTest {
    private static final int ROWS = 1200;
    private static final int CHUNK = 8;

    /** Learns while garbage is made and collected before, during and between dispatches; prints a hash of all predictions and weights. */
    static final class Main {
        private static volatile boolean done;
        private static volatile Object sink;

        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            Form form = Form.valueOf(System.getProperty("form"));
            SmallModel model = new SmallModel(ROWS);
            List<byte[]> below = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                below.add(new byte[20_000]);
            }
            try (GLN gln = SmallModel.create(form)) {
                Thread collector = new Thread(Main::collect);
                collector.start();
                int hash = 0;
                for (int from = 0; from < ROWS; from += CHUNK) {
                    // What lies below the network's arrays goes bit by bit, so that compacting moves them.
                    if (!below.isEmpty()) {
                        below.remove(below.size() / 2);
                    }
                    hash = 31 * hash + model.learn(gln, from, from + CHUNK);
                    if (from % (10 * CHUNK) == 0) {
                        System.gc();
                    }
                }
                done = true;
                collector.join();
                System.out.println(
                        "hash " + (31 * hash + SmallModel.hash(gln.state())) + " collections " + collections());
            }
        }

        private static void collect() {
            while (!done) {
                for (int i = 0; i < 2000; i++) {
                    sink = new byte[10_000];
                }
                System.gc();
            }
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(bean -> Math.max(0, bean.getCollectionCount()))
                    .sum();
        }
    }

    @ParameterizedTest
    @CsvSource({"UseG1GC, ITEM", "UseParallelGC, ITEM", "UseSerialGC, ITEM", "UseG1GC, GROUP"})
    void weightsSurvive(String collector, Form form) throws IOException, InterruptedException {
        SmallModel model = new SmallModel(ROWS);
        int undisturbed = 0;
        try (GLN gln = SmallModel.create(form)) {
            int first = SmallModel.hash(gln.state());
            for (int from = 0; from < ROWS; from += CHUNK) {
                undisturbed = 31 * undisturbed + model.learn(gln, from, from + CHUNK);
            }
            int learnt = SmallModel.hash(gln.state());
            assertNotEquals(first, learnt, "nothing was learnt that could get lost");
            undisturbed = 31 * undisturbed + learnt;
        }
        String said =
                ChildJvm.run(Main.class, List.of("-XX:+" + collector, "-Xmx64m", "-Dform=" + form.name()), Map.of());
        String[] words = said.trim().split(" ");
        assertEquals("" + undisturbed, words[1], said);
        assertTrue(Long.parseLong(words[3]) > ROWS / CHUNK / 10, "hardly any collection: " + said);
    }
}
