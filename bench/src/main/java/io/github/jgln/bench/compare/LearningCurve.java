package io.github.jgln.bench.compare;

import io.github.jgln.bench.compare.CompareReport.Mark;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/** How a pass over the rows goes: which rows were classed right before they were learnt, and when. */
public final class LearningCurve {
    private static final double NANOS = 1e9;
    private static final int WINDOWS = 30;

    private final int rows;
    private final IntConsumer progress;
    private final BitSet right = new BitSet();
    private final List<Mark> marks = new ArrayList<>();
    private int seen;
    private long start;
    private double seconds;

    /**
     * @param rows how many there are to learn
     * @param progress told of the rows learnt so far at each mark
     */
    LearningCurve(int rows, IntConsumer progress) {
        this.rows = rows;
        this.progress = progress;
    }

    /** A curve that begins now, with nobody to tell. */
    public static LearningCurve over(int rows) {
        LearningCurve curve = new LearningCurve(rows, done -> {});
        curve.begin();
        return curve;
    }

    void begin() {
        start = System.nanoTime();
    }

    /** The next row, in order. */
    public void row(boolean classedRight) {
        right.set(seen++, classedRight);
    }

    /** All rows told of so far have been learnt now. A few dozen marks a pass will do. */
    public void mark() {
        marks.add(new Mark(seen, (System.nanoTime() - start) / NANOS));
        progress.accept(seen);
    }

    /**
     * All is learnt.
     *
     * @throws IllegalStateException when a row was left out or told of twice
     */
    public void end() {
        seconds = (System.nanoTime() - start) / NANOS;
        if (seen != rows) {
            throw new IllegalStateException("expected a contender to tell of each of " + rows + " rows, got " + seen);
        }
    }

    double seconds() {
        return seconds;
    }

    /** The marks so far. */
    public List<Mark> marks() {
        return marks;
    }

    /** The share of all rows classed right before each was learnt. */
    public double accuracy() {
        return (double) right.cardinality() / rows;
    }

    /** Rows in a window. */
    int window() {
        return Math.max(1, rows / WINDOWS);
    }

    /** The share classed right in each window of rows; what is left over at the end belongs to the last one. */
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
