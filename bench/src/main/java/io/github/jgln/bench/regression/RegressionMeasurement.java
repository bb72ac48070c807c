package io.github.jgln.bench.regression;

import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Targets;
import io.github.jgln.bench.host.Host;
import io.github.jgln.bench.process.WorkerProgress;
import io.github.jgln.evaluation.GaussianMeasures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Measures one contender on one table: warms up on throw-away models, then learns with a new one, once, and predicts what is held out. */
final class RegressionMeasurement {
    /** Learnt, but measured of nobody: nobody knows the target's scale before. */
    static final int UNMEASURED_ROWS = 10;

    private static final double NANOS = 1e9;
    private static final int WARM_UP_ROWS = 1000;
    private static final int BLOCK = 4096;

    private final RegressionTask task;
    private final RegressionContender contender;
    private final WorkerProgress progress;
    private final NumberTable table;
    private final NumberTable.Split split;

    /** Reads the table. */
    RegressionMeasurement(RegressionTask task, RegressionContender contender, WorkerProgress progress)
            throws IOException {
        this.task = task;
        this.contender = contender;
        this.progress = progress;
        progress.at("reading", 0, 1);
        this.table = NumberTable.read(Path.of(task.file()));
        this.split = table.split(0, task.shuffled() ? OptionalLong.of(task.seed()) : OptionalLong.empty());
        if (split.train().count() <= UNMEASURED_ROWS) {
            throw new IllegalArgumentException("expected more than " + UNMEASURED_ROWS + " rows to learn, got "
                    + split.train().count());
        }
    }

    RegressionRun run() {
        warmUp();
        LabelledRows train = split.train();
        try (OnlineLearner learner = contender.prepare(table.features(), train.count(), task.seed())) {
            GaussianMeasures prequential = new GaussianMeasures();
            float[] pairs = new float[2 * train.count()];
            // What reading and warming up left behind is not the pass's to collect.
            System.gc();
            double seconds = learn(learner, train, pairs);
            count(prequential, train, pairs, UNMEASURED_ROWS);
            return new RegressionRun(
                    task.data(),
                    train.count(),
                    table.features(),
                    contender.name(),
                    contender.method(),
                    task.seed(),
                    RegressionFigures.of(prequential),
                    split.test().count() == 0 ? null : heldOut(learner),
                    seconds,
                    train.count() / seconds,
                    task.version(),
                    Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                    Host.machine().processor());
        }
    }

    /** Writes what was said of each row before it was learnt; returns the seconds that took. */
    private double learn(OnlineLearner learner, LabelledRows rows, float[] pairs) {
        long nanos = 0;
        for (int from = 0; from < rows.count(); from += BLOCK) {
            progress.at("learning", from, rows.count());
            LabelledRows block = rows.part(from, Math.min(BLOCK, rows.count() - from));
            float[] before = new float[2 * block.count()];
            long start = System.nanoTime();
            learner.learn(block.rows(), block.targets(), before);
            nanos += System.nanoTime() - start;
            System.arraycopy(before, 0, pairs, 2 * from, before.length);
        }
        progress.at("learning", rows.count(), rows.count());
        return nanos / NANOS;
    }

    private RegressionFigures heldOut(OnlineLearner learner) {
        LabelledRows test = split.test();
        float[] pairs = new float[2 * test.count()];
        learner.predict(test.rows(), pairs);
        GaussianMeasures measures = new GaussianMeasures();
        count(measures, test, pairs, 0);
        return RegressionFigures.of(measures);
    }

    private static void count(GaussianMeasures measures, LabelledRows rows, float[] pairs, int from) {
        Targets.Reals targets = (Targets.Reals) rows.targets();
        for (int t = from; t < rows.count(); t++) {
            measures.row(pairs[2 * t], pairs[2 * t + 1], targets.of()[targets.from() + t]);
        }
    }

    private void warmUp() {
        progress.at("warming up", 0, 1);
        LabelledRows some =
                split.train().part(0, Math.min(WARM_UP_ROWS, split.train().count()));
        long start = System.nanoTime();
        do {
            try (OnlineLearner learner = contender.prepare(table.features(), some.count(), task.seed())) {
                learner.learn(some.rows(), some.targets(), new float[2 * some.count()]);
            }
        } while ((System.nanoTime() - start) / NANOS < task.warmUpSeconds());
    }
}
