package io.github.jgln.experiments;

import io.github.jgln.bench.host.Machine;
import io.github.jgln.bench.rows.DataSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What a study measured, as its JSON file has it.
 *
 * @param schema of this record
 * @param version of JGLN
 * @param date of the last run, UTC
 * @param machine of the last run; accuracies do not depend on it, seconds do
 * @param data that was learnt
 * @param study its name on the command line, such as {@code size}
 * @param terms what all its models have in common
 * @param curves one for each line of the picture, or more
 */
public record StudyReport(
        int schema,
        String version,
        String date,
        Machine machine,
        DataSummary data,
        String study,
        String terms,
        List<Curve> curves) {
    static final int SCHEMA = 1;

    public StudyReport {
        curves = List.copyOf(curves);
    }

    /**
     * What one contender came to.
     *
     * @param contender its name
     * @param part of its results, where there are several; else null
     * @param method how it learns
     * @param unavailable why there are no points; null where it was measured
     */
    public record Curve(String contender, String part, String method, String unavailable, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }

        /** The name in a legend. */
        public String name() {
            return part == null ? contender : contender + ", " + part;
        }

        Optional<Point> point(String at) {
            return points.stream()
                    .filter(point -> point.at().equals(at) && !point.runs().isEmpty())
                    .findFirst();
        }

        /** The mean accuracy there; empty where nothing was measured. */
        OptionalDouble mean(String at) {
            return point(at).map(point -> OptionalDouble.of(point.mean())).orElse(OptionalDouble.empty());
        }

        /** The points that have been measured. */
        List<Point> measured() {
            return points.stream().filter(point -> !point.runs().isEmpty()).toList();
        }
    }

    /**
     * One setting, or one moment.
     *
     * @param at its label on the axis
     */
    public record Point(String at, List<Run> runs) {
        public Point {
            runs = List.copyOf(runs);
        }

        /** The mean accuracy. */
        public double mean() {
            return accuracies().average().orElseThrow();
        }

        /** The lowest accuracy. */
        public double min() {
            return accuracies().min().orElseThrow();
        }

        /** The highest accuracy. */
        public double max() {
            return accuracies().max().orElseThrow();
        }

        /** The mean of something that not all studies tell; empty where this one does not. */
        OptionalDouble mean(ToDoubleFunction<Run> value) {
            return runs.stream().mapToDouble(value).filter(Double::isFinite).average();
        }

        private DoubleStream accuracies() {
            return runs.stream().mapToDouble(Run::accuracy);
        }
    }

    /**
     * One model.
     *
     * @param seed of all that is drawn for it
     * @param accuracy the share of the rows asked that were classed right
     * @param online the share of the rows learnt that were classed right before; null where the study does not tell
     * @param seconds of learning up to here, on one thread beside whatever else ran; null where nobody measured
     */
    public record Run(long seed, double accuracy, Double online, Double seconds) {}

    /** A run and where it belongs. */
    record Found(String contender, String part, String at, Run run) {}

    Optional<Curve> curve(String contender, String part) {
        return curves.stream()
                .filter(curve -> curve.contender().equals(contender) && Objects.equals(curve.part(), part))
                .findFirst();
    }

    boolean has(String contender, String part, String at, long seed) {
        return curve(contender, part)
                .flatMap(curve -> curve.point(at))
                .filter(point -> point.runs().stream().anyMatch(run -> run.seed() == seed))
                .isPresent();
    }

    /** This report with further runs, each at a point that is there already; of two with one seed the newer one stays. */
    StudyReport with(List<Found> found) {
        List<Curve> all = new ArrayList<>();
        for (Curve curve : curves) {
            List<Point> points = new ArrayList<>();
            for (Point point : curve.points()) {
                List<Run> runs = new ArrayList<>(point.runs());
                for (Found f : found) {
                    if (f.contender().equals(curve.contender())
                            && Objects.equals(f.part(), curve.part())
                            && f.at().equals(point.at())) {
                        runs.removeIf(run -> run.seed() == f.run().seed());
                        runs.add(f.run());
                    }
                }
                runs.sort(Comparator.comparingLong(Run::seed));
                points.add(new Point(point.at(), runs));
            }
            all.add(new Curve(curve.contender(), curve.part(), curve.method(), curve.unavailable(), points));
        }
        return withCurves(all);
    }

    /** This report with the reason why a contender has no points. */
    StudyReport without(String contender, String reason) {
        return withCurves(curves.stream()
                .map(curve -> curve.contender().equals(contender)
                        ? new Curve(contender, curve.part(), curve.method(), reason, curve.points())
                        : curve)
                .toList());
    }

    private StudyReport withCurves(List<Curve> all) {
        return new StudyReport(schema, version, date, machine, data, study, terms, all);
    }
}
