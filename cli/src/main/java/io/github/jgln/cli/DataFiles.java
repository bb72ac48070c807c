package io.github.jgln.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of data that is named by its directory. */
final class DataFiles {
    private static final Pattern NAME = Pattern.compile(
            ".*(idx\\d+-\\w+(\\.gz)?|_batch(_\\d)?\\.bin|batches\\.meta\\.txt|-binary\\.tar\\.gz|\\.(?i:png|jpe?g))");

    private DataFiles() {}

    /**
     * All files whose names are those of images or their labels.
     *
     * @param depth how many folders down, 1 for the directory alone
     */
    static List<Path> below(Path directory, int depth) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
