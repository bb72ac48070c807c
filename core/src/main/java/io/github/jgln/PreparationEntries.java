package io.github.jgln;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A {@link Preparation} as strings by name, for a model file's metadata. */
final class PreparationEntries {
    static final String CLASSES = "classes";
    private static final String DESKEWED = "deskewed";
    private static final String COLUMNS = "columns";
    private static final String TARGETS = "targets";
    private static final String ONE_CLASS = "one_class";

    /** What the first format called them. */
    static final Map<String, String> FIRST_NAMES = Map.of(CLASSES, CLASSES, DESKEWED, DESKEWED, "binary", ONE_CLASS);

    private PreparationEntries() {}

    static Map<String, String> of(Preparation preparation) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(CLASSES, list(preparation.classes()));
        entries.put(DESKEWED, "" + preparation.deskewed());
        preparation.oneClass().ifPresent(name -> entries.put(ONE_CLASS, name));
        if (!preparation.columns().isEmpty()) {
            entries.put(COLUMNS, list(preparation.columns()));
        }
        if (!preparation.targets().isEmpty()) {
            entries.put(TARGETS, list(preparation.targets()));
        }
        return entries;
    }

    private static String list(List<String> names) {
        return names.stream().map(HeaderJson::quote).collect(Collectors.joining(",", "[", "]"));
    }

    static boolean isList(String text) {
        try {
            return text != null && HeaderJson.strings(text) != null;
        } catch (HeaderJson.SyntaxException e) {
            return false;
        }
    }

    /** Classes go by number where no names are given. */
    static Preparation read(String source, Map<String, String> entries, int classes) throws ModelFormatException {
        List<String> names = entries.containsKey(CLASSES)
                ? strings(source, entries, CLASSES)
                : Preparation.none(classes).classes();
        if (names.size() != classes) {
            throw new ModelFormatException(
                    source, "names of classes: expected " + classes + " of them, got " + names.size());
        }
        return new Preparation(
                names,
                Boolean.parseBoolean(entries.get(DESKEWED)),
                Optional.ofNullable(entries.get(ONE_CLASS)),
                entries.containsKey(COLUMNS) ? strings(source, entries, COLUMNS) : List.of(),
                entries.containsKey(TARGETS) ? strings(source, entries, TARGETS) : List.of());
    }

    private static List<String> strings(String source, Map<String, String> entries, String what)
            throws ModelFormatException {
        try {
            return HeaderJson.strings(entries.get(what));
        } catch (HeaderJson.SyntaxException e) {
            throw new ModelFormatException(source, "names of " + what + ": " + e.getMessage());
        }
    }
}
