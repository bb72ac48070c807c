package io.github.jgln.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How a pass over rows went: which of them were classed right before they were learnt, and how far it was when. A
 * {@link Prequential} draws one; so can whoever learns by other means. Holds a bit for each row.
 */
public final class Curve {
    private static final int WINDOWS = 30;

    private final BitSet right = new BitSet();
    private final List<Mark> marks = new ArrayList<>();
    private int rows;

    /**
     * A place on the way.
     *
     * @param rows learnt by then
     * @param seconds of learning by then
     */
    public record Mark(int rows, double seconds) {}

    /** The next row, in order. */
    public void row(boolean classedRight) {
        right.set(rows++, classedRight);
    }

    /** All rows told of so far have been learnt, in so many seconds. */
    public void mark(double seconds) {
        marks.add(new Mark(rows, seconds));
    }

    /** The marks so far. */
    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** Of all rows so far. */
    public Score score() {
        return new Score(rows, right.cardinality());
    }

    /** Rows in a window: a thirtieth of all, at least 1. */
    public int window() {
        return Math.max(1, rows / WINDOWS);
    }

    /** The share classed right in each window of rows, in order; what is left over at the end belongs to the last one. */
    public List<Double> windows() {
        int window = window();
        List<Double> windows = new ArrayList<>();
        for (int from = 0; from + window <= rows; from += window) {
            int to = from + 2 * window > rows ? rows : from + window;
            windows.add((double) right.get(from, to).cardinality() / (to - from));
        }
        return windows;
    }
}
