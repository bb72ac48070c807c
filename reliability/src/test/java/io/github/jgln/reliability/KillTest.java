package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.jgln.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jgln train} is killed at random moments, again and again, and ends with the bytes of a run left alone. */
class KillTest {
    private static final int KILLS = Integer.getInteger("reliability.kills", 3);
    private static final int ROWS = 10_000;
    private static final int FEATURES = 12;
    private static final int SECONDS = 120;

    /** Older temporary files are removed by who writes the same file. */
    private static final Duration OLD = Duration.ofDays(1);

    /** What a process ends with that is asked to, by Ctrl-C or by who stops the whole build. */
    private static final Set<Integer> STOPPED = Set.of(128 + 2, 128 + 15);

    @TempDir
    Path folder;

    private Path data;
    private Path checkpoint;
    private Path saved;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("rows.csv");
        checkpoint = folder.resolve("checkpoint");
        saved = folder.resolve("model");
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("label");
        for (int j = 0; j < FEATURES; j++) {
            text.append(",x").append(j);
        }
        for (int t = 0; t < ROWS; t++) {
            int label = random.nextInt(3);
            text.append('\n').append(label);
            for (int j = 0; j < FEATURES; j++) {
                text.append(',').append(random.nextInt(100) + (j % 3 == label ? 30 : 0));
            }
        }
        Files.writeString(data, text);
    }

    private Process train(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "csv:" + data,
                "--label",
                "label",
                "--shuffle",
                "--backend",
                "cpu",
                "--threads",
                "1",
                // A table's, whose columns have learnt too.
                "--layers",
                "8,8",
                "--learning-rate",
                "linear:0.02",
                "--epochs",
                "2",
                "--quiet",
                "--save",
                saved.toString()));
        arguments.addAll(List.of(more));
        return ChildJvm.start(List.of(), "io.github.jgln.cli.Main", arguments, folder.resolve("output"));
    }

    private void awaitSuccess(Part part, Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "training does not end");
        requireNotStopped(part, process);
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("output")));
    }

    @Test
    void whateverTheMomentTheEndIsTheSame() throws Exception {
        try (Part part = Part.begin(1, "training killed and resumed", KILLS)) {
            kill(part);
        }
    }

    private static void requireNotStopped(Part part, Process process) {
        if (STOPPED.contains(process.exitValue())) {
            part.interrupted();
            fail("interrupted");
        }
    }

    private void kill(Part part) throws Exception {
        long began = System.nanoTime();
        awaitSuccess(part, train());
        long whole = (System.nanoTime() - began) / 1_000_000;
        byte[] expected = Files.readAllBytes(saved);
        String[] options = {"--checkpoint", checkpoint.toString(), "--checkpoint-every", "50", "--resume"};
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Files.delete(saved);
        boolean ended = false;
        // The last run is one left alone: what a killed one leaves behind is for a later one to remove.
        while (part.count("kills") < KILLS || !ended) {
            ageLeftovers();
            boolean goesOn = Files.exists(checkpoint);
            Process process = train(options);
            // With checkpoints a run takes about twice as long.
            long moment = part.count("kills") < KILLS
                    ? (long) (random.nextDouble() * 2 * whole)
                    : TimeUnit.SECONDS.toMillis(SECONDS);
            if (!process.waitFor(moment, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            requireNotStopped(part, process);
            // Its exit code tells whether it was killed: it may have ended by itself just before.
            ended = process.exitValue() != 128 + 9;
            if (ended) {
                boolean crashed = process.exitValue() != 0;
                if (crashed || !Arrays.equals(expected, Files.readAllBytes(saved))) {
                    finish(part, crashed ? 0 : 1, crashed ? 1 : 0);
                }
                assertEquals(0, process.exitValue(), Files.readString(folder.resolve("output")));
                assertArrayEquals(expected, Files.readAllBytes(saved), "seed " + seed);
                part.add("ends", 1);
                // Only now is it known that the kills before it did no harm.
                part.keep(part.count("kills"));
                Files.delete(saved);
                Files.delete(checkpoint);
            } else {
                boolean inSave = leftovers().stream().anyMatch(file -> !isOld(file));
                if (Files.exists(checkpoint)) {
                    // Sound at any moment; read by another process than the one that wrote it.
                    SavedModel.read(checkpoint);
                }
                part.add("kills", 1);
                part.add("resumed", goesOn ? 1 : 0);
                part.add("in save", inSave ? 1 : 0);
            }
            part.reached(part.count("kills"));
        }
        assertEquals(List.of(), leftovers(), "temporary files are left behind");
        finish(part, 0, 0);
    }

    private static void finish(Part part, int wrong, int crashes) throws IOException {
        part.finish(
                "training killed (SIGKILL) at a random moment, then resumed",
                part.count("kills"),
                wrong,
                crashes,
                "%d runs to the end, each with the bytes of an uninterrupted one; %d of the kills hit a run that had"
                                .formatted(part.count("ends"), part.count("resumed"))
                        + " been resumed before, %d the writing of a checkpoint".formatted(part.count("in save")));
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tmp"))
                    .toList();
        }
    }

    /** As if the next run came days later: younger ones may be those of a process that lives, and stay. */
    private void ageLeftovers() throws IOException {
        for (Path file : leftovers()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(OLD.multipliedBy(2))));
        }
    }

    private static boolean isOld(Path file) {
        return file.toFile().lastModified() < Instant.now().minus(OLD).toEpochMilli();
    }
}
