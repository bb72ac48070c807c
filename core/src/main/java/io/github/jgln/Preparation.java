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
 * @param targets what the numbers that are learnt are called; none where classes are learnt, or nobody said
 */
public record Preparation(
        List<String> classes, boolean deskewed, Optional<String> oneClass, List<String> columns, List<String> targets) {
    public Preparation {
        targets = List.copyOf(targets);
        classes = List.copyOf(classes);
        Objects.requireNonNull(oneClass);
        columns = List.copyOf(columns);
    }

    /** Of rows that are not of a table. */
    public Preparation(List<String> classes, boolean deskewed, Optional<String> oneClass) {
        this(classes, deskewed, oneClass, List.of());
    }

    /** Of rows whose classes are learnt. */
    public Preparation(List<String> classes, boolean deskewed, Optional<String> oneClass, List<String> columns) {
        this(classes, deskewed, oneClass, columns, List.of());
    }

    /**
     * Of a table's rows whose numbers are learnt.
     *
     * @param targets what they are called
     * @param columns what the features are called; may be none
     */
    public static Preparation ofNumbers(List<String> targets, List<String> columns) {
        return new Preparation(List.of(), false, Optional.empty(), columns, targets);
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
