package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.evaluation.Curve.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static Curve curve(int rows, int wrongAtFirst) {
        Curve curve = new Curve();
        for (int t = 0; t < rows; t++) {
            curve.row(t >= wrongAtFirst);
        }
        return curve;
    }

    @Test
    void countsRightRowsInAllAndInWindows() {
        Curve curve = curve(100, 3);
        assertEquals(new Score(100, 97), curve.score());
        assertEquals(3, curve.window());
        List<Double> windows = curve.windows();
        assertEquals(33, windows.size());
        assertEquals(0, windows.get(0));
        assertEquals(1, windows.get(1));
        assertEquals(1, windows.get(32));
    }

    @Test
    void theLastWindowHasWhatIsLeft() {
        Curve curve = curve(64, 0);
        curve.row(false);
        // Two rows each, and three in the last.
        assertEquals(32, curve.windows().size());
        assertEquals(2.0 / 3, curve.windows().get(31), 1e-12);
    }

    @Test
    void fewRowsHaveAWindowEach() {
        assertEquals(List.of(0.0, 0.0, 1.0), curve(3, 2).windows());
        assertEquals(List.of(), curve(0, 0).windows());
    }

    @Test
    void marksTellWhen() {
        Curve curve = new Curve();
        curve.row(true);
        curve.row(false);
        curve.mark(0.5);
        curve.row(true);
        curve.mark(0.75);
        assertEquals(List.of(new Mark(2, 0.5), new Mark(3, 0.75)), curve.marks());
    }
}
