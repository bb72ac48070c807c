package io.github.jgln;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was done to rows and labels before a model got them, so that others can be prepared alike: part of the model and its
 * file.
 *
 * @param classes names, class 0 first
 * @param deskewed whether images were set upright
 * @param oneClass the one class that was learnt against all others
 * @param columns what a table called the features; none where rows are not of a table, or nobody said
 */
public record Preparation(List<String> classes, boolean deskewed, Optional<String> oneClass, List<String> columns) {
    public Preparation {
        classes = List.copyOf(classes);
        Objects.requireNonNull(oneClass);
        columns = List.copyOf(columns);
    }

    /** Of rows that are not of a table. */
    public Preparation(List<String> classes, boolean deskewed, Optional<String> oneClass) {
        this(classes, deskewed, oneClass, List.of());
    }

    /** Of rows that were taken as they are, with classes named by their numbers. */
    public static Preparation none(int classes) {
        return new Preparation(
                IntStream.range(0, classes).mapToObj(Integer::toString).toList(), false, Optional.empty());
    }

    /** The same as strings by name, as a model's file has it; {@code classes} is a JSON list. */
    public Map<String, String> entries() {
        return PreparationEntries.of(this);
    }
}
