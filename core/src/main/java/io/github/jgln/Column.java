package io.github.jgln;

import java.util.List;
import java.util.Objects;

/**
 * A column of a table as a model takes it: one float of a row. A missing value is {@link Float#NaN} in every kind.
 *
 * <p>The columns are part of a model's configuration and of its file, so rows can be matched to them by name wherever they come
 * from.
 */
public sealed interface Column {
    /** What the table calls it. */
    String name();

    /** A quantity: any finite number. */
    record Number(String name, Of of) implements Column {
        /** What the number is of what the table holds. Parts of a moment go round in circles, as sine and cosine. */
        public enum Of {
            /** The number itself; of {@code true} and {@code false} 1 and 0. */
            VALUE,
            /** Of a moment: days since 1970-01-01T00:00. */
            DAYS,
            HOUR_SINE,
            HOUR_COSINE,
            WEEKDAY_SINE,
            WEEKDAY_COSINE,
            MONTH_SINE,
            MONTH_COSINE
        }

        public Number {
            Objects.requireNonNull(name);
            Objects.requireNonNull(of);
        }

        /** Of a column that holds numbers. */
        public Number(String name) {
            this(name, Of.VALUE);
        }
    }

    /**
     * One of several names. A row holds the index of the name: {@code 0 … categories - 1} of a known one,
     * {@code categories … categories + others - 1} of another, which shares a place with whatever hashes there.
     *
     * @param categories those that have a place of their own, in order
     * @param others places of all others, at least 1
     */
    record Category(String name, List<String> categories, int others) implements Column {
        public Category {
            Objects.requireNonNull(name);
            categories = List.copyOf(categories);
            if (others < 1) {
                throw new IllegalArgumentException("others: expected at least 1 place, got " + others);
            }
        }

        /** Every place. */
        public int places() {
            return categories.size() + others;
        }
    }
}
