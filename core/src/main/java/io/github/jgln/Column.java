package io.github.jgln;

import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * A quantity: any finite number.
     *
     * @param of what the number is of what the table holds
     * @param marks numbers in rising order that cut the column's range into parts of about as many rows each, such as the
     *     quantiles of the first rows; may be none
     * @param mayMiss whether the model also sees, as a number of its own, that the value is missing
     */
    record Number(String name, Of of, List<Float> marks, boolean mayMiss) implements Column {
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
            marks = List.copyOf(marks);
            for (int i = 0; i < marks.size(); i++) {
                if (!Float.isFinite(marks.get(i)) || i > 0 && marks.get(i) <= marks.get(i - 1)) {
                    throw new IllegalArgumentException(
                            "marks: expected finite numbers in rising order, got " + marks + " of column " + name);
                }
            }
        }

        /** Of a column that holds numbers, without marks. */
        public Number(String name) {
            this(name, Of.VALUE);
        }

        /** Without marks. */
        public Number(String name, Of of) {
            this(name, of, List.of(), false);
        }

        /**
         * The marks of some values: of {@code parts} parts the bounds that differ, none of which is below all values.
         *
         * @param values of the first rows, say; NaN counts as missing
         * @param parts at least 2
         */
        public static List<Float> marks(float[] values, int parts) {
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            int count = sorted.length;
            while (count > 0 && Float.isNaN(sorted[count - 1])) {
                count--;
            }
            List<Float> marks = new ArrayList<>();
            for (int i = 1; i < parts && count > 0; i++) {
                float mark = sorted[(int) ((long) i * count / parts)];
                float last = marks.isEmpty() ? sorted[0] : marks.get(marks.size() - 1);
                if (mark > last) {
                    marks.add(mark);
                }
            }
            return marks;
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
