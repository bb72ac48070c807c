package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.evaluation.CalibrationCurve.Bin;
import io.github.jgln.evaluation.ConfusionMatrix.ClassFigures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationMeasuresTest {
    private static final double ROUNDING = 1e-12;

    private static ClassificationMeasures of(FormulaRows rows, int classes) {
        ClassificationMeasures measures = new ClassificationMeasures(classes);
        for (int t = 0; t < rows.count(); t++) {
            measures.row(rows.probabilities()[t], rows.actual()[t]);
        }
        return measures;
    }

    /** Of two classes, with these classes and what was said of each with certainty. */
    private static ClassificationMeasures certain(int[] actual, int... predicted) {
        ClassificationMeasures measures = new ClassificationMeasures(2);
        for (int t = 0; t < actual.length; t++) {
            measures.row(new double[] {1 - predicted[t], predicted[t]}, actual[t]);
        }
        return measures;
    }

    private static void assertFigures(ClassFigures expected, ClassFigures got) {
        assertEquals(expected.rows(), got.rows());
        assertEquals(expected.precision(), got.precision(), ROUNDING);
        assertEquals(expected.recall(), got.recall(), ROUNDING);
        assertEquals(expected.f1(), got.f1(), ROUNDING);
    }

    @Test
    void threeClassesAreAsScikitLearnHasThem() {
        ClassificationMeasures measures = of(FormulaRows.of(500, 3), 3);
        assertEquals(3, measures.classes());
        assertEquals(500, measures.rows());
        assertEquals(0.86, measures.accuracy(), ROUNDING);
        assertEquals(0.8634833507587999, measures.balancedAccuracy(), ROUNDING);
        assertEquals(0.7897986270847472, measures.kappa(), ROUNDING);
        assertEquals(0.6407673006838513, measures.logLoss(), ROUNDING);
        assertEquals(0.3587749453838733, measures.brierScore(), ROUNDING);
        assertTrue(Double.isNaN(measures.auc().value())
                && Double.isNaN(measures.auc().error()));
        ConfusionMatrix confusion = measures.confusion();
        int[][] counts = {{156, 16, 17}, {4, 130, 10}, {8, 15, 144}};
        for (int i = 0; i < 3; i++) {
            int actual = i;
            assertArrayEquals(
                    counts[i],
                    IntStream.range(0, 3)
                            .map(j -> (int) confusion.count(actual, j))
                            .toArray());
        }
        assertEquals(500, confusion.rows());
        assertEquals(0.86, confusion.accuracy(), ROUNDING);
        assertFigures(
                new ClassFigures(189, 0.9285714285714286, 0.8253968253968254, 0.8739495798319328), confusion.of(0));
        assertFigures(
                new ClassFigures(144, 0.8074534161490683, 0.9027777777777778, 0.8524590163934426), confusion.of(1));
        assertFigures(
                new ClassFigures(167, 0.8421052631578947, 0.8622754491017964, 0.8520710059171598), confusion.of(2));
    }

    @Test
    void twoClassesAreAsScikitLearnHasThem() {
        ClassificationMeasures measures = of(FormulaRows.of(500, 2), 2);
        assertEquals(0.93, measures.accuracy(), ROUNDING);
        assertEquals(0.9300435227854582, measures.balancedAccuracy(), ROUNDING);
        assertEquals(0.8600044798566446, measures.kappa(), ROUNDING);
        assertEquals(0.37773144163554784, measures.logLoss(), ROUNDING);
        assertEquals(0.22118651314646928, measures.brierScore(), ROUNDING);
        assertEquals(0.11059325657323464, measures.brierScore() / 2, ROUNDING, "when only class 1 is summed");
        Auc auc = measures.auc();
        assertEquals(0.9820948540706606, auc.value(), auc.error());
        assertTrue(auc.error() < 2e-4, auc.toString());
    }

    @Test
    void theCalibrationIsAsScikitLearnHasIt() {
        CalibrationCurve curve = of(FormulaRows.of(500, 3), 3).calibration();
        double[] accuracy = {
            0.45454545454545453, 0.6842105263157895, 0.8769230769230769, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0
        };
        double[] confidence = {
            0.3834691090696549, 0.43315223907535116, 0.500196927879882, 0.564117784742947, 0.6344586931290991,
            0.6973002519542534, 0.7548114030331312, 0.8237286541488834, 0.874251497005988, 0.9682539682539681
        };
        assertEquals(CalibrationCurve.BINS, curve.bins().size());
        List<Bin> full = curve.bins().stream().filter(bin -> bin.rows() > 0).toList();
        assertArrayEquals(accuracy, full.stream().mapToDouble(Bin::accuracy).toArray(), ROUNDING);
        assertArrayEquals(confidence, full.stream().mapToDouble(Bin::confidence).toArray(), ROUNDING);
        assertArrayEquals(
                new long[] {0, 0, 0, 0, 0, 55, 76, 130, 81, 60, 45, 28, 19, 1, 5},
                curve.bins().stream().mapToLong(Bin::rows).toArray());
        assertEquals(0.3066467393303185, curve.expectedError(), ROUNDING);
    }

    @Test
    void aBinHasItsUpperBound() {
        ClassificationMeasures measures = new ClassificationMeasures(2);
        measures.row(new double[] {0.6, 0.4}, 0);
        measures.row(new double[] {0.601, 0.399}, 1);
        measures.row(new double[] {0, 1}, 1);
        List<Bin> bins = measures.calibration().bins();
        assertEquals(new Bin(1, 0.6, 1), bins.get(8));
        assertEquals(new Bin(1, 0.601, 0), bins.get(9));
        assertEquals(new Bin(1, 1, 1), bins.get(14));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01", "4, 0.01", "20, 0.2"})
    void theAreaIsNoFurtherFromTheExactOneThanItSays(double spread, double loose) {
        Random random = new Random(3);
        int rows = 2000;
        double[] score = new double[rows];
        int[] actual = new int[rows];
        ClassificationMeasures measures = new ClassificationMeasures(2);
        for (int t = 0; t < rows; t++) {
            actual[t] = random.nextInt(2);
            double logit = spread * (random.nextGaussian() + actual[t] - 0.5);
            // Some are the same, which a sketch must count half too.
            score[t] = t % 9 == 0 ? 0.5 : 1 / (1 + Math.exp(-logit));
            measures.row(new double[] {1 - score[t], score[t]}, actual[t]);
        }
        double ordered = 0;
        long pairs = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                if (actual[i] == 1 && actual[j] == 0) {
                    pairs++;
                    ordered += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
                }
            }
        }
        Auc auc = measures.auc();
        assertEquals(ordered / pairs, auc.value(), auc.error());
        assertTrue(auc.error() > 0 && auc.error() < loose, "neither exact nor useless: " + auc);
    }

    @Test
    void baselinesGuessBeforeTheySee() {
        // Majority says 0 1 1 1 1 1 0 0 0, the sixth of 2 to 3, the seventh and the last of a tie; no change says 0 1 1
        // 0 1 0 0 0 1.
        int[] actual = {1, 1, 0, 1, 0, 0, 0, 1, 0};
        ClassificationMeasures measures = certain(actual, 1, 1, 1, 1, 0, 0, 0, 1, 0);
        assertEquals(4 / 9.0, measures.majorityAccuracy(), ROUNDING);
        assertEquals(3 / 9.0, measures.noChangeAccuracy(), ROUNDING);
        assertEquals((8 / 9.0 - 3 / 9.0) / (1 - 3 / 9.0), measures.kappaTemporal(), ROUNDING);
    }

    @Test
    void baselinesOfManyRowsAreThoseOfTheDefinition() {
        FormulaRows rows = FormulaRows.of(500, 3);
        ClassificationMeasures measures = of(rows, 3);
        int majority = 0;
        int noChange = 0;
        for (int t = 0; t < 500; t++) {
            int[] before = Arrays.copyOf(rows.actual(), t);
            int most = 0;
            for (int c = 1; c < 3; c++) {
                most = count(before, c) > count(before, most) ? c : most;
            }
            majority += most == rows.actual()[t] ? 1 : 0;
            noChange += (t == 0 ? 0 : before[t - 1]) == rows.actual()[t] ? 1 : 0;
        }
        assertEquals(0.368, majority / 500.0);
        assertEquals(0.368, measures.majorityAccuracy());
        assertEquals(0.332, noChange / 500.0);
        assertEquals(0.332, measures.noChangeAccuracy());
        assertEquals((0.86 - 0.332) / (1 - 0.332), measures.kappaTemporal(), ROUNDING);
    }

    private static long count(int[] in, int c) {
        return Arrays.stream(in).filter(a -> a == c).count();
    }

    @Test
    void whatHasNoValueIsNotANumber() {
        ClassificationMeasures none = new ClassificationMeasures(2);
        assertEquals(0, none.rows());
        for (double figure : new double[] {
            none.accuracy(),
            none.balancedAccuracy(),
            none.kappa(),
            none.logLoss(),
            none.brierScore(),
            none.auc().value(),
            none.auc().error(),
            none.majorityAccuracy(),
            none.noChangeAccuracy(),
            none.kappaTemporal(),
            none.calibration().expectedError(),
            none.calibration().bins().get(3).accuracy(),
            none.confusion().of(0).f1()
        }) {
            assertTrue(Double.isNaN(figure), () -> "got " + figure);
        }
        ClassificationMeasures one = certain(new int[] {0, 0}, 0, 0);
        assertTrue(Double.isNaN(one.kappa()), "chance is always right as well");
        assertTrue(Double.isNaN(one.kappaTemporal()), "no change is always right as well");
        assertTrue(Double.isNaN(certain(new int[] {0, 0}, 0, 1).kappaTemporal()), "however far from that");
        assertTrue(Double.isNaN(one.auc().value()), "there are no pairs");
        assertEquals(1, one.balancedAccuracy(), "of the class that occurred");
        assertEquals(0, one.logLoss());
        ClassFigures never = one.confusion().of(1);
        assertTrue(Double.isNaN(never.precision()) && Double.isNaN(never.recall()) && Double.isNaN(never.f1()));
    }

    @Test
    void whatWasThoughtImpossibleCostsNoMoreThanItsBound() {
        ClassificationMeasures measures = certain(new int[] {1}, 0);
        assertEquals(-Math.log(1e-15), measures.logLoss(), ROUNDING);
        assertEquals(2, measures.brierScore());
    }

    @Test
    void ofEquallyProbableClassesTheLowestIsPredicted() {
        ClassificationMeasures measures = new ClassificationMeasures(3);
        measures.row(new double[] {0.2, 0.4, 0.4}, 2);
        assertEquals(1, measures.confusion().count(2, 1));
    }

    @Test
    void whatIsHandedOutIsNoLongerWrittenTo() {
        ClassificationMeasures measures = certain(new int[] {1}, 1);
        ConfusionMatrix confusion = measures.confusion();
        CalibrationCurve calibration = measures.calibration();
        measures.row(new double[] {0, 1}, 1);
        assertEquals(1, confusion.rows());
        assertEquals(1, calibration.bins().get(14).rows());
        assertEquals(2, measures.confusion().rows());
    }

    @Test
    void badRowsAreRefusedAndNotCounted() {
        ClassificationMeasures measures = certain(new int[] {1, 0}, 1, 1);
        refused("probabilities: expected one for each of 2 classes, got 3", measures, 0, 0.5, 0.25, 0.25);
        refused("probabilities: expected numbers from 0 to 1, got NaN of class 1", measures, 0, 0.5, Double.NaN);
        refused("probabilities: expected numbers from 0 to 1, got -0.5 of class 0", measures, 0, -0.5, 1);
        refused("probabilities: expected numbers from 0 to 1, got 1.5 of class 1", measures, 0, 0, 1.5);
        refused("probabilities: expected a sum of 1, to within 0.001, got 0.75", measures, 0, 0.5, 0.25);
        refused("class: expected 0 to 1, got 2", measures, 2, 0.5, 0.5);
        refused("class: expected 0 to 1, got -1", measures, -1, 0.5, 0.5);
        assertEquals(2, measures.rows());
        assertEquals(0.5, measures.accuracy());
        assertEquals(1, measures.brierScore());
        assertEquals(2, measures.confusion().rows());
        measures.row(new double[] {0.4995, 0.5}, 1);
        assertEquals(3, measures.rows(), "floats need not sum to 1 exactly");
        assertEquals(
                "classes: expected at least 2, got 1",
                assertThrows(IllegalArgumentException.class, () -> new ClassificationMeasures(1))
                        .getMessage());
        assertEquals(
                "class: expected 0 to 1, got 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> measures.confusion().count(0, 2))
                        .getMessage());
        assertEquals(
                "class: expected 0 to 1, got -1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> measures.confusion().of(-1))
                        .getMessage());
    }

    private static void refused(String message, ClassificationMeasures measures, int actual, double... probabilities) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> measures.row(probabilities, actual))
                        .getMessage());
    }
}
