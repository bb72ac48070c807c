package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jgln.Column;
import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.tables.TableContender;
import io.github.jgln.bench.tables.TablePeers;
import io.github.jgln.bench.tables.TableSet;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.StreamEvaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableLearnersTest {
    private static final int ROWS = 500;

    private static List<TableContender> all() {
        return ServiceLoader.load(TablePeers.class).findFirst().orElseThrow().list();
    }

    /** Without those that differ from others in nothing but ten times the trees. */
    static List<TableContender.Online> online() {
        return all().stream()
                .filter(contender -> contender instanceof TableContender.Online
                        && !contender.name().endsWith("-100"))
                .map(contender -> (TableContender.Online) contender)
                .toList();
    }

    private static void requireNatives(TableContender contender) {
        boolean here = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(
                here || !contender.name().equals("VW"), "Vowpal Wabbit's jar brings natives for Linux on x86-64 only");
    }

    /** A large number, which all but tells the class, a category and noise; of each a few are missing. */
    private static TableSet table(int classes) {
        List<Column> columns = List.of(
                new Column.Number("large"),
                new Column.Category("colour", List.of("red", "blue", "green"), 1),
                new Column.Number("noise"));
        Random random = new Random(7);
        float[] values = new float[ROWS * 3];
        int[] labels = new int[ROWS];
        for (int t = 0; t < ROWS; t++) {
            labels[t] = random.nextInt(classes);
            boolean told = random.nextInt(10) > 0;
            values[3 * t] = told ? 1000 * labels[t] + 100 * (float) random.nextGaussian() : Float.NaN;
            values[3 * t + 1] = random.nextInt(3) > 0 ? labels[t] : random.nextInt(12) == 0 ? Float.NaN : 3;
            values[3 * t + 2] = random.nextInt(20) == 0 ? Float.NaN : random.nextFloat();
        }
        List<String> names = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
        return new TableSet(columns, names, LabelledRows.of(Rows.of(values, 3), labels));
    }

    private static StreamEvaluation learn(TableContender.Online contender, TableSet set, long seed) {
        StreamEvaluation evaluation = new StreamEvaluation(set.classes(), 100);
        try (OnlineLearner learner = contender.prepare(set, seed)) {
            new Prequential(learner).blockRows(150).listener(evaluation).learn(set.rows());
            assertEquals(ROWS, learner.rowsLearned());
        }
        return evaluation;
    }

    @ParameterizedTest
    @MethodSource("online")
    void learnsTablesOfTwoAndOfMoreClasses(TableContender.Online contender) {
        requireNatives(contender);
        for (int classes : List.of(2, 3)) {
            TableSet set = table(classes);
            StreamEvaluation evaluation = learn(contender, set, 1);
            double accuracy = evaluation.measures().accuracy();
            assertTrue(accuracy > 0.75 && accuracy < 1, contender.name() + ": " + accuracy);
            assertTrue(evaluation.measures().logLoss() < Math.log(classes), contender.name());
            StreamEvaluation again = learn(contender, set, 1);
            assertEquals(evaluation.measures().logLoss(), again.measures().logLoss(), contender.name());
        }
    }

    /** Whatever is said of a row is said before it is learnt, however rows are cut into blocks. */
    @ParameterizedTest
    @MethodSource("online")
    void whatLearningHandsOutIsWhatPredictingWouldHaveGiven(TableContender.Online contender) {
        requireNatives(contender);
        TableSet set = table(3);
        int rows = 60;
        float[] together = new float[rows * 3];
        try (OnlineLearner learner = contender.prepare(set, 3)) {
            learner.learn(set.rows().part(0, rows).rows(), set.rows().targets(), together);
        }
        float[] predicted = new float[3];
        float[] before = new float[3];
        try (OnlineLearner learner = contender.prepare(set, 3)) {
            for (int t = 0; t < rows; t++) {
                LabelledRows row = set.rows().part(t, 1);
                learner.predict(row.rows(), predicted);
                learner.learn(row.rows(), row.targets(), before);
                assertArrayEquals(before, predicted, 1e-5f, contender.name());
                assertArrayEquals(Arrays.copyOfRange(together, 3 * t, 3 * t + 3), before, 1e-5f, contender.name());
            }
        }
    }

    @Test
    void whatSeesAllRowsAtOncePredictsTheOthers() {
        TableContender.Offline trees = (TableContender.Offline) all().stream()
                .filter(contender -> contender.name().equals("XGBoost"))
                .findFirst()
                .orElseThrow();
        for (int classes : List.of(2, 3)) {
            TableSet set = table(classes);
            LabelledRows test = set.rows().part(400, 100);
            Predictions predictions = trees.predict(set.part(0, 400), test.rows(), 1);
            assertEquals(classes == 2 ? 1 : 3, predictions.outputs());
            int correct = predictions.correct((Targets.Classes) test.targets());
            assertTrue(correct > 90, "" + correct);
        }
    }

    @Test
    void forestsOfMoaDifferByTheirSeed() {
        TableContender.Online forest = online().get(0);
        assertEquals("ARF-10", forest.name());
        TableSet set = table(3);
        assertTrue(learn(forest, set, 1).measures().logLoss()
                != learn(forest, set, 2).measures().logLoss());
    }

    @Test
    void haveTheNamesThatTheComparisonKnowsThemBy() {
        assertEquals(
                List.of("ARF-10", "ARF-100", "SRP-10", "SRP-100", "HAT", "NB", "Tribuo", "VW", "XGBoost"),
                all().stream().map(TableContender::name).toList());
        all().forEach(contender ->
                assertTrue(contender.method().matches("[A-Z].* \\d+\\.\\d+.*: .*"), contender.method()));
    }
}
