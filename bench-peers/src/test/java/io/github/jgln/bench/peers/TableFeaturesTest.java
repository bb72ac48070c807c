package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.Column;
import io.github.jgln.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFeaturesTest {
    private static final List<Column> COLUMNS =
            List.of(new Column.Number("x"), new Column.Category("c", List.of("a", "b"), 1));

    private static Rows row(float x, float category) {
        return Rows.of(new float[] {x, category}, 2);
    }

    @Test
    void numbersAreStandardisedByTheRowsBefore() {
        TableFeatures features = new TableFeatures(COLUMNS, true);
        assertEquals(4, features.width());
        assertArrayEquals(new float[] {0, 1, 0, 0}, features.of(row(7, 0)).toArray());
        features.learn(row(1, 0));
        features.learn(row(Float.NaN, 1));
        features.learn(row(5, 1));
        // Mean 3, deviation 2.
        assertArrayEquals(new float[] {2, 0, 0, 1}, features.of(row(7, 2)).toArray());
        assertArrayEquals(
                new float[] {-5, 0, 0, 0}, features.of(row(-700, Float.NaN)).toArray());
        assertArrayEquals(
                new float[] {0, 0, 1, 0}, features.of(row(Float.NaN, 1)).toArray());
    }

    @Test
    void orStayAsTheyAre() {
        TableFeatures features = new TableFeatures(COLUMNS, false);
        features.learn(row(1, 0));
        assertArrayEquals(new float[] {700, 0, 1, 0}, features.of(row(700, 1)).toArray());
        assertArrayEquals(
                new float[] {Float.NaN, 0, 1, 0}, features.of(row(Float.NaN, 1)).toArray());
    }
}
