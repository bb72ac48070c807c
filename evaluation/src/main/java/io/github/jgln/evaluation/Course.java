package io.github.jgln.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How measures went over a stream: a point each so many rows. When there would be more than {@value #POINTS}, every second is
 * dropped and the distance doubled, so that a stream without end needs no more memory.
 */
final class Course {
    private static final int POINTS = 512;

    private final List<CoursePoint> points = new ArrayList<>();
    private long every = 1;

    /** Whether a point is due after so many rows. */
    boolean due(long rows) {
        return rows % every == 0;
    }

    /** The next point, which is due. */
    void add(CoursePoint point) {
        points.add(point);
        if (points.size() > POINTS) {
            every *= 2;
            points.removeIf(p -> p.rows() % every != 0);
        }
    }

    List<CoursePoint> points() {
        return List.copyOf(points);
    }
}
