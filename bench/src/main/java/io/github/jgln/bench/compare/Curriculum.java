package io.github.jgln.bench.compare;

import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.process.WorkFolder;
import io.github.jgln.bench.process.WorkerProcess;
import io.github.jgln.bench.rows.FeatureOrder;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * What one contender of {@code bench-peers} is to learn, piece by piece, and when to be tested; it does so in a process of its
 * own, as in a {@link Comparison}.
 *
 * @param contender its name
 * @param seed of all that is drawn
 * @param orders {@code [N]} each: feature j of a row is feature {@code order[j]} of the data's
 * @param stages one after the other
 */
public record Curriculum(String contender, long seed, List<int[]> orders, List<Stage> stages) {
    /** Stands for the features as they are. */
    public static final int AS_THEY_ARE = -1;

    public Curriculum {
        orders = List.copyOf(orders);
        stages = List.copyOf(stages);
    }

    /**
     * Some rows to learn, then tests on all test rows.
     *
     * @param order which of the orders; or {@link #AS_THEY_ARE}
     * @param from the first row
     * @param to the row after the last one; none are learnt where it is the first
     * @param tests in which orders to test; each gives an accuracy
     */
    public record Stage(int order, int from, int to, List<Integer> tests) {
        public Stage {
            tests = List.copyOf(tests);
        }
    }

    /**
     * After a stage.
     *
     * @param accuracies one for each test
     * @param seconds of learning so far
     */
    public record StageResult(List<Double> accuracies, double seconds) {
        public StageResult {
            accuracies = List.copyOf(accuracies);
        }
    }

    /**
     * @param results one for each stage; none where it is unavailable
     * @param unavailable why; null where it is not
     */
    public record Outcome(List<StageResult> results, String unavailable) {
        public Outcome {
            results = List.copyOf(results);
        }
    }

    /**
     * Starts the process and waits for its end.
     *
     * @throws CancellationException when somebody stopped it
     * @throws IOException when a file in between cannot be written
     */
    public Outcome run(Split data) throws IOException {
        try (WorkFolder folder = WorkFolder.create("jgln-curriculum")) {
            Path rows = folder.resolve("data");
            DataFile.write(rows, data);
            ContenderProcess process = new ContenderProcess(folder.path(), System.getProperty(WorkerProcess.PEERS, ""));
            return process.learn(new Task(
                    this, rows.toString(), folder.resolve("result.json").toString()));
        }
    }

    /** What a stage's number stands for. */
    FeatureOrder order(int number) {
        return number == AS_THEY_ARE ? FeatureOrder.AS_THEY_ARE : FeatureOrder.of(orders.get(number));
    }

    /** What the process is told. */
    record Task(Curriculum curriculum, String data, String result) {}
}
