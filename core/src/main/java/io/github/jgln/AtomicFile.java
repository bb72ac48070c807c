package io.github.jgln;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Replaces a file so that a crash at any moment, of the process or of the machine, leaves the old content or the new: it is
 * written to a temporary file beside it, synced, renamed over it, and the rename is synced.
 *
 * <p>Any number of processes may write one file, also from containers that share a folder and know nothing of each other: each
 * has a temporary file of its own, by a random name, and whoever renames last has the last word. What a process that died left
 * behind is removed when it is {@linkplain #LEFTOVER_AGE old}; whether a process lives cannot be told from here.
 */
public final class AtomicFile {
    /** No writer takes so long between two of its writes. */
    static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SUFFIX = ".tmp";

    /** Random enough that two never meet; short, as the name of a file has a limit. */
    private static final int RANDOM_BYTES = 8;

    private static final String RANDOM_NAME = "[0-9a-f]{" + 2 * RANDOM_BYTES + "}\\" + SUFFIX;

    private AtomicFile() {}

    /** What the file is to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the channel can go back. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws IOException when it cannot be written, or is something else than a regular file; then what was there is there still
     */
    public static void write(Path file, Content content) throws IOException {
        // A link stays a link: what it leads to is replaced.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        requireReplaceable(file, target);
        Path directory = target.getParent();
        String prefix = "." + target.getFileName() + ".";
        deleteLeftovers(directory, prefix);
        Path temporary = null;
        try {
            try (Opened opened = open(file, directory, prefix)) {
                temporary = opened.path();
                content.writeTo(opened.channel());
                opened.channel().force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable t) {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
            throw t;
        }
        sync(directory);
    }

    /**
     * Refuses a place that {@link #write} could not write to, before work is done whose result would go there.
     *
     * @throws IOException that says what is in the way
     */
    public static void requireWritable(Path file) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        requireReplaceable(file, target);
        try (Opened opened = open(file, target.getParent(), "." + target.getFileName() + ".")) {
            Files.delete(opened.path());
        }
    }

    /** A rename would put a regular file where a pipe or a device was. */
    private static void requireReplaceable(Path file, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException(file + ": expected a file to write to, got a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException(file + ": expected a regular file to replace, got a pipe, a socket or a device");
        }
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException(file + ": expected an existing directory to write into, but " + directory
                    + " is none; create it first");
        }
    }

    private record Opened(Path path, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static Opened open(Path file, Path directory, String prefix) throws IOException {
        while (true) {
            byte[] name = new byte[RANDOM_BYTES];
            RANDOM.nextBytes(name);
            Path path = directory.resolve(prefix + HexFormat.of().formatHex(name) + SUFFIX);
            try {
                return new Opened(
                        path,
                        FileChannel.open(
                                path,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE));
            } catch (FileAlreadyExistsException e) {
                // Somebody drew the same name; draw again.
            } catch (IOException e) {
                throw new IOException(
                        file + ": cannot be written: no file can be made in " + directory + ": " + reason(e), e);
            }
        }
    }

    /** What the system says, which comes behind the name of a file that the user does not know. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        String said = message.substring(message.lastIndexOf(": ") + 1).strip();
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : said;
    }

    /** A large model's would fill the disk in time. */
    private static void deleteLeftovers(Path directory, String prefix) throws IOException {
        Instant old = Instant.now().minus(LEFTOVER_AGE);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory, entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : entries) {
                String rest = entry.getFileName().toString().substring(prefix.length());
                if (rest.matches(RANDOM_NAME) && isOlder(entry, old)) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant than) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .lastModifiedTime()
                    .toInstant()
                    .isBefore(than);
        } catch (IOException e) {
            // It has gone meanwhile.
            return false;
        }
    }

    private static void sync(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems do not open directories; there the rename is as durable as their file system makes it.
        }
    }
}
