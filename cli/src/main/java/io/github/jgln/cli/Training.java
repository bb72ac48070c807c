package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.Score;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
    private final List<Epoch> epochs;
    private final Map<String, Long> phases = new HashMap<>();
    private final long rowsBefore;
    private Score online;
    private Checkpoint checkpoint;
    private long nanos;

    /** @param progress what has been done already, by the process that left a checkpoint */
    Training(GLN gln, Split split, Screen screen, TrainingProgress progress) {
        this.gln = gln;
        this.split = split;
        this.screen = screen;
        this.epochs = new ArrayList<>(progress.epochs());
        this.online = progress.online();
        this.rowsBefore = gln.rowsLearned();
    }

    /**
     * One pass.
     *
     * @param online of the training rows, each predicted before it was learnt
     * @param test of the test rows, predicted after the pass
     */
    record Epoch(Score online, Score test) {}

    /**
     * Where and how often to leave the model and the progress.
     *
     * @param notes of the model, beside those of the progress
     * @param data the checksum of the training rows
     */
    record Checkpoint(Path file, int every, Map<String, String> notes, String data) {}

    void checkpoints(Checkpoint wanted) {
        checkpoint = wanted;
    }

    List<Epoch> epochs() {
        return epochs;
    }

    /** What learning took in this process, with its own predictions and nothing else. */
    double seconds() {
        return nanos / 1e9;
    }

    /** The rows learnt in this process. */
    long rows() {
        return gln.rowsLearned() - rowsBefore;
    }

    /** The rows learnt before it. */
    long rowsBefore() {
        return rowsBefore;
    }

    /** Nanoseconds of learning by phase, summed over threads. */
    Map<String, Long> phases() {
        return phases;
    }

    void run(int passes) throws IOException {
        for (int pass = epochs.size() + 1; pass <= passes; pass++) {
            learn(passes == 1 ? "learning" : "epoch " + pass + "/" + passes);
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
            online = new Score(0, 0);
            save();
        }
    }

    private void learn(String task) throws IOException {
        Map<String, Long> before = gln.phaseNanos();
        int first = (int) online.rows();
        int every = checkpoint == null ? Integer.MAX_VALUE : checkpoint.every();
        try (Progress progress = screen.rows(task, split.train().rowCount())) {
            Meter meter = new Meter(progress, first);
            long start = System.nanoTime();
            long[] saving = new long[1];
            gln.learn(new DatasetRows(split.train(), first, every), (labels, predictions) -> {
                online = new Score(
                        online.rows() + predictions.rowCount(), online.correct() + predictions.correct(labels));
                meter.show(online);
                if (online.rows() % every == 0) {
                    long began = System.nanoTime();
                    save();
                    saving[0] += System.nanoTime() - began;
                }
            });
            nanos += System.nanoTime() - start - saving[0];
        }
        gln.phaseNanos()
                .forEach((phase, total) -> phases.merge(phase, total - before.getOrDefault(phase, 0L), Long::sum));
    }

    private void save() {
        if (checkpoint == null) {
            return;
        }
        Map<String, String> notes = new HashMap<>(checkpoint.notes());
        notes.putAll(new TrainingProgress(checkpoint.data(), epochs, online).asNote());
        try {
            gln.save(checkpoint.file(), notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The running figures beside the progress. */
    private static final class Meter {
        private final Progress progress;
        private final long start = System.nanoTime();
        private final long first;

        Meter(Progress progress, long first) {
            this.progress = progress;
            this.first = first;
        }

        void show(Score online) {
            progress.at(
                    online.rows(),
                    String.format(
                            Locale.ROOT,
                            "%,.0f rows/s, online %.2f%%",
                            (online.rows() - first) / ((System.nanoTime() - start) / 1e9),
                            100 * online.accuracy()));
        }
    }
}
