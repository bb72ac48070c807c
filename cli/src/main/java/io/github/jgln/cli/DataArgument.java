package io.github.jgln.cli;

import io.github.jgln.data.ImageDataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
