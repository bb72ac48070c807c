package io.github.jgln.cli;

import io.github.jgln.data.ImageDataset;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableProvider;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
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

    /**
     * A table.
     *
     * @param scheme its format or its provider's, empty where its first lines say the former
     * @param source a file, {@code -} for standard input, or whatever a provider takes
     */
    record Table(String scheme, String source) implements DataArgument {
        private static final List<String> TEXT = List.of("csv", "tsv", "arff", "libsvm", "jsonl");

        private static Optional<Table> of(String value) {
            int colon = value.indexOf(':');
            String scheme = value.substring(0, Math.max(0, colon));
            boolean named = colon > 0 && colon < value.length() - 1;
            if (named && !TEXT.contains(scheme)) {
                OptionalTables.requireHere(scheme, provider(scheme));
            }
            if (named && (TEXT.contains(scheme) || provider(scheme).isPresent())) {
                return Optional.of(new Table(scheme, value.substring(colon + 1)));
            }
            return value.equals("-") || isFile(value) ? Optional.of(new Table("", value)) : Optional.empty();
        }

        /** A pipe is one too. */
        private static boolean isFile(String value) {
            try {
                return Files.exists(Path.of(value)) && !Files.isDirectory(Path.of(value));
            } catch (InvalidPathException e) {
                return false;
            }
        }

        private static Optional<TableProvider> provider(String scheme) {
            return ServiceLoader.load(TableProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(provider -> provider.scheme().equals(scheme))
                    .findFirst();
        }

        /** Another source of the same kind. */
        Table like(String other) {
            return new Table(scheme, other);
        }

        boolean isText() {
            return scheme.isEmpty() || TEXT.contains(scheme);
        }

        boolean isStandardInput() {
            return isText() && source.equals("-");
        }

        /** Whether it can be opened a second time. */
        boolean isRepeatable() {
            return !isText() || !isStandardInput() && Files.isRegularFile(Path.of(source));
        }

        io.github.jgln.data.Table open(TableOptions options) {
            return isText()
                    ? io.github.jgln.data.Table.open(source, options)
                    : provider(scheme).orElseThrow().open(source, options);
        }

        private List<Path> files() {
            if (!isText()) {
                return provider(scheme).orElseThrow().files(source);
            }
            return isStandardInput() ? List.of() : List.of(Path.of(source));
        }

        @Override
        public String toString() {
            if (!isText()) {
                return provider(scheme).orElseThrow().name(source);
            }
            return scheme.isEmpty() ? source : scheme + ":" + source;
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
        if (this instanceof Table table) {
            return table.files();
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
                Map.of("idx:", Idx::new, "images:", Folder::new, "cifar10:", Cifar10::new);

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
            if (named.isPresent()) {
                return new Images(named.get());
            }
            return Table.of(value)
                    .orElseThrow(
                            () -> new TypeConversionException("expected mnist, fashion-mnist, cifar-10, images:DIR,"
                                    + " idx:DIR, cifar10:DIR, or a table: csv:FILE, tsv:FILE, arff:FILE, libsvm:FILE, jsonl:FILE,"
                                    + " parquet:FILE, sql:QUERY, jdbc:URL, a FILE that is there, or - for standard input, got '"
                                    + value + "'"));
        }
    }
}
