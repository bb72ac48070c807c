package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowMeasuresTest {
    /** As much as a log loss may be off. */
    private static final double UNIT = 1.5e-8;

    private static WindowMeasures of(FormulaRows rows, int classes, int window) {
        WindowMeasures measures = new WindowMeasures(classes, window);
        for (int t = 0; t < rows.count(); t++) {
            measures.row(rows.probabilities()[t], rows.actual()[t]);
        }
        return measures;
    }

    @Test
    void theLastHundredRowsAreAsScikitLearnHasThem() {
        WindowMeasures three = of(FormulaRows.of(500, 3), 3, 100);
        assertEquals(100, three.window());
        assertEquals(100, three.rows());
        assertEquals(0.79, three.accuracy(), 1e-12);
        assertEquals(0.6837349397590362, three.kappa(), 1e-12);
        assertEquals(0.7084583151553461, three.logLoss(), UNIT);
        WindowMeasures two = of(FormulaRows.of(500, 2), 2, 100);
        assertEquals(0.9, two.accuracy(), 1e-12);
        assertEquals(0.7999199679871949, two.kappa(), 1e-12);
        assertEquals(0.3852428524614191, two.logLoss(), UNIT);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "7, 4", "64, 3", "1000, 3"})
    void everyWindowIsAsIfItsRowsWereAllThereWere(int window, int classes) {
        FormulaRows rows = FormulaRows.of(300, classes);
        WindowMeasures sliding = new WindowMeasures(classes, window);
        for (int t = 0; t < rows.count(); t++) {
            sliding.row(rows.probabilities()[t], rows.actual()[t]);
            ClassificationMeasures alone = new ClassificationMeasures(classes);
            for (int s = Math.max(0, t + 1 - window); s <= t; s++) {
                alone.row(rows.probabilities()[s], rows.actual()[s]);
            }
            assertEquals(alone.rows(), sliding.rows());
            assertEquals(alone.accuracy(), sliding.accuracy(), 1e-12);
            assertEquals(alone.kappa(), sliding.kappa(), 1e-12);
            assertEquals(alone.logLoss(), sliding.logLoss(), UNIT);
        }
    }

    @Test
    void nothingIsLeftOfRowsThatHaveGone() {
        WindowMeasures measures = new WindowMeasures(2, 10);
        for (int t = 0; t < 1_000_000; t++) {
            measures.row(new double[] {0.1 + t % 7 / 10.0, 0.9 - t % 7 / 10.0}, t % 3 == 0 ? 1 : 0);
        }
        // As impossible as it gets, which must fit too.
        for (int t = 0; t < 10; t++) {
            measures.row(new double[] {1, 0}, 1);
        }
        assertEquals(-Math.log(1e-15), measures.logLoss(), UNIT);
        for (int t = 0; t < 10; t++) {
            measures.row(new double[] {1, 0}, 0);
        }
        assertEquals(0, measures.logLoss());
        assertEquals(1, measures.accuracy());
        assertTrue(Double.isNaN(measures.kappa()));
    }

    @Test
    void noRowsAreNotANumber() {
        WindowMeasures none = new WindowMeasures(2, 5);
        assertEquals(0, none.rows());
        assertTrue(Double.isNaN(none.accuracy()) && Double.isNaN(none.logLoss()) && Double.isNaN(none.kappa()));
    }

    @Test
    void badRowsAreRefusedAndNotCounted() {
        WindowMeasures measures = new WindowMeasures(2, 5);
        assertEquals(
                "probabilities: expected a sum of 1, to within 0.001, got 0.5",
                assertThrows(IllegalArgumentException.class, () -> measures.row(new double[] {0.25, 0.25}, 0))
                        .getMessage());
        assertEquals(
                "class: expected 0 to 1, got 2",
                assertThrows(IllegalArgumentException.class, () -> measures.row(new double[] {0.5, 0.5}, 2))
                        .getMessage());
        assertEquals(0, measures.rows());
        assertEquals(
                "window: expected at least 1 row, got 0",
                assertThrows(IllegalArgumentException.class, () -> new WindowMeasures(2, 0))
                        .getMessage());
        assertEquals(
                "classes: expected at least 2, got 1",
                assertThrows(IllegalArgumentException.class, () -> new WindowMeasures(1, 5))
                        .getMessage());
    }
}
