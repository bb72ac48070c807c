package io.github.jgln.cli;

import io.github.jgln.data.ImageDataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    /** Folders of image files. */
    record Folder(Path directory) implements DataArgument {
        @Override
        public String toString() {
            return "images:" + directory;
        }
    }

    /** A directory with CIFAR-10 in its own format. */
    record Cifar10(Path directory) implements DataArgument {
        @Override
        public String toString() {
            return "cifar10:" + directory;
        }
    }

    /** Whether its source may leave open which rows are for testing. */
    default boolean mayLackTestRows() {
        return !(this instanceof Images);
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
        if (this instanceof Idx idx) {
            return DataFiles.below(idx.directory(), 1);
        }
        if (this instanceof Folder images) {
            return DataFiles.below(images.directory(), 3);
        }
        Path folder = this instanceof Cifar10 cifar ? cifar.directory() : directory;
        return folder == null ? List.of() : DataFiles.below(folder, 2);
    }

    /** Reads what the user typed. */
    final class Converter implements ITypeConverter<DataArgument> {
        private static final Map<String, Function<Path, DataArgument>> KINDS =
                Map.of("csv:", Csv::new, "idx:", Idx::new, "images:", Folder::new, "cifar10:", Cifar10::new);

        @Override
        public DataArgument convert(String value) {
            for (Map.Entry<String, Function<Path, DataArgument>> kind : KINDS.entrySet()) {
                if (value.startsWith(kind.getKey())
                        && value.length() > kind.getKey().length()) {
                    return kind.getValue()
                            .apply(Path.of(value.substring(kind.getKey().length())));
                }
            }
            Optional<ImageDataset> named = Arrays.stream(ImageDataset.values())
                    .filter(dataset -> dataset.id().equals(value))
                    .findFirst();
            return new Images(named.orElseThrow(() -> new TypeConversionException(
                    "expected mnist, fashion-mnist, cifar-10, csv:FILE, images:DIR, idx:DIR or cifar10:DIR, got '"
                            + value + "'")));
        }
    }
}
