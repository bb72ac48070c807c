package io.github.jgln.experiments;

import io.github.jgln.bench.host.Host;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Found;
import io.github.jgln.experiments.StudyReport.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Many models that learn the same rows, several at a time, each on one thread: so that many small ones keep all cores busy. What
 * one of them comes to depends on its seed only, never on the others.
 */
public final class Study {
    private final String name;
    private final String terms;
    private final List<Curve> curves;
    private final List<Job> jobs;

    /**
     * @param curves with the points that there will be, none of them measured yet
     */
    Study(String name, String terms, List<Curve> curves, List<Job> jobs) {
        this.name = name;
        this.terms = terms;
        this.curves = List.copyOf(curves);
        this.jobs = List.copyOf(jobs);
    }

    /**
     * A model to be trained.
     *
     * @param name for the progress
     * @param cost in any unit; the dearest begin first, so that no core is idle at the end
     * @param gives where its results belong, the runs' accuracies left open
     */
    record Job(String name, double cost, List<Place> gives, Work work) {}

    /** Where a result belongs. */
    record Place(String contender, String part, String at, long seed) {}

    /** Trains and tests; from any thread. */
    @FunctionalInterface
    interface Work {
        /** @throws UnavailableException when the contender is not to be had */
        List<Found> run() throws IOException;
    }

    /** Says why a contender is not to be had. */
    static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String contender;

        UnavailableException(String contender, String reason) {
            super(reason);
            this.contender = contender;
        }
    }

    /** Hears how a study goes on; always on the thread that runs it. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A model is done.
         *
         * @param soFar with all runs until now
         * @param model what it was
         */
        void finished(StudyReport soFar, String model, int done, int total) throws IOException;
    }

    List<Job> jobs() {
        return jobs;
    }

    /** A report with nothing measured. */
    StudyReport empty(DataSummary data, String version) {
        return new StudyReport(
                StudyReport.SCHEMA,
                version,
                LocalDate.now(ZoneOffset.UTC).toString(),
                Host.machine(),
                data,
                name,
                terms,
                curves);
    }

    /**
     * Trains all models, but those that an earlier report has.
     *
     * @param data what the report says of the rows; the models have them already
     * @param version of JGLN, for the report
     * @param earlier from which runs are taken over; null for none
     * @param threads how many models at a time
     * @throws IllegalArgumentException when the earlier report is of another study, data or terms
     * @throws IOException when a file in between, or what the listener writes, cannot be written
     * @throws CancellationException when it was interrupted
     */
    public StudyReport run(DataSummary data, String version, StudyReport earlier, int threads, Listener listener)
            throws IOException {
        StudyReport report = empty(data, version);
        if (earlier != null) {
            report = takeOver(report, earlier);
        }
        StudyReport before = report;
        List<Job> left = jobs.stream()
                .filter(job -> job.gives().stream()
                        .anyMatch(place -> !before.has(place.contender(), place.part(), place.at(), place.seed())))
                .sorted(Comparator.comparingDouble(Job::cost).reversed())
                .toList();
        int done = jobs.size() - left.size();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "jgln-study");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<Done> service = new ExecutorCompletionService<>(pool);
            left.forEach(job -> service.submit(() -> new Done(job, job.work().run(), null)));
            for (int i = 0; i < left.size(); i++) {
                Done next = next(service);
                report = next.missing() == null
                        ? report.with(next.found())
                        : report.without(
                                next.missing().contender, next.missing().getMessage());
                listener.finished(
                        report,
                        next.job() == null
                                ? next.missing().contender
                                : next.job().name(),
                        ++done,
                        jobs.size());
            }
        } finally {
            pool.shutdownNow();
        }
        return report;
    }

    /** What a job came to: what it found, or what was missing. */
    private record Done(Job job, List<Found> found, UnavailableException missing) {}

    private static Done next(ExecutorCompletionService<Done> service) throws IOException {
        try {
            return service.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnavailableException missing) {
                return new Done(null, List.of(), missing);
            } else if (cause instanceof IOException io) {
                throw io;
            } else if (cause instanceof UncheckedIOException io) {
                throw io.getCause();
            } else if (cause instanceof RuntimeException runtime) {
                throw runtime;
            } else if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Runs of points that are wanted no more are kept too, in the curves that are. */
    private static StudyReport takeOver(StudyReport report, StudyReport earlier) {
        if (!report.study().equals(earlier.study())
                || !report.data().equals(earlier.data())
                || !Objects.equals(report.terms(), earlier.terms())) {
            throw new IllegalArgumentException("the earlier results are of another study: expected " + about(report)
                    + ", got " + about(earlier) + "; take another folder, or delete them");
        }
        for (Curve curve : report.curves()) {
            earlier.curve(curve.contender(), curve.part())
                    .filter(old -> !old.method().equals(curve.method()))
                    .ifPresent(old -> {
                        throw new IllegalArgumentException(
                                "the earlier results of " + old.name() + " are by " + old.method() + ", not by "
                                        + curve.method() + "; take another folder, or delete them");
                    });
        }
        List<Found> found = new ArrayList<>();
        for (Curve curve : earlier.curves()) {
            for (Point point : curve.points()) {
                point.runs().forEach(run -> found.add(new Found(curve.contender(), curve.part(), point.at(), run)));
            }
        }
        return report.with(found);
    }

    private static List<Object> about(StudyReport report) {
        return List.of(report.study(), report.data(), report.terms());
    }
}
