package io.github.jgln.bench;

import io.github.jgln.bench.Lessons.Lesson;
import io.github.jgln.bench.Lessons.Marks;
import io.github.jgln.bench.Lessons.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The process of one contender that learns {@link Lessons}. */
final class LessonsMain {
    private static final double NANOS = 1e9;

    private LessonsMain() {}

    /**
     * @param args the file of the {@link Lessons.Task}
     */
    public static void main(String[] args) throws IOException {
        ContenderMain.endWithParent();
        Lessons.Task task = CompareJson.read(Path.of(args[0]), Lessons.Task.class);
        Outcome outcome;
        try {
            outcome = learn(task.lessons(), DataFile.read(Path.of(task.data())));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            outcome = new Outcome(List.of(), ContenderMain.reason(e));
        }
        CompareJson.write(Path.of(task.result()), outcome);
        // Libraries may have left threads behind.
        System.exit(0);
    }

    private static Outcome learn(Lessons lessons, CompareData data) throws IOException {
        Contender contender = ContenderMain.find(lessons.contender()).orElse(null);
        if (contender == null) {
            return new Outcome(List.of(), ContenderMain.NOT_THERE.toString());
        }
        List<Marks> marks = new ArrayList<>();
        try (Learner learner = contender.prepare(data, lessons.seed())) {
            long nanos = 0;
            for (Lesson lesson : lessons.lessons()) {
                if (lesson.to() > lesson.from()) {
                    CompareData rows = ordered(range(data, lesson.from(), lesson.to()), lessons, lesson.order());
                    long start = System.nanoTime();
                    learner.on(rows).learn(Course.over(rows.rowCount()));
                    nanos += System.nanoTime() - start;
                }
                List<Double> accuracies = new ArrayList<>();
                for (int order : lesson.tests()) {
                    CompareData test = ordered(data.first(1), lessons, order);
                    accuracies.add((double) learner.on(test).correctTestRows() / data.testCount());
                }
                marks.add(new Marks(accuracies, nanos / NANOS));
            }
        }
        return new Outcome(marks, null);
    }

    private static CompareData range(CompareData data, int from, int to) {
        int n = data.features();
        return new CompareData(
                data.name(),
                n,
                data.classes(),
                Arrays.copyOfRange(data.rows(), from * n, to * n),
                Arrays.copyOfRange(data.labels(), from, to),
                data.testRows(),
                data.testLabels());
    }

    private static CompareData ordered(CompareData data, Lessons lessons, int order) {
        if (order == Lessons.AS_THEY_ARE) {
            return data;
        }
        int[] features = lessons.orders().get(order);
        return new CompareData(
                data.name(),
                data.features(),
                data.classes(),
                ordered(data.rows(), features),
                data.labels(),
                ordered(data.testRows(), features),
                data.testLabels());
    }

    private static float[] ordered(float[] rows, int[] order) {
        float[] ordered = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ordered[i] = rows[i - i % order.length + order[i % order.length]];
        }
        return ordered;
    }
}
