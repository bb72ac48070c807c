package io.github.jgln;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replaces a file so that a crash at any moment, of the process or of the machine, leaves the old content or the new: it is
 * written to a temporary file beside it, synced, renamed over it, and the rename is synced.
 */
final class AtomicFile {
    private static final AtomicLong SAVES = new AtomicLong();
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    /** What the file is to hold. */
    @FunctionalInterface
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    static void write(Path file, Content content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a file to write to, got a directory");
        }
        // A link stays a link: what it leads to is replaced.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException(file + ": expected an existing directory to write into, but " + directory
                    + " is none; create it first");
        }
        String prefix = "." + target.getFileName() + ".";
        deleteLeftovers(directory, prefix);
        Path temporary =
                directory.resolve(prefix + ProcessHandle.current().pid() + "-" + SAVES.getAndIncrement() + SUFFIX);
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable t) {
            Files.deleteIfExists(temporary);
            throw t;
        }
        sync(directory);
    }

    /** Temporary files of processes that have died while they saved; a large model's would fill the disk in time. */
    private static void deleteLeftovers(Path directory, String prefix) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory, entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : entries) {
                String rest = entry.getFileName().toString().substring(prefix.length());
                if (rest.matches("\\d{1,18}-\\d+\\" + SUFFIX)
                        && ProcessHandle.of(Long.parseLong(rest.substring(0, rest.indexOf('-'))))
                                .isEmpty()) {
                    Files.deleteIfExists(entry);
                }
            }
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
