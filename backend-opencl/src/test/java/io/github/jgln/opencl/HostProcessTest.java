package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.GLN;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Network;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the backend leaves of the process it runs in: its log, its signals, its temporary folder, its memory. */
class HostProcessTest extends OpenClTest {
    @TempDir
    Path folder;

    /** Prints the level of each root log handler, before and after a model learns. */
    static final class Levels {
        private Levels() {}

        public static void main(String[] arguments) {
            Handler first = Logger.getLogger("").getHandlers()[0];
            first.setLevel(Level.FINEST);
            SmallModel model = new SmallModel(8);
            try (GLN gln = SmallModel.create(Form.ITEM)) {
                model.learn(gln, 0, model.count);
            }
            System.out.println(first.getLevel());
        }
    }

    @Test
    void logHandlersKeepTheirLevels() throws IOException, InterruptedException {
        assertEquals("FINEST", ChildJvm.run(Levels.class, List.of(), Map.of()).trim());
    }

    @Test
    void nothingStaysInTheTemporaryFolder() throws IOException, InterruptedException {
        ChildJvm.run(Levels.class, List.of("-Djava.io.tmpdir=" + folder), Map.of("TMPDIR", folder.toString()));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> !path.getFileName().toString().startsWith("hsperf"))
                            .collect(Collectors.toList()));
        }
    }

    /** Prints the signal handlers before and after a model learns, and how many divisions by zero throw. */
    static final class Handlers {
        private Handlers() {}

        public static void main(String[] arguments) throws JMException {
            int sum = 0;
            for (int i = 1; i < 100_000; i++) {
                sum += divide(i, 3);
            }
            String before = handlers();
            SmallModel model = new SmallModel(8);
            try (GLN gln = SmallModel.create(Form.ITEM)) {
                model.learn(gln, 0, model.count);
            }
            System.out.println(before.equals(handlers()) ? "the same" : before + " before, after " + handlers());
            int thrown = 0;
            for (int i = 0; i < 1000; i++) {
                try {
                    sum += divide(i, 0);
                } catch (ArithmeticException e) {
                    thrown++;
                }
            }
            System.out.println(thrown + " of 1000 (" + sum % 2 + ")");
        }

        private static int divide(int a, int b) {
            return a / b;
        }

        /** What {@code jcmd VM.info} says of them. */
        private static String handlers() throws JMException {
            String info = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmInfo", null, null);
            int from = info.indexOf("Signal Handlers:");
            return info.substring(from, info.indexOf("\n\n", from));
        }
    }

    @Test
    void signalsStillReachTheJvm() throws IOException, InterruptedException {
        String said = ChildJvm.run(Handlers.class, List.of(), Map.of());
        assertTrue(said.startsWith("the same"), said);
        assertTrue(said.contains("1000 of 1000"), said);
    }

    /** Prints what compiling has been reported, by a model of classes and then by one of numbers. */
    static final class Compiled extends Handler {
        private Compiled() {}

        public static void main(String[] arguments) {
            Logger.getLogger("io.github.jgln").addHandler(new Compiled());
            SmallModel.create(Form.ITEM).close();
            System.out.println("then");
            SmallGaussianModel.open(Form.ITEM)
                    .upload(SmallGaussianModel.state())
                    .close();
        }

        @Override
        public void publish(LogRecord logged) {
            if (logged.getMessage().contains("compiled")) {
                System.out.println(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Compiling takes seconds where a driver has no cache of it. */
    @Test
    void kernelsOfGaussiansAreCompiledForThoseWhoNeedThem() throws IOException, InterruptedException {
        String[] said = ChildJvm.run(Compiled.class, List.of(), Map.of()).split("then\\s");
        assertTrue(said[0].endsWith(": [GATE, SORT, LEARN, INFER]\n"), said[0]);
        assertTrue(said[1].endsWith(": [CENTRE_GAUSSIANS, LEARN_GAUSSIANS, INFER_GAUSSIANS]\n"), said[1]);
    }

    /** Prints whether Aparapi is loaded once the provider is, and what the probe says. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            OpenClBackendProvider provider = new OpenClBackendProvider();
            System.out.println("constructed " + provider.name());
            System.out.println(provider.probe() instanceof Availability.Unavailable u ? u : "available");
        }
    }

    @Test
    void theConstructorLoadsNothing() throws IOException, InterruptedException {
        String said = ChildJvm.run(Probe.class, List.of("-Xlog:class+load"), Map.of());
        int constructed = said.indexOf("constructed opencl");
        int loaded = said.indexOf("com.aparapi.");
        assertTrue(constructed > 0 && loaded > 0, "both are in the log");
        assertTrue(constructed < loaded, "Aparapi is loaded by the probe, not before");
    }

    @Test
    void withoutADriverItSaysWhatToInstall() throws IOException, InterruptedException {
        String said = ChildJvm.run(Probe.class, List.of(), Map.of("OCL_ICD_VENDORS", folder + "/none"));
        assertTrue(said.contains("no driver with a device") && said.contains("pocl-opencl-icd"), said);
    }

    /** A loader that the dynamic linker refuses stands for one that is not there. */
    @Test
    void withoutALoaderItKeepsTheFirstCause() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("libOpenCL.so.1"), "not a library");
        String said = ChildJvm.run(Probe.class, List.of(), Map.of("LD_LIBRARY_PATH", folder.toString()));
        assertTrue(said.contains("libOpenCL.so.1") && said.contains("ocl-icd-libopencl1"), said);
    }

    /** Prints the resident kilobytes after some short-lived models, when the JVM has compiled, and after 600 more. */
    static final class Resident {
        private Resident() {}

        public static void main(String[] arguments) throws IOException {
            SmallModel model = new SmallModel(20);
            SmallGaussianModel numbers = new SmallGaussianModel(20);
            for (int i = 1; i <= 800; i++) {
                Form form = i % 10 == 0 ? Form.GROUP : Form.ITEM;
                try (GLN gln = SmallModel.create(form)) {
                    model.learn(gln, 0, model.count);
                    gln.infer(model.rows, model.count);
                }
                if (i % 5 == 0) {
                    try (Network network = SmallGaussianModel.open(form).upload(SmallGaussianModel.state())) {
                        numbers.learn(network, numbers.base(), 0, numbers.count);
                    }
                }
                if (i == 200 || i == 800) {
                    System.gc();
                    System.out.println(resident());
                }
            }
        }

        private static long resident() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        }
    }

    /**
     * Fails where each model leaves 8 kB outside the heap, a small part of its buffers and less than a kernel of its own; what
     * each left inside would exhaust the heap, which cannot grow. The JVM compiles by its first compiler alone, early and in
     * little memory: the second one takes and gives back tens of megabytes at any time.
     */
    @Test
    void memoryStaysFlatOverManyModels() throws IOException, InterruptedException {
        String[] kilobytes = ChildJvm.run(
                        Resident.class,
                        List.of(
                                "-Xms48m",
                                "-Xmx48m",
                                "-XX:+AlwaysPreTouch",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1"),
                        Map.of())
                .trim()
                .split("\\s+");
        long grown = Long.parseLong(kilobytes[1]) - Long.parseLong(kilobytes[0]);
        assertTrue(grown <= 600 * 8, () -> String.join(" kB, then ", kilobytes) + " kB");
        System.out.println("resident after 200 and after 800 models: " + String.join(", ", kilobytes) + " kB");
    }
}
