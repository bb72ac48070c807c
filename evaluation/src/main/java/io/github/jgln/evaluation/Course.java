package io.github.jgln.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How measures went over a stream: a point each so many rows. When there would be more than {@value #POINTS}, every second is
 * dropped and the distance doubled, so that a stream without end needs no more memory.
 */
final class Course<P> {
    private static final int POINTS = 512;

    private final List<P> points = new ArrayList<>();
    private final ToLongFunction<P> rows;
    private long every = 1;

    /** @param rows after how many a point is */
    Course(ToLongFunction<P> rows) {
        this.rows = rows;
    }

    /** Whether a point is due after so many rows. */
    boolean due(long after) {
        return after % every == 0;
    }

    /** The next point, which is due. */
    void add(P point) {
        points.add(point);
        if (points.size() > POINTS) {
            every *= 2;
            points.removeIf(p -> rows.applyAsLong(p) % every != 0);
        }
    }

    List<P> points() {
        return List.copyOf(points);
    }
}
