package io.github.jgln.cli;

import io.github.jgln.data.ImageDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What DATA may be. */
sealed interface DataArgument {
    /** A public data set. */
    record Images(ImageDataset dataset) implements DataArgument {
        @Override
        public String toString() {
            return dataset.id();
        }
    }

    /** A CSV file. */
    record Csv(Path file) implements DataArgument {
        @Override
        public String toString() {
            return "csv:" + file;
        }
    }

    /** A directory of IDX files. */
    record Idx(Path directory) implements DataArgument {
        @Override
        public String toString() {
            return "idx:" + directory;
        }
    }

    /**
     * The files that are read, which no output may replace; none of a cache's, which are nobody's to name.
     *
     * @param directory of a public data set's files; null for the cache
     */
    default List<Path> files(Path directory) {
        if (this instanceof Csv csv) {
            return List.of(csv.file());
        }
        Path folder = this instanceof Idx idx ? idx.directory() : directory;
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*idx[13]-ubyte(\\.gz)?"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what the user typed. */
    final class Converter implements ITypeConverter<DataArgument> {
        @Override
        public DataArgument convert(String value) {
            if (value.startsWith("csv:") && value.length() > 4) {
                return new Csv(Path.of(value.substring(4)));
            }
            if (value.startsWith("idx:") && value.length() > 4) {
                return new Idx(Path.of(value.substring(4)));
            }
            Optional<ImageDataset> named = Arrays.stream(ImageDataset.values())
                    .filter(dataset -> dataset.id().equals(value))
                    .findFirst();
            return new Images(named.orElseThrow(() -> new TypeConversionException(
                    "expected mnist, fashion-mnist, csv:FILE or idx:DIR, got '" + value + "'")));
        }
    }
}
