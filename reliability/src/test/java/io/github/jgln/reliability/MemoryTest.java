package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Backends;
import io.github.jgln.GLN;
import io.github.jgln.spi.Availability.Available;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private static final long MEBIBYTE = 1 << 20;
    /** Of a JVM that has loaded a backend and the Vector API, with the room that its collector needs. */
    private static final long JVM_BYTES = 16 * MEBIBYTE;

    private static final long BLOCK_BYTES = 8 * MEBIBYTE;
    private static final int ROW_BYTES = 4 * 784;
    private static final int SECONDS = 120;

    @TempDir
    Path folder;

    private List<String> run(List<String> flags, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = ChildJvm.start(flags, main.getName(), arguments, output);
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertTrue(ended, said);
        assertEquals(0, process.exitValue(), said);
        return said.lines().filter(line -> !line.startsWith("WARNING")).toList();
    }

    /** Weights, hyperplanes and work where the network is, one more copy of them to save and load, and one block of rows. */
    @Test
    void aStreamOfTenTimesTheHeapFitsTheStatedBound() throws Exception {
        try (Part part = Part.begin(6, "ten times the heap", 1)) {
            stream(part);
        }
    }

    private void stream(Part part) throws Exception {
        long network;
        long copy;
        try (GLN gln = GLN.create("cpu", SmallHeap.config())) {
            network = gln.memoryBytes();
            gln.save(folder.resolve("model"));
            copy = Files.size(folder.resolve("model"));
        }
        long heap = (network + copy + BLOCK_BYTES + JVM_BYTES) / MEBIBYTE;
        long rows = 10 * heap * MEBIBYTE / ROW_BYTES + 1;
        List<String> said = run(
                List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC"),
                SmallHeap.class,
                List.of("" + rows, folder.resolve("model").toString()));
        part.finish(
                "rows streamed, ten times what the heap could hold",
                rows,
                0,
                said.equals(List.of("fits")) ? 0 : 1,
                "%d MB of rows in a heap of %d MB".formatted(rows * ROW_BYTES / MEBIBYTE, heap));
        assertEquals(List.of("fits"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    @EnabledOnOs(OS.LINUX)
    void callsAndClosedModelsLeaveNothingBehind(String backend) throws Exception {
        boolean cpu = backend.equals("cpu");
        if (!cpu) {
            Assumptions.assumeTrue(
                    Backends.find(backend)
                            .filter(found -> found.availability() instanceof Available)
                            .isPresent(),
                    "backend '" + backend + "' is not available");
        }
        try (Part part = Part.begin(cpu ? 7 : 8, "memory of calls on " + backend, 1)) {
            call(part, backend);
        }
    }

    private void call(Part part, String backend) throws Exception {
        boolean cpu = backend.equals("cpu");
        int calls = cpu ? 10_000 : 300;
        int models = cpu ? 400 : 20;
        // A heap that stays where it is, so that what grows is native.
        List<Long> grown = run(
                        List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"),
                        ManyCalls.class,
                        List.of(backend, "" + calls, "" + models))
                .stream()
                .filter(line -> line.matches("(heap|resident) -?\\d+"))
                .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .toList();
        assertEquals(4, grown.size());
        boolean still = grown.get(0) < MEBIBYTE
                && grown.get(2) < MEBIBYTE
                && grown.get(1) < 24 * MEBIBYTE
                && grown.get(3) < 24 * MEBIBYTE;
        String detail = "heap in use grew by %.1f kB, the process by %.1f MB; over %d models made and closed by %.1f kB"
                        .formatted(grown.get(0) / 1e3, grown.get(1) / 1e6, models, grown.get(2) / 1e3)
                + " and %.1f MB".formatted(grown.get(3) / 1e6);
        part.finish("calls of learn on " + backend + ", memory watched", calls, 0, still ? 0 : 1, detail);
        assertTrue(still, detail);
    }
}
