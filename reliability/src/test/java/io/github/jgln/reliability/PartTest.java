package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class PartTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long now;

    /** As each build makes it anew. */
    private LongRun run(String version) throws IOException {
        return new LongRun(folder, version, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private Part part(LongRun run) throws IOException {
        return new Part(run, 1, "kills", 50, () -> now);
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void interrupt(Part part, int kills) throws IOException {
        part.add("kills", kills);
        part.note("largest", kills / 10.0);
        part.keep(kills);
        // Counted, but never kept, as the process is gone.
        part.add("kills", 1);
    }

    private void finish(String version, long wrong) throws IOException {
        try (Part part = part(run(version))) {
            part.finish("kills", 50, wrong, 0, "");
        }
    }

    @Test
    void itSaysNowAndThenHowFarItIs() throws IOException {
        try (Part part = part(run("a"))) {
            for (int i = 0; i <= 100; i++) {
                now = i * SECOND;
                part.reached(i / 2);
            }
            part.finish("kills", 50, 0, 0, "");
        }
        assertEquals(
                List.of(
                        "reliability: kills, begins",
                        "reliability: kills, 7 of 50 after 15 s",
                        "reliability: kills, 15 of 50 after 30 s",
                        "reliability: kills, 22 of 50 after 45 s",
                        "reliability: kills, 30 of 50 after 1 min 0 s",
                        "reliability: kills, 37 of 50 after 1 min 15 s",
                        "reliability: kills, 45 of 50 after 1 min 30 s",
                        "reliability: kills, done after 1 min 40 s; 1 of 8 parts done"),
                lines());
    }

    @Test
    void whatAnInterruptedRunHasCountedIsNotDoneAgain() throws IOException {
        interrupt(part(run("a")), 20);
        Part next = part(run("a"));
        assertEquals(20, next.count("kills"));
        assertEquals(2, next.largest("largest"));
        next.note("largest", 1);
        assertEquals(2, next.largest("largest"));
        assertTrue(lines().contains("reliability: kills, goes on where an earlier run was interrupted"), "" + lines());
    }

    @Test
    void aPartThatIsDoneIsNotTriedAgain() throws IOException {
        finish("a", 0);
        LongRun again = run("a");
        assertTrue(assertThrows(TestAbortedException.class, () -> part(again))
                .getMessage()
                .contains("done by an earlier run of this code"));
    }

    @Test
    void otherCodeBeginsAnew() throws IOException {
        finish("a", 0);
        assertEquals(0, part(run("b")).count("kills"));
        interrupt(part(run("b")), 20);
        assertEquals(0, part(run("a")).count("kills"));
    }

    @Test
    void aFaultIsTriedAgainFromTheBeginning() throws IOException {
        finish("a", 1);
        Part counted = part(run("a"));
        interrupt(counted, 20);
        counted.close();
        assertTrue(lines().contains("reliability: kills, FAILED after 0 s"), "" + lines());
        assertEquals(0, part(run("a")).count("kills"));
    }

    @Test
    void stoppingTheProcessesOfARunIsNoFault() throws IOException {
        Part stopped = part(run("a"));
        interrupt(stopped, 20);
        stopped.interrupted();
        stopped.close();
        assertEquals(20, part(run("a")).count("kills"));
    }

    @Test
    void aPlainBuildKeepsAndSaysNothing() throws IOException {
        interrupt(part(null), 20);
        assertEquals(0, part(null).count("kills"));
        assertEquals(List.of(), lines());
    }

    @Test
    void everyFileAndSettingMakesAnotherVersion() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/a"));
        Path jar = Files.writeString(folder.resolve("a.jar"), "jar");
        Path file = Files.writeString(classes.resolve("A.class"), "one");
        List<Path> classPath = List.of(folder.resolve("classes"), jar, folder.resolve("none"));
        String version = CodeVersion.of(classPath, "kills=50");
        assertEquals(version, CodeVersion.of(classPath, "kills=50"));
        assertNotEquals(version, CodeVersion.of(classPath, "kills=2"));
        Files.writeString(file, "two");
        String other = CodeVersion.of(classPath, "kills=50");
        assertNotEquals(version, other);
        Files.writeString(jar, "raj");
        assertNotEquals(other, CodeVersion.of(classPath, "kills=50"));
    }
}
