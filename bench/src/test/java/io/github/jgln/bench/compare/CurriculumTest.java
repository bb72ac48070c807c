package io.github.jgln.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.compare.Curriculum.Outcome;
import io.github.jgln.bench.compare.Curriculum.Stage;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Starts a process for each curriculum. */
class CurriculumTest {
    private static final float[] ROWS = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final int[] LABELS = {0, 1, 1, 0};

    /** No row is of the third class, which is that of rows the contender does not know. */
    private static final Dataset FOUR_ROWS = new Dataset("four rows", 2, List.of("a", "b", "c"), ROWS, LABELS);

    private static Outcome learn(String contender, Stage... stages) throws IOException {
        return new Curriculum(contender, 1, List.of(new int[] {0, 1}, new int[] {1, 0}), List.of(stages))
                .run(new Split(FOUR_ROWS, FOUR_ROWS));
    }

    @Test
    void oneModelLearnsTheStagesInOrderAndIsTestedAfterEach() throws IOException {
        Outcome outcome = learn(
                MemorisingContender.NAME,
                new Stage(Curriculum.AS_THEY_ARE, 0, 1, List.of(Curriculum.AS_THEY_ARE, 0, 1)),
                new Stage(1, 1, 3, List.of(0, 1)),
                new Stage(0, 2, 2, List.of()),
                new Stage(0, 0, 4, List.of(1, 0)));
        assertEquals(null, outcome.unavailable());
        assertEquals(
                List.of(List.of(0.25, 0.25, 0.0), List.of(0.25, 0.5), List.of(), List.of(0.5, 1.0)),
                outcome.results().stream()
                        .map(Curriculum.StageResult::accuracies)
                        .toList());
        assertTrue(
                outcome.results().get(3).seconds() >= outcome.results().get(0).seconds());
        assertTrue(outcome.results().get(0).seconds() > 0);
    }

    @Test
    void whatCannotBeHadSaysWhy() throws IOException {
        Stage stage = new Stage(0, 0, 1, List.of(0));
        assertTrue(learn("nobody", stage).unavailable().contains("class path"));
        String halted = learn(HaltingContender.NAME, stage).unavailable();
        assertTrue(halted.contains("exit code 7") && halted.contains("last words"), halted);
    }
}
