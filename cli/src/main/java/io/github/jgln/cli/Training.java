package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.Score;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Learns the training rows, once or more, and scores the test rows after each pass. */
final class Training {
    private final GLN gln;
    private final Split split;
    private final Screen screen;
    private final List<Epoch> epochs = new ArrayList<>();
    private final Map<String, Long> phases = new HashMap<>();
    private long nanos;

    Training(GLN gln, Split split, Screen screen) {
        this.gln = gln;
        this.split = split;
        this.screen = screen;
    }

    /**
     * One pass.
     *
     * @param online of the training rows, each predicted before it was learnt
     * @param test of the test rows, predicted after the pass
     */
    record Epoch(Score online, Score test) {}

    List<Epoch> epochs() {
        return epochs;
    }

    /** What learning took, with its own predictions and nothing else. */
    double seconds() {
        return nanos / 1e9;
    }

    /** Nanoseconds of learning by phase, summed over threads. */
    Map<String, Long> phases() {
        return phases;
    }

    void run(int passes) throws IOException {
        for (int pass = 1; pass <= passes; pass++) {
            Score online = learn(passes == 1 ? "learning" : "epoch " + pass + "/" + passes);
            Score test = gln.predict(new DatasetRows(split.test()), (labels, predictions) -> {});
            epochs.add(new Epoch(online, test));
            if (passes > 1) {
                screen.line(String.format(
                        Locale.ROOT,
                        "epoch %d/%d: online accuracy %.2f %%, test accuracy %.2f %%",
                        pass,
                        passes,
                        100 * online.accuracy(),
                        100 * test.accuracy()));
            }
        }
    }

    private Score learn(String task) throws IOException {
        Map<String, Long> before = gln.phaseNanos();
        Score score;
        try (Progress progress = screen.rows(task, split.train().rowCount())) {
            Meter meter = new Meter(progress);
            long start = System.nanoTime();
            score = gln.learn(new DatasetRows(split.train()), (labels, predictions) -> {
                meter.block(predictions.rowCount(), predictions.correct(labels));
            });
            nanos += System.nanoTime() - start;
        }
        gln.phaseNanos()
                .forEach((phase, total) -> phases.merge(phase, total - before.getOrDefault(phase, 0L), Long::sum));
        return score;
    }

    /** The running figures beside the progress. */
    private static final class Meter {
        private final Progress progress;
        private final long start = System.nanoTime();
        private long rows;
        private long correct;

        Meter(Progress progress) {
            this.progress = progress;
        }

        void block(int rowCount, int correctCount) {
            rows += rowCount;
            correct += correctCount;
            progress.at(
                    rows,
                    String.format(
                            Locale.ROOT,
                            "%,.0f rows/s, online %.2f%%",
                            rows / ((System.nanoTime() - start) / 1e9),
                            100.0 * correct / rows));
        }
    }
}
