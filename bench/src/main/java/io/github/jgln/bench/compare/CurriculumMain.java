package io.github.jgln.bench.compare;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.bench.compare.Curriculum.Outcome;
import io.github.jgln.bench.compare.Curriculum.Stage;
import io.github.jgln.bench.compare.Curriculum.StageResult;
import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.process.Worker;
import io.github.jgln.data.Split;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of one contender that learns {@link Curriculum}. */
final class CurriculumMain {
    private CurriculumMain() {}

    /**
     * @param args the file of the {@link Curriculum.Task}
     */
    public static void main(String[] args) throws IOException {
        Worker.endWithParent();
        Curriculum.Task task = JsonFiles.read(Path.of(args[0]), Curriculum.Task.class);
        Outcome outcome;
        try {
            outcome = learn(task.curriculum(), DataFile.read(Path.of(task.data())));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            outcome = new Outcome(List.of(), Worker.reason(e));
        }
        JsonFiles.write(Path.of(task.result()), outcome);
        // Libraries may have left threads behind.
        System.exit(0);
    }

    private static Outcome learn(Curriculum curriculum, Split data) throws IOException {
        Contender contender = ContenderMain.find(curriculum.contender()).orElse(null);
        if (contender == null) {
            return new Outcome(List.of(), ContenderMain.NOT_THERE.toString());
        }
        List<StageResult> results = new ArrayList<>();
        try (OnlineLearner learner = contender.prepare(data.train(), curriculum.seed())) {
            Prequential passes = new Prequential(learner);
            for (Stage stage : curriculum.stages()) {
                LabelledRows rows = data.train().range(stage.from(), stage.to()).labelled();
                passes.learn(curriculum.order(stage.order()).source(rows));
                List<Double> accuracies = new ArrayList<>();
                for (int order : stage.tests()) {
                    LabelledRows test =
                            curriculum.order(order).apply(data.test().labelled());
                    accuracies.add(Score.of(learner, test).accuracy());
                }
                results.add(new StageResult(accuracies, passes.seconds()));
            }
        }
        return new Outcome(results, null);
    }
}
