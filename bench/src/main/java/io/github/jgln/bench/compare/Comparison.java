package io.github.jgln.bench.compare;

import io.github.jgln.Preset;
import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.compare.CompareReport.Settings;
import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.host.Host;
import io.github.jgln.bench.host.Machine;
import io.github.jgln.bench.process.WorkFolder;
import io.github.jgln.bench.process.WorkerProcess;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Has every backend here, and online learners from other libraries, learn the same rows in the same order with the same
 * seed, in one pass; each in a process of its own. What cannot be measured is in the report with its reason.
 */
public final class Comparison {
    private static final double WARM_UP_SECONDS = 2;
    private static final List<Integer> NEURONS = List.of(4, 8, 16, 32, 64, 128, 256);

    private final String version;
    private final Settings settings;
    private final List<Candidate> candidates;
    private final List<String> order;
    private CompareReport earlier;
    private double warmUpSeconds = WARM_UP_SECONDS;
    private List<Integer> neurons = NEURONS;

    private Comparison(String version, Settings settings, List<Candidate> candidates, List<String> order) {
        this.version = version;
        this.settings = settings;
        this.candidates = candidates;
        this.order = order;
    }

    /**
     * Of all contenders; backends are probed now.
     *
     * @param version of JGLN, for the report
     * @param preset of the networks
     * @param seed of all that is drawn
     * @param runs of each contender, each with a new model; at least 1
     * @param only parts of the names of those to take; empty for all
     * @throws IllegalArgumentException for no runs, or for a part that is in no name
     */
    public static Comparison of(String version, Preset preset, long seed, int runs, List<String> only) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs: expected at least 1, got " + runs);
        }
        List<Candidate> all = Candidate.list();
        return new Comparison(
                version,
                new Settings(preset, seed, runs),
                Candidate.choose(all, only),
                all.stream().map(Candidate::name).toList());
    }

    /**
     * Keeps the results of a report for contenders that are not measured now.
     *
     * @return this
     */
    public Comparison add(CompareReport report) {
        earlier = report;
        return this;
    }

    /** For tests: hardly warms up, and measures small layers only. */
    Comparison brief() {
        warmUpSeconds = 0.1;
        neurons = NEURONS.subList(0, 2);
        return this;
    }

    /**
     * Measures one contender after the other; a few minutes. When the JVM is stopped meanwhile, the listener has been given
     * all that was finished.
     *
     * @param name of the data, with what was done to it, for the report
     * @param data the rows to learn, in this order, and those to test
     * @throws IllegalArgumentException when an earlier report is of another machine, JVM, data or settings, or when there is
     *     nothing to learn or to test
     * @throws CancellationException when somebody stopped the contender at work
     * @throws IOException when files in between cannot be written
     */
    public CompareReport run(String name, Split data, CompareListener listener) throws IOException {
        Machine machine = Host.machine();
        DataSummary about = DataSummary.of(name, data);
        CompareReport report = report(machine, about, List.of());
        if (earlier != null && !earlier.sameTerms(report)) {
            throw new IllegalArgumentException("the earlier report is of another machine, JVM, data or settings: "
                    + terms(earlier) + "; this would be " + terms(report));
        }
        List<Result> results = new ArrayList<>();
        try (WorkFolder folder = WorkFolder.create("jgln-compare")) {
            Path rows = folder.resolve("data");
            DataFile.write(rows, data);
            ContenderProcess process = new ContenderProcess(folder.path(), System.getProperty(WorkerProcess.PEERS, ""));
            for (Candidate candidate : candidates) {
                Result result = candidate.unavailable() != null
                        ? new Result(candidate.name(), null, null, null, null, candidate.unavailable())
                        : process.run(
                                task(candidate, rows, folder.resolve("result.json")),
                                (what, done, total) -> listener.progress(candidate.name(), what, done, total));
                results.add(result);
                report = report(machine, about, results);
                listener.finished(report, result);
            }
        }
        return report;
    }

    private static List<Object> terms(CompareReport report) {
        return List.of(report.machine(), report.data(), report.settings());
    }

    private ContenderTask task(Candidate candidate, Path rows, Path result) {
        return new ContenderTask(
                candidate.name(),
                candidate.backend(),
                candidate.options(),
                settings.preset(),
                settings.seed(),
                settings.runs(),
                warmUpSeconds,
                neurons,
                rows.toString(),
                result.toString());
    }

    /** New results, and earlier ones where there are no new ones, in the order of all contenders. */
    private CompareReport report(Machine machine, DataSummary about, List<Result> results) {
        List<Result> all = new ArrayList<>(results);
        if (earlier != null) {
            earlier.contenders().stream()
                    .filter(old ->
                            results.stream().noneMatch(result -> result.name().equals(old.name())))
                    .forEach(all::add);
            all.sort(Comparator.comparingInt(result -> order.indexOf(result.name())));
        }
        return CompareReport.of(version, LocalDate.now(ZoneOffset.UTC).toString(), machine, about, settings, all);
    }
}
