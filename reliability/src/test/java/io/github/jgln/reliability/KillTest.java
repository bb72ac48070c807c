package io.github.jgln.reliability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                "--side-information",
                "standardised",
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

    private void awaitSuccess(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "training does not end");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("output")));
    }

    @Test
    void whateverTheMomentTheEndIsTheSame() throws Exception {
        long began = System.nanoTime();
        awaitSuccess(train());
        long whole = (System.nanoTime() - began) / 1_000_000;
        byte[] expected = Files.readAllBytes(saved);
        String[] options = {"--checkpoint", checkpoint.toString(), "--checkpoint-every", "50", "--resume"};
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int kills = 0;
        int inSave = 0;
        int resumed = 0;
        int ends = 0;
        int wrong = 0;
        int crashes = 0;
        Files.delete(saved);
        boolean ended = false;
        // The last run is one left alone: what a killed one leaves behind is for a later one to remove.
        while (kills < KILLS || !ended) {
            ageLeftovers();
            boolean goesOn = Files.exists(checkpoint);
            Process process = train(options);
            // With checkpoints a run takes about twice as long.
            long moment = kills < KILLS ? (long) (random.nextDouble() * 2 * whole) : TimeUnit.SECONDS.toMillis(SECONDS);
            if (!process.waitFor(moment, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            // Its exit code tells whether it was killed: it may have ended by itself just before.
            ended = process.exitValue() != 128 + 9;
            if (ended) {
                crashes += process.exitValue() == 0 ? 0 : 1;
                assertEquals(0, process.exitValue(), Files.readString(folder.resolve("output")));
                wrong += Arrays.equals(expected, Files.readAllBytes(saved)) ? 0 : 1;
                assertArrayEquals(expected, Files.readAllBytes(saved), "seed " + seed);
                ends++;
                Files.delete(saved);
                Files.delete(checkpoint);
            } else {
                kills++;
                resumed += goesOn ? 1 : 0;
                inSave += leftovers().stream().anyMatch(file -> !isOld(file)) ? 1 : 0;
                if (Files.exists(checkpoint)) {
                    // Sound at any moment; read by another process than the one that wrote it.
                    SavedModel.read(checkpoint);
                }
            }
        }
        assertEquals(List.of(), leftovers(), "temporary files are left behind");
        new Tally(
                        1,
                        "training killed (SIGKILL) at a random moment, then resumed",
                        kills,
                        wrong,
                        crashes,
                        "%d runs to the end, each with the bytes of an uninterrupted one; %d of the kills hit a run that had"
                                        .formatted(ends, resumed)
                                + " been resumed before, %d the writing of a checkpoint".formatted(inSave))
                .write();
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
