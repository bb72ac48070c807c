package io.github.jgln.reliability;

import io.github.jgln.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A run of all tests at length, {@code mvn verify -Preliability}. Its folder holds what each part has done, so that a later run
 * of the same code goes on where one was interrupted; what other code has left in it is removed. The folder is below
 * {@code target}, and {@code mvn clean verify -Preliability} begins anew.
 */
final class LongRun {
    /** The tallies in the table, if a machine has all backends. */
    private static final int PARTS = 8;

    /** Null in a plain build, which tries a little of everything and keeps nothing. */
    private static final LongRun OF_THIS_BUILD = ofThisBuild();

    private final Path folder;
    private final PrintStream out;

    /** @param version of the code, see {@link CodeVersion} */
    LongRun(Path folder, String version, PrintStream out) throws IOException {
        this.folder = folder;
        this.out = out;
        Files.createDirectories(folder);
        Path mark = folder.resolve("version");
        if (!Files.exists(mark) || !Files.readString(mark).equals(version)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.writeString(mark, version);
        }
    }

    private static LongRun ofThisBuild() {
        String folder = System.getProperty("reliability.folder");
        try {
            return folder == null ? null : new LongRun(Path.of(folder), CodeVersion.ofThisJvm(), System.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LongRun ofThisBuildOrNull() {
        return OF_THIS_BUILD;
    }

    void say(String line) {
        out.println("reliability: " + line);
        out.flush();
    }

    /** A part that found a fault is not done: the next run tries all of it again. */
    boolean isDone(int order) throws IOException {
        Path file = tally(order);
        if (!Files.exists(file)) {
            return false;
        }
        Tally tally = Tally.read(file);
        return tally.wrong() + tally.crashes() == 0;
    }

    String progress() throws IOException {
        int done = 0;
        for (int order = 1; order <= PARTS; order++) {
            done += isDone(order) ? 1 : 0;
        }
        return done + " of " + PARTS + " parts done";
    }

    void finish(Tally tally) throws IOException {
        tally.write(tally(tally.order()));
        forget(tally.order());
    }

    /** What an interrupted run has counted; empty where there is none. */
    Properties kept(int order) throws IOException {
        Properties kept = new Properties();
        if (Files.exists(counts(order))) {
            try (var in = Files.newInputStream(counts(order))) {
                kept.load(in);
            }
        }
        return kept;
    }

    void keep(int order, Properties counted) throws IOException {
        AtomicFile.write(counts(order), channel -> {
            // Not closed, which would close the channel.
            counted.store(Channels.newOutputStream(channel), null);
        });
    }

    void forget(int order) throws IOException {
        Files.deleteIfExists(counts(order));
    }

    private Path tally(int order) {
        return folder.resolve("%02d.properties".formatted(order));
    }

    private Path counts(int order) {
        return folder.resolve("%02d.counts".formatted(order));
    }
}
