package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.host.Machine;
import io.github.jgln.bench.rows.DataSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison in words and figures, for whoever sets them: on a terminal, in Markdown, in HTML. */
final class CompareTable {
    static final List<String> HEADINGS =
            List.of("contender", "test", "online", "training", "rows/s", "speed-up", "of the peak", "memory", "energy");

    private static final double PERCENT = 100;
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;
    private static final String NOTHING = "–";

    private final CompareReport report;

    CompareTable(CompareReport report) {
        this.report = report;
    }

    /**
     * A line of the table.
     *
     * @param cells one below each heading; of a contender that was not measured its name alone
     * @param unavailable why; null where it was measured
     */
    record Row(List<String> cells, String unavailable) {}

    List<Row> rows() {
        return report.contenders().stream().map(this::row).toList();
    }

    private Row row(Result result) {
        Measured m = result.measured();
        if (m == null) {
            return new Row(List.of(result.name()), result.unavailable().toString());
        }
        return new Row(
                List.of(
                        result.name(),
                        format("%.2f %%", PERCENT * m.testAccuracy()),
                        format("%.2f %%", PERCENT * m.onlineAccuracy()),
                        seconds(m),
                        format("%,.0f", m.rowsPerSecond()),
                        BenchText.number(result.speedUp()) + " ×",
                        m.ofPeak() == null ? NOTHING : percent(m.ofPeak().median()),
                        memory(m),
                        m.energy() == null
                                ? "not reported"
                                : BenchText.number(m.energy().joules().median()) + " J"),
                null);
    }

    /** The median, and the bounds where there was more than one run. */
    private static String seconds(Measured m) {
        String median = BenchText.number(m.trainSeconds().median()) + " s";
        return m.seconds().size() == 1
                ? median
                : median + " (" + BenchText.number(m.trainSeconds().min()) + " – "
                        + BenchText.number(m.trainSeconds().max()) + ")";
    }

    /** The memory of the process; what a device of its own holds is named beside it. */
    private static String memory(Measured m) {
        String process = m.peakBytes() == null ? NOTHING : format("%,.0f MB", m.peakBytes() / MEGABYTE);
        return m.peakGmacs() != null || m.modelBytes() == null
                ? process
                : process + format(" + %,.0f MB", m.modelBytes() / MEGABYTE);
    }

    private static String percent(double share) {
        return format(share < 0.0995 ? "%.1f %%" : "%.0f %%", PERCENT * share);
    }

    /** What was compared, in a line. */
    String title() {
        DataSummary data = report.data();
        return format(
                "%s: %,d rows in one online pass, preset %s, seed %d",
                data.name(),
                data.rows(),
                report.settings().preset(),
                report.settings().seed());
    }

    /** Where and when, in a line. */
    String machine() {
        Machine machine = report.machine();
        return format(
                "%s, %d cores%s, %s, Java %s; JGLN %s, %s",
                machine.processor(),
                machine.cores(),
                machine.memoryBytes() == null ? "" : format(", %.0f GB", machine.memoryBytes() / GIGABYTE),
                machine.system(),
                machine.java(),
                report.version(),
                report.date());
    }

    /** How to read the figures, and how noisy they are; a paragraph each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        int runs = report.measured().stream()
                .mapToInt(result -> result.measured().seconds().size())
                .max()
                .orElse(0);
        int fewest = report.measured().stream()
                .mapToInt(result -> result.measured().seconds().size())
                .min()
                .orElse(0);
        notes.add(format(
                "test: accuracy on %,d rows after the pass. online: accuracy on the rows learnt, each predicted before it"
                        + " was learnt.",
                report.data().testRows()));
        notes.add("training: the pass over the rows alone, without preparing the data or making the model; "
                + (runs > 1
                        ? "median (min – max) of " + (fewest < runs ? fewest + " to " : "") + runs
                                + " runs, each with a new model"
                        : "a single run")
                + ", after warming up on a throw-away model. Each contender ran in a JVM of its own.");
        if (report.reference() != null) {
            notes.add("speed-up: against " + report.reference() + ".");
        }
        report.peak()
                .ifPresent(peak -> notes.add(format(
                        "of the peak: multiply-adds of learning as a share of the most that all cores did beside it, %.0f"
                                + " GMAC/s; only for what computes on the processor.",
                        peak.median())));
        report.measured().stream()
                .findFirst()
                .ifPresent(any -> notes.add(format(
                        "memory: the most the process ever had resident, with the JVM, %,.0f MB of data, and whatever garbage the"
                                + " JVM had not collected yet; + the model on a device of its own.",
                        any.measured().dataBytes() / MEGABYTE)));
        String sources = report.measured().stream()
                .filter(result -> result.measured().energy() != null)
                .map(result -> result.name() + ": " + result.measured().energy().source())
                .collect(Collectors.joining("; "));
        notes.add("energy: " + (sources.isEmpty() ? "no device here reports it." : "of a run; " + sources + "."));
        noise().ifPresent(notes::add);
        return notes;
    }

    /** How far the figures can be trusted. */
    Optional<String> noise() {
        double most = report.measured().stream()
                .map(result -> result.measured().trainSeconds())
                .mapToDouble(seconds -> (seconds.max() - seconds.min()) / seconds.median())
                .max()
                .orElse(0);
        return report.peak()
                .map(peak -> format(
                        "noise: the machine's own peak varied from %.0f to %.0f GMAC/s during the comparison; the runs of"
                                + " one contender differed by up to %.0f %% of their median.",
                        peak.min(), peak.max(), PERCENT * most));
    }

    /** Why others are not in it, a line each. */
    List<String> unavailable() {
        return rows().stream()
                .filter(row -> row.unavailable() != null)
                .map(row -> row.cells().get(0) + " was not available: " + row.unavailable())
                .toList();
    }

    /** How each contender that was measured learns and what it computes on. */
    List<String> contenders() {
        return report.measured().stream()
                .map(result -> result.name() + ": " + result.method() + "; " + result.device())
                .toList();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
