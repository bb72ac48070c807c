package io.github.jgln.cli;

import io.github.jgln.AtomicFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What is written to as it is, since a new file in its place would be another thing: standard output by one of its names, a
 * pipe, a character device. Who reads it sees a part if writing breaks off.
 */
final class WrittenThrough {
    /**
     * Not opened by these names but written to directly: opened anew, a file that the shell appends to would be written over
     * from its beginning, and a socket cannot be opened at all.
     */
    private static final Set<Path> STANDARD_OUTPUT =
            Set.of(Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));

    private static final int KIND = 0170000;
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;

    private WrittenThrough() {}

    static boolean is(Path file) {
        return isStandardOutput(file) || isPipeOrCharacterDevice(file);
    }

    private static boolean isStandardOutput(Path file) {
        return STANDARD_OUTPUT.contains(file) && Files.exists(file);
    }

    private static boolean isPipeOrCharacterDevice(Path file) {
        try {
            int kind = (Integer) Files.getAttribute(file, "unix:mode") & KIND;
            return kind == PIPE || kind == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // It is not there, or the system has neither.
            return false;
        }
    }

    static void write(Path file, AtomicFile.Content content) throws IOException {
        if (isStandardOutput(file)) {
            // Not closed: what the command prints afterwards goes there too.
            content.writeTo(new FileOutputStream(FileDescriptor.out).getChannel());
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
        }
    }
}
