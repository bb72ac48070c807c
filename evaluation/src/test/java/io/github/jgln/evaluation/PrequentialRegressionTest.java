package io.github.jgln.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Gaussians;
import io.github.jgln.LabelledRows;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrequentialRegressionTest {
    private static final LabelledRows ROWS = NumberStub.rows(500, 2);

    @AfterEach
    void forgetInterruption() {
        Thread.interrupted();
    }

    private static RegressionEvaluation evaluation() {
        return new RegressionEvaluation(List.of("a", "b"), 50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 499, 500, 4096})
    void blocksOfAnySizeGiveTheSameFigures(int blockRows) throws IOException {
        RegressionEvaluation expected = evaluation();
        NumberStub stub = new NumberStub(2);
        for (int t = 0; t < ROWS.count(); t++) {
            float[] before = new float[4];
            LabelledRows row = ROWS.part(t, 1);
            stub.learn(row.rows(), row.targets(), before);
            expected.rows(new Gaussians(1, 2, before), (Targets.Reals) row.targets());
        }
        RegressionEvaluation inMemory = evaluation();
        new PrequentialRegression(new NumberStub(2), inMemory)
                .blockRows(blockRows)
                .learn(ROWS);
        RegressionEvaluation stream = evaluation();
        new PrequentialRegression(new NumberStub(2), stream)
                .blockRows(blockRows)
                .learn(ROWS.source());

        for (int c = 0; c < 2; c++) {
            double rmse = expected.targets().get(c).measures().rmse();
            assertTrue(rmse > 1 && rmse < 60, "neither trivial nor lost: " + rmse);
            assertEquals(rmse, inMemory.targets().get(c).measures().rmse());
            assertEquals(rmse, stream.targets().get(c).measures().rmse());
        }
        assertEquals(500, stream.rows());
    }

    @Test
    void theListenerHearsOfEachBlockWithTheEvaluationSoFar() {
        List<Long> heard = new ArrayList<>();

        new PrequentialRegression(new NumberStub(2), evaluation())
                .blockRows(200)
                .listener(block -> {
                    heard.add(block.evaluation().rows());
                    assertEquals(block.rows().count(), block.predictions().rowCount());
                })
                .learn(ROWS);

        assertEquals(List.of(200L, 400L, 500L), heard);
    }

    @Test
    void anInterruptionEndsItBetweenTwoBlocks() {
        RegressionEvaluation evaluation = evaluation();
        PrequentialRegression pass = new PrequentialRegression(new NumberStub(2), evaluation)
                .blockRows(100)
                .listener(block -> Thread.currentThread().interrupt());

        LearningInterruptedException stopped = assertThrows(LearningInterruptedException.class, () -> pass.learn(ROWS));

        assertEquals(100, stopped.rowsLearned());
        assertEquals(100, evaluation.rows());
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingIsLearnt() {
        NumberStub stub = new NumberStub(2);
        PrequentialRegression pass = new PrequentialRegression(stub, evaluation());
        LabelledRows classes = LabelledRows.of(Rows.of(new float[3], 1), new int[3]);

        refused("targets: expected 2 numbers of each row, got classes", () -> pass.learn(classes));
        refused("targets: expected 2 numbers of each row, got 1", () -> pass.learn(NumberStub.rows(3, 1)));
        assertEquals(List.of(), stub.calls);
        refused(
                "evaluation: expected one of 3 targets, as the learner has, got 2",
                () -> new PrequentialRegression(new NumberStub(3), evaluation()));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new PrequentialRegression(new StubLearner(), evaluation()))
                .getMessage();
        assertTrue(message.startsWith("expected a learner of numbers, got one of "), message);
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable what) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
    }

    @Test
    void eachPassIsMeasuredAndTestedAfterIt() {
        NumberStub stub = new NumberStub(2);
        LabelledRows test = ROWS.part(400, 100);
        RegressionTraining training = new RegressionTraining(stub, ROWS.part(0, 400), test, List.of("a", "b"), 50);

        RegressionTraining.Pass first = training.pass(block -> {});
        assertEquals(
                GaussianMeasures.of(stub, test).get(1).rmse(),
                first.test().get(1).rmse());
        RegressionTraining.Pass second = training.pass(block -> {});

        assertEquals(List.of(first, second), training.passes());
        assertEquals(800, training.rows());
        assertEquals(400, second.online().rows());
        assertEquals(100, second.test().get(0).rows());
    }
}
