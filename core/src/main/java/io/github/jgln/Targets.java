package io.github.jgln;

/**
 * What some rows are to be learnt as: a view of an array, like {@link Rows}. Which kind a learner takes is said by its
 * {@link Task}.
 */
public sealed interface Targets {
    /** How many targets there are from the first of the view on. */
    int available();

    /**
     * The same targets from a later one on.
     *
     * @param first counted from the first of this view
     */
    Targets from(int first);

    /**
     * Class indices.
     *
     * @param of one per row
     * @param from the first row's
     */
    record Classes(int[] of, int from) implements Targets {
        public Classes {
            requireFrom(from, of.length);
        }

        /** All of an array. */
        public Classes(int... of) {
            this(of, 0);
        }

        /** The class of a row of the view. */
        public int get(int row) {
            return of[from + row];
        }

        @Override
        public int available() {
            return of.length - from;
        }

        @Override
        public Classes from(int first) {
            return new Classes(of, from + first);
        }
    }

    /**
     * Numbers.
     *
     * @param of row-major, {@code width} per row
     * @param width D, the numbers of a row, at least 1
     * @param from the first row
     */
    record Reals(float[] of, int width, int from) implements Targets {
        public Reals {
            if (width < 1) {
                throw new IllegalArgumentException("targets: expected a width of at least 1, got " + width);
            }
            requireFrom(from, of.length / width);
        }

        @Override
        public int available() {
            return of.length / width - from;
        }

        @Override
        public Reals from(int first) {
            return new Reals(of, width, from + first);
        }
    }

    private static void requireFrom(int from, int targets) {
        if (from < 0 || from > targets) {
            throw new IllegalArgumentException(
                    "targets: expected to begin within the " + targets + " there are, got " + from);
        }
    }
}
