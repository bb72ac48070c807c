package io.github.jgln.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The IDX files of one data set in a folder, which may hold several sets: what stands before {@code train-images} and the like in
 * the files' names tells these apart.
 *
 * @param directory the folder
 * @param prefix of the data set, without the hyphen after it; empty where there is none
 * @param files by part
 */
record IdxFolder(Path directory, String prefix, Map<IdxPart, Path> files) {
    /** MNIST calls its test files t10k-…, EMNIST and QMNIST test-…; the labels of QMNIST end in idx2-int. */
    private static final Pattern NAME =
            Pattern.compile("(?:(.+)[-_.])?(train|t10k|test)-(images|labels)[-.]idx\\d+-\\w+(?:\\.gz)?");

    /**
     * Finds the files.
     *
     * @param prefix of the data set; where none is given, that of the only one there is
     * @throws DataException if there is no such folder or data set, or if there are several and none is chosen
     */
    static IdxFolder of(Path directory, Optional<String> prefix) {
        NavigableMap<String, Map<IdxPart, Path>> sets = sets(directory);
        if (prefix.isPresent() && !sets.containsKey(prefix.get())) {
            throw new DataException(directory + ": expected IDX files of the prefix '" + prefix.get() + "', found "
                    + (sets.isEmpty() ? "none" : "those of " + named(sets)));
        }
        if (prefix.isEmpty() && sets.size() > 1) {
            throw new DataException(directory + ": expected the IDX files of one data set, found those of "
                    + named(sets) + "; choose one with --prefix");
        }
        String chosen = prefix.orElse(sets.isEmpty() ? "" : sets.firstKey());
        return new IdxFolder(directory, chosen, sets.getOrDefault(chosen, Map.of()));
    }

    /** Finds the files that have no prefix, whatever else is there. */
    static IdxFolder withoutPrefix(Path directory) {
        return new IdxFolder(directory, "", sets(directory).getOrDefault("", Map.of()));
    }

    private static String named(NavigableMap<String, Map<IdxPart, Path>> sets) {
        return (sets.size() == 1 ? "the prefix " : "the prefixes ") + Excerpt.names(sets.keySet());
    }

    private static NavigableMap<String, Map<IdxPart, Path>> sets(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(directory + ": expected a directory with the IDX files "
                    + Stream.of(IdxPart.values()).map(IdxPart::fileName).toList()
                    + ", found " + (Files.exists(directory) ? "something else" : "nothing"));
        }
        NavigableMap<String, Map<IdxPart, Path>> sets = new TreeMap<>();
        for (Path file : inOrderOfPreference(directory)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                String prefix = name.group(1) == null ? "" : name.group(1);
                IdxPart part =
                        IdxPart.of(name.group(2).equals("train"), name.group(3).equals("images"));
                sets.computeIfAbsent(prefix, none -> new EnumMap<>(IdxPart.class))
                        .putIfAbsent(part, file);
            }
        }
        return sets;
    }

    /** Of several spellings those of MNIST's own files come first; archives unpacked by some tools have a dot before "idx". */
    private static List<Path> inOrderOfPreference(Path directory) {
        List<String> usual = Stream.of(IdxPart.values())
                .flatMap(part -> part.fileNames().stream())
                .toList();
        Comparator<Path> order = Comparator.comparingInt(file -> {
            int place = usual.indexOf(file.getFileName().toString());
            return place < 0 ? usual.size() : place;
        });
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted(order.thenComparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new DataException(directory + ": cannot be read: " + Failure.reason(e), e);
        }
    }

    /** Whether any file is of testing rows. */
    boolean hasTest() {
        return files.containsKey(IdxPart.TEST_IMAGES) || files.containsKey(IdxPart.TEST_LABELS);
    }

    /** Reads the file of a part, or says under which names it was looked for. */
    IdxFile read(IdxPart part) {
        Path file = files.get(part);
        if (file == null) {
            String before = prefix.isEmpty() ? "" : prefix + "-";
            String names =
                    part.fileNames().stream().map(name -> before + name).collect(Collectors.joining(", ", "[", "]"));
            throw new DataException(directory + ": expected one of the files " + names + ", found none of them");
        }
        return IdxFile.read(file);
    }
}
