package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights survive collections that move them, under any collector. */
class GarbageTest extends OpenClTest {
    private static final int ROWS = 1200;
    private static final int CHUNK = 8;

    /** Something that learns {@link #ROWS} rows, and what it has learnt. */
    private interface Learnt extends AutoCloseable {
        /** A hash of what was predicted before each row. */
        int learn(int from, int to);

        NetworkState state();

        @Override
        void close();

        static Learnt open(Form form, boolean gaussian) {
            return gaussian ? new LearntNumbers(form) : new LearntClasses(form);
        }
    }

    private static final class LearntClasses implements Learnt {
        private final SmallModel model = new SmallModel(ROWS);
        private final GLN gln;

        LearntClasses(Form form) {
            gln = SmallModel.create(form);
        }

        @Override
        public int learn(int from, int to) {
            return model.learn(gln, from, to);
        }

        @Override
        public NetworkState state() {
            return gln.state();
        }

        @Override
        public void close() {
            gln.close();
        }
    }

    private static final class LearntNumbers implements Learnt {
        private final SmallGaussianModel model = new SmallGaussianModel(ROWS);
        private final Network network;

        LearntNumbers(Form form) {
            network = SmallGaussianModel.open(form).upload(SmallGaussianModel.state());
        }

        @Override
        public int learn(int from, int to) {
            return Arrays.hashCode(model.learn(network, model.base(), from, to));
        }

        @Override
        public NetworkState state() {
            return network.download();
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /** Learns while garbage is made and collected before, during and between dispatches; prints a hash of all predictions and weights. */
    static final class Main {
        private static volatile boolean done;
        private static volatile Object sink;

        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            Form form = Form.valueOf(System.getProperty("form"));
            List<byte[]> below = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                below.add(new byte[20_000]);
            }
            try (Learnt learnt = Learnt.open(form, Boolean.getBoolean("gaussian"))) {
                Thread collector = new Thread(Main::collect);
                collector.start();
                int hash = 0;
                for (int from = 0; from < ROWS; from += CHUNK) {
                    // What lies below the network's arrays goes bit by bit, so that compacting moves them.
                    if (!below.isEmpty()) {
                        below.remove(below.size() / 2);
                    }
                    hash = 31 * hash + learnt.learn(from, from + CHUNK);
                    if (from % (10 * CHUNK) == 0) {
                        System.gc();
                    }
                }
                done = true;
                collector.join();
                System.out.println(
                        "hash " + (31 * hash + SmallModel.hash(learnt.state())) + " collections " + collections());
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
    @CsvSource({
        "UseG1GC, ITEM, false",
        "UseParallelGC, ITEM, false",
        "UseSerialGC, ITEM, false",
        "UseG1GC, GROUP, false",
        "UseG1GC, ITEM, true",
        "UseSerialGC, GROUP, true"
    })
    void weightsSurvive(String collector, Form form, boolean gaussian) throws IOException, InterruptedException {
        int undisturbed = 0;
        try (Learnt learnt = Learnt.open(form, gaussian)) {
            int first = SmallModel.hash(learnt.state());
            for (int from = 0; from < ROWS; from += CHUNK) {
                undisturbed = 31 * undisturbed + learnt.learn(from, from + CHUNK);
            }
            int last = SmallModel.hash(learnt.state());
            assertNotEquals(first, last, "nothing was learnt that could get lost");
            undisturbed = 31 * undisturbed + last;
        }
        String said = ChildJvm.run(
                Main.class,
                List.of("-XX:+" + collector, "-Xmx64m", "-Dform=" + form.name(), "-Dgaussian=" + gaussian),
                Map.of());
        String[] words = said.trim().split(" ");
        assertEquals("" + undisturbed, words[1], said);
        assertTrue(Long.parseLong(words[3]) > ROWS / CHUNK / 10, "hardly any collection: " + said);
    }
}
