package io.github.jgln.bench.tables;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.bench.host.Host;
import io.github.jgln.bench.process.WorkerProgress;
import io.github.jgln.bench.tables.TableRun.Measure;
import io.github.jgln.evaluation.ClassificationMeasures;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import io.github.jgln.evaluation.StreamEvaluation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Measures one contender on one table: warms up on throw-away models, then learns with a new one, once. */
final class TableMeasurement {
    private static final double NANOS = 1e9;
    private static final int WARM_UP_ROWS = 1000;

    /** Rows that the sliding measures go back, which nobody asks for here. */
    private static final int WINDOW = 1000;

    /** Of a table whose other rows are held out. */
    private static final double LEARNT_PART = 0.8;

    private final TableTask task;
    private final TableContender contender;
    private final WorkerProgress progress;
    private final TableSet set;
    private final TableSet learnt;

    /** Reads the table. */
    TableMeasurement(TableTask task, TableContender contender, WorkerProgress progress) {
        this.task = task;
        this.contender = contender;
        this.progress = progress;
        progress.at("reading", 0, 1);
        this.set = TableSet.read(Path.of(task.file()), task.label(), task.limit());
        this.learnt = task.measure() == Measure.HELD_OUT ? set.part(0, (int) (LEARNT_PART * set.count())) : set;
        if (learnt.count() == 0) {
            throw new IllegalArgumentException("expected at least 2 rows, to hold some out, got " + set.count());
        }
    }

    TableRun run() {
        StreamEvaluation evaluation = new StreamEvaluation(set.classes(), WINDOW);
        double seconds = contender instanceof TableContender.Online online
                ? online(online, evaluation)
                : offline((TableContender.Offline) contender, evaluation);
        ClassificationMeasures measures = evaluation.measures();
        return new TableRun(
                task.data(),
                set.count(),
                set.columns().size(),
                set.classes().size(),
                contender.name(),
                contender.method(),
                task.measure(),
                task.seed(),
                measures.accuracy(),
                measures.logLoss(),
                measures.kappa(),
                seconds,
                learnt.count() / seconds,
                task.version(),
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                Host.machine().processor());
    }

    private double online(TableContender.Online online, StreamEvaluation evaluation) {
        warmUp(online);
        try (OnlineLearner learner = online.prepare(learnt, task.seed())) {
            Prequential.Listener told =
                    block -> progress.at("learning", (int) block.score().rows(), learnt.count());
            Prequential pass = new Prequential(learner)
                    .listener(task.measure() == Measure.HELD_OUT ? told : told.andThen(evaluation));
            // What reading and warming up left behind is not the pass's to collect.
            System.gc();
            pass.learn(learnt.rows());
            if (task.measure() == Measure.HELD_OUT) {
                LabelledRows test = test();
                float[] logits = new float[test.count() * learner.outputs()];
                learner.predict(test.rows(), logits);
                score(new Predictions(test.count(), learner.outputs(), learner.coupling(), logits), evaluation);
            }
            return pass.seconds();
        }
    }

    private void warmUp(TableContender.Online online) {
        progress.at("warming up", 0, 1);
        TableSet some = set.part(0, Math.min(WARM_UP_ROWS, set.count()));
        long start = System.nanoTime();
        do {
            try (OnlineLearner learner = online.prepare(some, task.seed())) {
                new Prequential(learner).learn(some.rows());
            }
        } while ((System.nanoTime() - start) / NANOS < task.warmUpSeconds());
    }

    private double offline(TableContender.Offline offline, StreamEvaluation evaluation) {
        progress.at("learning", 0, 1);
        long start = System.nanoTime();
        Predictions predictions = offline.predict(learnt, test().rows(), task.seed());
        double seconds = (System.nanoTime() - start) / NANOS;
        score(predictions, evaluation);
        return seconds;
    }

    private LabelledRows test() {
        return set.rows().part(learnt.count(), set.count() - learnt.count());
    }

    private void score(Predictions predictions, StreamEvaluation evaluation) {
        evaluation.learnt(new Prequential.Block(test(), predictions, Score.NONE, 0));
    }
}
