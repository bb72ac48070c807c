package io.github.jgln.bench.compare;

import io.github.jgln.bench.compare.Curriculum.Outcome;
import io.github.jgln.bench.compare.Curriculum.Stage;
import io.github.jgln.bench.compare.Curriculum.StageResult;
import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.rows.CompareData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The process of one contender that learns {@link Curriculum}. */
final class CurriculumMain {
    private static final double NANOS = 1e9;

    private CurriculumMain() {}

    /**
     * @param args the file of the {@link Curriculum.Task}
     */
    public static void main(String[] args) throws IOException {
        ContenderMain.endWithParent();
        Curriculum.Task task = JsonFiles.read(Path.of(args[0]), Curriculum.Task.class);
        Outcome outcome;
        try {
            outcome = learn(task.curriculum(), DataFile.read(Path.of(task.data())));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            outcome = new Outcome(List.of(), ContenderMain.reason(e));
        }
        JsonFiles.write(Path.of(task.result()), outcome);
        // Libraries may have left threads behind.
        System.exit(0);
    }

    private static Outcome learn(Curriculum curriculum, CompareData data) throws IOException {
        Contender contender = ContenderMain.find(curriculum.contender()).orElse(null);
        if (contender == null) {
            return new Outcome(List.of(), ContenderMain.NOT_THERE.toString());
        }
        List<StageResult> results = new ArrayList<>();
        try (Learner learner = contender.prepare(data, curriculum.seed())) {
            long nanos = 0;
            for (Stage stage : curriculum.stages()) {
                if (stage.to() > stage.from()) {
                    CompareData rows = ordered(range(data, stage.from(), stage.to()), curriculum, stage.order());
                    long start = System.nanoTime();
                    learner.on(rows).learn(LearningCurve.over(rows.rowCount()));
                    nanos += System.nanoTime() - start;
                }
                List<Double> accuracies = new ArrayList<>();
                for (int order : stage.tests()) {
                    CompareData test = ordered(data.first(1), curriculum, order);
                    accuracies.add((double) learner.on(test).correctTestRows() / data.testCount());
                }
                results.add(new StageResult(accuracies, nanos / NANOS));
            }
        }
        return new Outcome(results, null);
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

    private static CompareData ordered(CompareData data, Curriculum curriculum, int order) {
        if (order == Curriculum.AS_THEY_ARE) {
            return data;
        }
        int[] features = curriculum.orders().get(order);
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
