package io.github.jgln.bench.regression;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.files.JsonLines;
import io.github.jgln.bench.process.WorkFolder;
import io.github.jgln.bench.process.WorkerProcess;
import io.github.jgln.bench.process.WorkerProgress;
import io.github.jgln.bench.regression.RegressionTask.Outcome;
import io.github.jgln.bench.tables.TablesComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Has contenders learn tables of numbers, each in a process of its own, one after the other: all contenders on one table, then the
 * next one, the smallest file first. Of a table with published splits the first is taken. What a file of results has already is not
 * measured again, so a run that was stopped goes on.
 */
public final class RegressionComparison {
    private static final double WARM_UP_SECONDS = 2;
    private static final JsonLines<RegressionRun> RUNS =
            new JsonLines<>(RegressionRun.class, "jgln compare regression");

    private final String version;
    private final Setting setting;
    private final List<String> contenders;
    private double warmUpSeconds = WARM_UP_SECONDS;

    /**
     * @param version of JGLN, for the results
     * @throws IllegalArgumentException for a contender that is not known, or numbers out of range
     */
    public RegressionComparison(String version, Setting setting) {
        this.version = version;
        this.setting = setting;
        this.contenders = RegressionContenders.choose(setting.contenders());
    }

    /**
     * What is compared.
     *
     * @param files tables as {@link NumberTable} has them
     * @param contenders by name; empty for all
     * @param shuffled whether rows are learnt in an order drawn by the seed, else in the file's
     * @param seeds how many, from 0 on
     */
    public record Setting(List<Path> files, List<String> contenders, boolean shuffled, int seeds) {
        public Setting {
            files = List.copyOf(files);
            contenders = List.copyOf(contenders);
            if (seeds < 1) {
                throw new IllegalArgumentException("seeds: expected at least 1, got " + seeds);
            }
        }
    }

    /** Is told how a comparison goes on. */
    public interface Listener {
        /**
         * A contender is at work.
         *
         * @param who and on what
         * @param what it does now
         * @param done of {@code total}; what is measured in rows, else in nothing
         */
        void progress(String who, String what, int done, int total);

        /** Another run is finished, and in the file. */
        void finished(RegressionRun run);

        /** A contender is not to be had, or failed. */
        void unavailable(String who, String why);
    }

    /** For tests: hardly warms up. */
    RegressionComparison brief() {
        warmUpSeconds = 0;
        return this;
    }

    /**
     * The tables in a folder, the smallest file first, then those of MATLAB's; or the one file.
     *
     * @throws IOException when there are none
     */
    public static List<Path> suite(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        List<Path> files = new ArrayList<>(TablesComparison.suite(folder).stream()
                .filter(file -> !NumberTable.holdsSplits(file))
                .toList());
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(MatlabFile::is).sorted().forEach(files::add);
        }
        return files;
    }

    /** The runs of a file; none where there is no such file. */
    public static List<RegressionRun> read(Path results) throws IOException {
        return RUNS.read(results);
    }

    /**
     * Measures what the results lack.
     *
     * @param results file of {@link RegressionRun}s, to which each is added as soon as it is there
     * @throws CancellationException when somebody stopped the contender at work
     * @throws IOException when a file cannot be written or read
     */
    public void run(Path results, Listener listener) throws IOException {
        List<RegressionRun> known = read(results);
        try (WorkFolder folder = WorkFolder.create("jgln-regression")) {
            WorkerProcess process = new WorkerProcess(folder.path(), System.getProperty(WorkerProcess.PEERS, ""));
            for (Path file : setting.files()) {
                String data = NumberTable.name(file) + (setting.shuffled() ? ", shuffled" : "");
                for (String contender : contenders) {
                    for (int seed = 0; seed < setting.seeds(); seed++) {
                        RegressionTask task = new RegressionTask(
                                contender,
                                data,
                                file.toString(),
                                setting.shuffled(),
                                seed,
                                warmUpSeconds,
                                version,
                                folder.resolve("result.json").toString());
                        if (known.stream().noneMatch(run -> run.of(task))) {
                            run(task, process, results, listener);
                        }
                    }
                }
            }
        }
    }

    private void run(RegressionTask task, WorkerProcess process, Path results, Listener listener) throws IOException {
        String who = task.data() + ", " + task.contender() + (setting.seeds() == 1 ? "" : ", seed " + task.seed());
        WorkerProgress progress = (what, done, total) -> listener.progress(who, what, done, total);
        Path result = Path.of(task.result());
        Optional<String> failure = process.run(
                RegressionMain.class, who, task, result, !RegressionContenders.own(task.contender()), progress);
        Outcome outcome = failure.isEmpty() ? JsonFiles.read(result, Outcome.class) : new Outcome(null, failure.get());
        if (outcome.run() == null) {
            listener.unavailable(who, outcome.unavailable());
            return;
        }
        RUNS.append(results, outcome.run());
        listener.finished(outcome.run());
    }
}
