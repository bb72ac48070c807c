package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jgln.bench.compare.CompareReport.Mark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    @Test
    void countsRightRowsInAllAndInWindows() {
        LearningCurve curve = new LearningCurve(100, done -> {});
        curve.begin();
        // Wrong at first, then always right.
        for (int t = 0; t < 100; t++) {
            curve.row(t >= 3);
        }
        curve.end();
        assertEquals(0.97, curve.accuracy(), 1e-12);
        assertEquals(3, curve.window());
        List<Double> windows = curve.windows();
        assertEquals(33, windows.size());
        assertEquals(0, windows.get(0));
        assertEquals(1, windows.get(1));
        assertEquals(1, windows.get(32));
    }

    @Test
    void theLastWindowHasWhatIsLeft() {
        LearningCurve curve = new LearningCurve(65, done -> {});
        curve.begin();
        for (int t = 0; t < 65; t++) {
            curve.row(t < 64);
        }
        curve.end();
        // Two rows each, and three in the last.
        assertEquals(32, curve.windows().size());
        assertEquals(2.0 / 3, curve.windows().get(31), 1e-12);
    }

    @Test
    void marksTellWhenAndAreProgress() {
        List<Integer> progress = new ArrayList<>();
        LearningCurve curve = new LearningCurve(3, progress::add);
        curve.begin();
        curve.row(true);
        curve.row(true);
        curve.mark();
        curve.row(true);
        curve.mark();
        curve.end();
        assertEquals(List.of(2, 3), progress);
        assertEquals(List.of(2, 3), curve.marks().stream().map(Mark::rows).toList());
        assertEquals(
                true, curve.marks().get(0).seconds() <= curve.marks().get(1).seconds());
        assertEquals(true, curve.marks().get(1).seconds() <= curve.seconds());
    }

    @Test
    void aRowLeftOutIsNoticed() {
        LearningCurve curve = new LearningCurve(2, done -> {});
        curve.begin();
        curve.row(true);
        assertThrows(IllegalStateException.class, curve::end);
    }
}
