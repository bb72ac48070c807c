package io.github.jgln.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a table's columns; the rest is taken from the first rows.
 *
 * @param roles of columns, by name
 * @param label the column to learn: its name, or its number from 1, or from the end as -1; where empty, the column named class,
 *     label or target, and if there is none the last
 * @param labelled false where no column is a label
 * @param targets the columns whose numbers are to be learnt, by their names or numbers as the label's; then there is no label
 * @param categories the most places of its own that a column of categories has, at least 1
 * @param classes names, class 0 first; where empty, those in the first rows
 * @param spareClasses classes that get their names from labels that come later
 * @param otherClass whether there is a class of all other labels
 */
public record SchemaOptions(
        Map<String, ColumnRole> roles,
        Optional<String> label,
        boolean labelled,
        List<String> targets,
        int categories,
        List<String> classes,
        int spareClasses,
        boolean otherClass) {
    /** Everything taken from the first rows. */
    public static final SchemaOptions DEFAULT = builder().build();

    /** @throws DataException for numbers out of range */
    public SchemaOptions {
        roles = Map.copyOf(roles);
        targets = List.copyOf(targets);
        classes = List.copyOf(classes);
        if (label.isPresent() && !targets.isEmpty()) {
            throw new DataException(
                    "expected a label, whose classes are learnt, or targets, whose numbers are, got label "
                            + Excerpt.of(label.get()) + " and targets " + Excerpt.names(targets));
        }
        if (categories < 1 || spareClasses < 0) {
            throw new DataException(
                    "expected at least 1 category and 0 spare classes, got " + categories + " and " + spareClasses);
        }
    }

    /** Everything taken from the first rows, until it is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** These, to be changed. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.roles = roles;
        builder.label = label;
        builder.labelled = labelled;
        builder.targets = targets;
        builder.categories = categories;
        builder.classes = classes;
        builder.spareClasses = spareClasses;
        builder.otherClass = otherClass;
        return builder;
    }

    /**
     * Roles as a command line has them.
     *
     * @param text {@code id:ignore,zip:category,age:number}
     * @throws DataException when it is otherwise
     */
    public static Map<String, ColumnRole> roles(String text) {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            int colon = part.lastIndexOf(':');
            Optional<ColumnRole> role = colon < 1 ? Optional.empty() : role(part.substring(colon + 1));
            if (role.isEmpty()) {
                throw new DataException(
                        "expected columns as id:ignore,zip:category,age:number,when:moment, got " + Excerpt.of(part));
            }
            roles.put(part.substring(0, colon).strip(), role.get());
        }
        return roles;
    }

    private static Optional<ColumnRole> role(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "number" -> Optional.of(ColumnRole.NUMBER);
            case "category" -> Optional.of(ColumnRole.CATEGORY);
            case "moment", "date", "time" -> Optional.of(ColumnRole.MOMENT);
            case "ignore" -> Optional.of(ColumnRole.IGNORE);
            case "label" -> Optional.of(ColumnRole.LABEL);
            default -> Optional.empty();
        };
    }

    /** Sets what is known. */
    public static final class Builder {
        private Map<String, ColumnRole> roles = Map.of();
        private Optional<String> label = Optional.empty();
        private boolean labelled = true;
        private List<String> targets = List.of();
        private int categories = 60;
        private List<String> classes = List.of();
        private int spareClasses;
        private boolean otherClass;

        private Builder() {}

        /** None unless set. */
        public Builder roles(Map<String, ColumnRole> roles) {
            this.roles = roles;
            return this;
        }

        /** Null: found out. */
        public Builder label(String label) {
            this.label = Optional.ofNullable(label);
            return this;
        }

        /** True unless set. */
        public Builder labelled(boolean labelled) {
            this.labelled = labelled;
            return this;
        }

        /** None unless set. */
        public Builder targets(List<String> targets) {
            this.targets = targets;
            return this;
        }

        /** 60 unless set. */
        public Builder categories(int categories) {
            this.categories = categories;
            return this;
        }

        /** Those of the first rows unless set. */
        public Builder classes(List<String> classes) {
            this.classes = classes;
            return this;
        }

        /** 0 unless set. */
        public Builder spareClasses(int spareClasses) {
            this.spareClasses = spareClasses;
            return this;
        }

        /** False unless set. */
        public Builder otherClass(boolean otherClass) {
            this.otherClass = otherClass;
            return this;
        }

        /** @throws DataException for numbers out of range */
        public SchemaOptions build() {
            return new SchemaOptions(roles, label, labelled, targets, categories, classes, spareClasses, otherClass);
        }
    }
}
