package io.github.jgln.cli;

import io.github.jgln.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** A file that a command will write: looked at before the work whose result it takes, and never one that the command reads. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Refuses a file that could not be written, or that would replace an input.
     *
     * @param name of the option or parameter that names it
     * @throws IllegalArgumentException that says what is in the way
     */
    static void check(String name, Path file, Collection<Path> inputs) {
        try {
            for (Path input : inputs) {
                if (same(file, input)) {
                    throw new IllegalArgumentException(name + ": expected another file than those that are read, got "
                            + file + ", which is " + input);
                }
            }
            AtomicFile.requireWritable(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Refuses what {@link #check} refuses, but takes what can only be written through, see {@link WrittenThrough}.
     *
     * @param name of the option or parameter that names it
     * @throws IllegalArgumentException that says what is in the way
     */
    static void checkStreamed(String name, Path file, Collection<Path> inputs) {
        if (!WrittenThrough.is(file)) {
            check(name, file, inputs);
        }
    }

    /** Whether two names, however they are spelled, lead to one file, be it there or not. */
    static boolean same(Path one, Path other) throws IOException {
        boolean there = Files.exists(one);
        // Of two names of one file both are there or neither is; asking this is cheap, and inputs may be many.
        if (there != Files.exists(other)) {
            return false;
        }
        if (there) {
            return Files.isSameFile(one, other);
        }
        return real(one).equals(real(other));
    }

    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || absolute.getFileName() == null || !Files.isDirectory(folder)
                ? absolute
                : folder.toRealPath().resolve(file.getFileName()).normalize();
    }

    /** What the system says of a file, "No space left on device" say, names it. */
    static IOException named(Path file, IOException e) {
        boolean names = e instanceof FileSystemException
                || String.valueOf(e.getMessage()).contains(file.toString());
        return names ? e : new IOException(file + ": " + e.getMessage(), e);
    }

    /** Replaces a regular file as {@link AtomicFile#write} does, or writes through; an error names the file. */
    static void writeStreamed(Path file, AtomicFile.Content content) throws IOException {
        if (!WrittenThrough.is(file)) {
            write(file, content);
            return;
        }
        try {
            WrittenThrough.write(file, content);
        } catch (UncheckedIOException e) {
            throw named(file, e.getCause());
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /** As {@link AtomicFile#write}; an error names the file. */
    static void write(Path file, AtomicFile.Content content) throws IOException {
        try {
            AtomicFile.write(file, content);
        } catch (UncheckedIOException e) {
            throw named(file, e.getCause());
        } catch (IOException e) {
            throw named(file, e);
        }
    }
}
