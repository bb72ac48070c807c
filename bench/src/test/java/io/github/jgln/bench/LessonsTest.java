package io.github.jgln.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.Lessons.Lesson;
import io.github.jgln.bench.Lessons.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Starts a process for each lesson plan. */
class LessonsTest {
    private static final float[] ROWS = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final int[] LABELS = {0, 1, 1, 0};
    private static final CompareData DATA = new CompareData("four rows", 2, 2, ROWS, LABELS, ROWS, LABELS);

    private static Outcome learn(String contender, Lesson... lessons) throws IOException {
        return new Lessons(contender, 1, List.of(new int[] {0, 1}, new int[] {1, 0}), List.of(lessons)).run(DATA);
    }

    @Test
    void oneModelLearnsTheLessonsInOrderAndIsTestedAfterEach() throws IOException {
        Outcome outcome = learn(
                MemorisingContender.NAME,
                new Lesson(Lessons.AS_THEY_ARE, 0, 1, List.of(Lessons.AS_THEY_ARE, 0, 1)),
                new Lesson(1, 1, 3, List.of(0, 1)),
                new Lesson(0, 2, 2, List.of()),
                new Lesson(0, 0, 4, List.of(1, 0)));
        assertEquals(null, outcome.unavailable());
        assertEquals(
                List.of(List.of(0.25, 0.25, 0.0), List.of(0.25, 0.5), List.of(), List.of(0.5, 1.0)),
                outcome.marks().stream().map(Lessons.Marks::accuracies).toList());
        assertTrue(outcome.marks().get(3).seconds() >= outcome.marks().get(0).seconds());
        assertTrue(outcome.marks().get(0).seconds() > 0);
    }

    @Test
    void whatCannotBeHadSaysWhy() throws IOException {
        Lesson lesson = new Lesson(0, 0, 1, List.of(0));
        assertTrue(learn("nobody", lesson).unavailable().contains("class path"));
        String halted = learn(HaltingContender.NAME, lesson).unavailable();
        assertTrue(halted.contains("exit code 7") && halted.contains("last words"), halted);
    }
}
