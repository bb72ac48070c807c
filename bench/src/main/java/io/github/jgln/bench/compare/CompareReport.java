package io.github.jgln.bench.compare;

import io.github.jgln.Preset;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.host.Machine;
import io.github.jgln.bench.rows.DataSummary;
import io.github.jgln.bench.sampling.Spread;
import io.github.jgln.evaluation.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What a comparison measured; {@code compare.json} and the files under {@code bench/results} are this record, written by
 * {@code CompareFiles}. A value that was not measured, or that a system does not tell, is null.
 *
 * @param schema {@link #SCHEMA}
 * @param version of JGLN
 * @param date when it was finished, as in 2026-01-31, in UTC
 * @param machine on which all contenders ran
 * @param data which all of them learnt
 * @param settings which all of them were given
 * @param reference the contender that speed-ups refer to; null where none was measured
 * @param contenders in the order of the table, those that could not be measured too
 */
public record CompareReport(
        int schema,
        String version,
        String date,
        Machine machine,
        DataSummary data,
        Settings settings,
        String reference,
        List<Result> contenders) {
    /** Raised when a reader of older files would misread newer ones. */
    public static final int SCHEMA = 1;

    /** What speed-ups refer to if it was measured: it is slow, but there is one wherever there is a JVM. */
    private static final String USUAL_REFERENCE = Candidate.CPU + " " + Candidate.PLAIN;

    public CompareReport {
        contenders = List.copyOf(contenders);
    }

    /**
     * @param preset of the networks
     * @param seed of all that is drawn
     * @param runs wanted of each contender, each with a new model
     */
    public record Settings(Preset preset, long seed, int runs) {}

    /**
     * One contender.
     *
     * @param device what computed
     * @param method how it learns
     * @param speedUp its training time against the reference's; null without
     * @param measured null where it could not be
     * @param unavailable why; null where it was measured
     */
    public record Result(
            String name, String device, String method, Double speedUp, Measured measured, Unavailable unavailable) {
        Result withSpeedUp(Double value) {
            return new Result(name, device, method, value, measured, unavailable);
        }
    }

    /**
     * @param reason in a line
     * @param remedy what can be done, in a line; null where nothing is known
     */
    public record Unavailable(String reason, String remedy) {
        @Override
        public String toString() {
            return remedy == null ? reason : reason + "; " + remedy;
        }
    }

    /**
     * The figures of one contender. Accuracies, marks and windows are those of the run with the median time.
     *
     * @param testAccuracy share of the test rows classed right after the pass
     * @param onlineAccuracy share of the rows classed right before each was learnt
     * @param trainSeconds of the pass over the rows alone: without preparing data, making the model, testing
     * @param seconds of each run, in order
     * @param rowsPerSecond by the median time
     * @param multiplyAddsPerRow that learning a row takes
     * @param peakGmacs the multiply-add peak of all cores beside each run; null where it does not bound the contender
     * @param ofPeak the share of that peak that learning reached, run by run; null likewise
     * @param peakBytes most memory its process ever had resident, the data and the JVM included; null where the system does
     *     not tell
     * @param dataBytes of that the rows and labels
     * @param modelBytes that the model holds where it computes; null where nobody tells
     * @param energy null where nothing tells it
     * @param window rows for each of {@code windows}
     * @param windows online accuracy in each window of rows, in order; the last one has what is left over too
     * @param marks how far learning was, and when
     * @param neurons learning with one hidden layer of more and more neurons; empty for what is no backend
     */
    public record Measured(
            double testAccuracy,
            double onlineAccuracy,
            Spread trainSeconds,
            List<Double> seconds,
            double rowsPerSecond,
            double multiplyAddsPerRow,
            Spread peakGmacs,
            Spread ofPeak,
            Long peakBytes,
            long dataBytes,
            Long modelBytes,
            Energy energy,
            int window,
            List<Double> windows,
            List<Curve.Mark> marks,
            List<NeuronStep> neurons) {}

    /**
     * @param joules of a run
     * @param source who tells
     */
    public record Energy(Spread joules, String source) {}

    /** A report with the speed-ups and the reference that follow from its results. */
    static CompareReport of(
            String version, String date, Machine machine, DataSummary data, Settings settings, List<Result> results) {
        Optional<Result> reference = results.stream()
                .filter(result -> result.measured() != null && result.name().equals(USUAL_REFERENCE))
                .findFirst()
                .or(() -> results.stream()
                        .filter(result -> result.measured() != null)
                        .findFirst());
        List<Result> contenders = new ArrayList<>();
        for (Result result : results) {
            contenders.add(result.withSpeedUp(
                    result.measured() == null
                            ? null
                            : reference.orElseThrow().measured().trainSeconds().median()
                                    / result.measured().trainSeconds().median()));
        }
        return new CompareReport(
                SCHEMA,
                version,
                date,
                machine,
                data,
                settings,
                reference.map(Result::name).orElse(null),
                contenders);
    }

    /** Those that were measured, in order. */
    public List<Result> measured() {
        return contenders.stream().filter(result -> result.measured() != null).toList();
    }

    /** Whether results of both can stand in one table. */
    boolean sameTerms(CompareReport other) {
        return schema == other.schema
                && machine.equals(other.machine)
                && data.equals(other.data)
                && settings.equals(other.settings);
    }

    /** How much the machine's own peak varied over the whole comparison; empty where it was never measured. */
    public Optional<Spread> peak() {
        double[] peaks = measured().stream()
                .map(result -> result.measured().peakGmacs())
                .filter(peak -> peak != null)
                .flatMapToDouble(peak -> DoubleStream.of(peak.min(), peak.median(), peak.max()))
                .toArray();
        if (peaks.length == 0) {
            return Optional.empty();
        }
        double[] medians = measured().stream()
                .flatMap(result -> Stream.ofNullable(result.measured().peakGmacs()))
                .mapToDouble(Spread::median)
                .toArray();
        double[] sorted = Arrays.stream(peaks).sorted().toArray();
        return Optional.of(new Spread(Spread.of(medians).median(), sorted[0], sorted[sorted.length - 1]));
    }
}
