package io.github.jgln.bench.regression;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.process.Worker;
import io.github.jgln.bench.regression.RegressionTask.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The process of one contender on one table of numbers. */
final class RegressionMain {
    private RegressionMain() {}

    /**
     * @param args the file of the {@link RegressionTask}
     */
    public static void main(String[] args) throws IOException {
        Worker.endWithParent();
        RegressionTask task = JsonFiles.read(Path.of(args[0]), RegressionTask.class);
        JsonFiles.write(Path.of(task.result()), outcome(task));
        // Libraries may have left threads behind.
        System.exit(0);
    }

    private static Outcome outcome(RegressionTask task) {
        try {
            Optional<RegressionContender> contender = RegressionContenders.find(task.contender());
            return contender.isPresent()
                    ? new Outcome(new RegressionMeasurement(task, contender.get(), Worker::progress).run(), null)
                    : new Outcome(null, RegressionContenders.NOT_THERE);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            return new Outcome(null, Worker.reason(e));
        }
    }
}
