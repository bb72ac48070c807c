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
    private static final String ONE_CLASS = "one_class";

    /** What the first format called them. */
    static final Map<String, String> FIRST_NAMES = Map.of(CLASSES, CLASSES, DESKEWED, DESKEWED, "binary", ONE_CLASS);

    private PreparationEntries() {}

    static Map<String, String> of(Preparation preparation) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                CLASSES,
                preparation.classes().stream().map(HeaderJson::quote).collect(Collectors.joining(",", "[", "]")));
        entries.put(DESKEWED, "" + preparation.deskewed());
        preparation.oneClass().ifPresent(name -> entries.put(ONE_CLASS, name));
        return entries;
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
        List<String> names = Preparation.none(classes).classes();
        if (entries.containsKey(CLASSES)) {
            try {
                names = HeaderJson.strings(entries.get(CLASSES));
            } catch (HeaderJson.SyntaxException e) {
                throw new ModelFormatException(source, "names of classes: " + e.getMessage());
            }
        }
        if (names.size() != classes) {
            throw new ModelFormatException(
                    source, "names of classes: expected " + classes + " of them, got " + names.size());
        }
        return new Preparation(
                names, Boolean.parseBoolean(entries.get(DESKEWED)), Optional.ofNullable(entries.get(ONE_CLASS)));
    }
}
