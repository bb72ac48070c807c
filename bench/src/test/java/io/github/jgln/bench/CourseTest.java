package io.github.jgln.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.bench.CompareReport.Mark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
    @Test
    void countsRightRowsInAllAndInWindows() {
        Course course = new Course(100, done -> {});
        course.begin();
        // Wrong at first, then always right.
        for (int t = 0; t < 100; t++) {
            course.row(t >= 3);
        }
        course.end();
        assertEquals(0.97, course.accuracy(), 1e-12);
        assertEquals(3, course.window());
        List<Double> windows = course.windows();
        assertEquals(33, windows.size());
        assertEquals(0, windows.get(0));
        assertEquals(1, windows.get(1));
        assertEquals(1, windows.get(32));
    }

    @Test
    void theLastWindowHasWhatIsLeft() {
        Course course = new Course(65, done -> {});
        course.begin();
        for (int t = 0; t < 65; t++) {
            course.row(t < 64);
        }
        course.end();
        // Two rows each, and three in the last.
        assertEquals(32, course.windows().size());
        assertEquals(2.0 / 3, course.windows().get(31), 1e-12);
    }

    @Test
    void marksTellWhenAndAreProgress() {
        List<Integer> progress = new ArrayList<>();
        Course course = new Course(3, progress::add);
        course.begin();
        course.row(true);
        course.row(true);
        course.mark();
        course.row(true);
        course.mark();
        course.end();
        assertEquals(List.of(2, 3), progress);
        assertEquals(List.of(2, 3), course.marks().stream().map(Mark::rows).toList());
        assertEquals(
                true, course.marks().get(0).seconds() <= course.marks().get(1).seconds());
        assertEquals(true, course.marks().get(1).seconds() <= course.seconds());
    }

    @Test
    void aRowLeftOutIsNoticed() {
        Course course = new Course(2, done -> {});
        course.begin();
        course.row(true);
        assertThrows(IllegalStateException.class, course::end);
    }
}
