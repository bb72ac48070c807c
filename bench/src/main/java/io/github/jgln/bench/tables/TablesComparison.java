package io.github.jgln.bench.tables;

import io.github.jgln.bench.files.JsonFiles;
import io.github.jgln.bench.files.JsonLines;
import io.github.jgln.bench.process.WorkFolder;
import io.github.jgln.bench.process.WorkerProcess;
import io.github.jgln.bench.process.WorkerProgress;
import io.github.jgln.bench.tables.TableContenders.Entry;
import io.github.jgln.bench.tables.TableRun.Measure;
import io.github.jgln.bench.tables.TableTask.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Has contenders learn tables, each in a process of its own, one after the other: all contenders on one table, then the next one,
 * the smallest file first. What a file of results has already is not measured again, so a run that was stopped goes on.
 */
public final class TablesComparison {
    private static final double WARM_UP_SECONDS = 2;
    private static final JsonLines<TableRun> RUNS = new JsonLines<>(TableRun.class, "jgln compare tables");

    private final String version;
    private final Setting setting;
    private final List<Entry> contenders;
    private double warmUpSeconds = WARM_UP_SECONDS;

    /**
     * @param version of JGLN, for the results
     * @throws IllegalArgumentException for a contender that is not known, or numbers out of range
     */
    public TablesComparison(String version, Setting setting) {
        this.version = version;
        this.setting = setting;
        this.contenders = TableContenders.choose(setting.contenders());
    }

    /**
     * What is compared.
     *
     * @param files the tables
     * @param label the column of each to learn
     * @param contenders by name; empty for all but the slowest
     * @param rows of a table at most
     * @param seeds how many, from 0 on
     * @param streams the names of tables whose rows are in an order that matters, so that none are held out
     */
    public record Setting(
            List<Path> files, String label, List<String> contenders, int rows, int seeds, List<String> streams) {
        public Setting {
            files = List.copyOf(files);
            contenders = List.copyOf(contenders);
            streams = List.copyOf(streams);
            require("rows", rows);
            require("seeds", seeds);
        }

        private static void require(String what, int got) {
            if (got < 1) {
                throw new IllegalArgumentException(what + ": expected at least 1, got " + got);
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
        void finished(TableRun run);

        /** A contender is not to be had, or failed. */
        void unavailable(String who, String why);
    }

    /** For tests: hardly warms up. */
    TablesComparison brief() {
        warmUpSeconds = 0;
        return this;
    }

    /**
     * The tables in a folder, the smallest file first; or the one file.
     *
     * @throws IOException when there are none
     */
    public static List<Path> suite(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> file.getFileName().toString().matches("[^.].*\\.(csv|arff)(\\.gz)?"))
                        .forEach(files::add);
            }
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "expected a file, or a folder of .csv or .arff files, compressed or not, got " + folder);
        }
        List<Sized> sized = new ArrayList<>();
        for (Path file : files) {
            sized.add(new Sized(file, Files.size(file)));
        }
        return sized.stream()
                .sorted(Comparator.comparingLong(Sized::size).thenComparing(Sized::file))
                .map(Sized::file)
                .toList();
    }

    private record Sized(Path file, long size) {}

    /** The runs of a file; none where there is no such file. */
    public static List<TableRun> read(Path results) throws IOException {
        return RUNS.read(results);
    }

    /**
     * Measures what the results lack.
     *
     * @param results file of {@link TableRun}s, to which each is added as soon as it is there
     * @throws CancellationException when somebody stopped the contender at work
     * @throws IOException when a file cannot be written or read
     */
    public void run(Path results, Listener listener) throws IOException {
        List<TableRun> known = read(results);
        try (WorkFolder folder = WorkFolder.create("jgln-tables")) {
            WorkerProcess process = new WorkerProcess(folder.path(), System.getProperty(WorkerProcess.PEERS, ""));
            for (Path file : setting.files()) {
                for (TableTask task : tasks(file, folder.resolve("result.json").toString())) {
                    if (known.stream()
                            .noneMatch(run -> run.of(task.data(), task.contender(), task.measure(), task.seed()))) {
                        run(task, process, results, listener);
                    }
                }
            }
        }
    }

    private void run(TableTask task, WorkerProcess process, Path results, Listener listener) throws IOException {
        String who = task.data() + ", " + task.contender()
                + (task.measure() == Measure.HELD_OUT ? ", rows held out" : "")
                + (setting.seeds() == 1 ? "" : ", seed " + task.seed());
        WorkerProgress progress = (what, done, total) -> listener.progress(who, what, done, total);
        Path result = Path.of(task.result());
        boolean withPeers =
                JglnContender.ALL.stream().noneMatch(own -> own.name().equals(task.contender()));
        Optional<String> failure = process.run(TableMain.class, who, task, result, withPeers, progress);
        Outcome outcome = failure.isEmpty() ? JsonFiles.read(result, Outcome.class) : new Outcome(null, failure.get());
        if (outcome.run() == null) {
            listener.unavailable(who, outcome.unavailable());
            return;
        }
        RUNS.append(results, outcome.run());
        listener.finished(outcome.run());
    }

    private List<TableTask> tasks(Path file, String result) {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        String data = setting.rows() == Integer.MAX_VALUE
                ? name
                : String.format(Locale.ROOT, "%s, first %,d rows", name, setting.rows());
        List<TableTask> tasks = new ArrayList<>();
        for (Entry contender : contenders) {
            for (int seed = 0; seed < setting.seeds(); seed++) {
                for (Measure measure : Measure.values()) {
                    boolean wanted = measure == Measure.PREQUENTIAL
                            ? contender.prequential()
                            : contender.heldOut() && !setting.streams().contains(name);
                    if (wanted) {
                        tasks.add(new TableTask(
                                contender.name(),
                                data,
                                file.toString(),
                                setting.label(),
                                setting.rows(),
                                measure,
                                seed,
                                warmUpSeconds,
                                version,
                                result));
                    }
                }
            }
        }
        return tasks;
    }
}
