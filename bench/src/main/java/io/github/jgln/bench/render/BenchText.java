package io.github.jgln.bench.render;

import io.github.jgln.bench.ceilings.Ceilings;
import io.github.jgln.bench.figures.BenchReport;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.figures.BenchReport.RowStep;
import io.github.jgln.bench.figures.BenchReport.ThreadStep;
import io.github.jgln.bench.figures.BenchReport.Twin;
import io.github.jgln.bench.figures.Figure;
import io.github.jgln.bench.figures.Shapes;
import io.github.jgln.bench.sampling.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A benchmark's report as tables for a terminal. */
public final class BenchText {
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e3;
    private static final double RESTLESS = 1.25;

    private final BenchReport report;
    private final Map<String, String> ceilingLabels;
    private final StringBuilder text = new StringBuilder();

    private BenchText(BenchReport report) {
        this.report = report;
        this.ceilingLabels = report.ceilings().stream().collect(Collectors.toMap(Figure::key, Figure::label));
    }

    /** The whole of it. */
    public static String of(BenchReport report) {
        return new BenchText(report).text();
    }

    private String text() {
        line("%s on %s, Java %s", report.backend(), report.device(), report.java());
        figures("this machine", report.ceilings());
        figures("the engine", report.engine());
        if (!report.threadSteps().isEmpty()) {
            head("learning with more threads", "µs per row", "speed-up");
            for (ThreadStep step : report.threadSteps()) {
                row(
                        count(step.threads(), "thread"),
                        step.microsPerRow(),
                        "%.2f ×",
                        step.speedUp().median());
            }
        }
        if (!report.twins().isEmpty()) {
            head("learning with and without vectors", "µs per row", "cost");
            for (Twin twin : report.twins()) {
                row(
                        "simd=" + twin.simd(),
                        twin.microsPerRow(),
                        "%.2f ×",
                        twin.times().median());
            }
        }
        if (!report.neuronSteps().isEmpty()) {
            head("learning with one hidden layer", "µs per row", "ns per row and neuron");
            for (NeuronStep step : report.neuronSteps()) {
                row(
                        String.format(Locale.ROOT, "%4d neurons × %d classes", step.neurons(), Shapes.CLASSES),
                        step.microsPerRow(),
                        "%.0f",
                        step.microsPerRow().median() * NANOS / (step.neurons() * Shapes.CLASSES));
            }
        }
        if (!report.rowSteps().isEmpty()) {
            head("learning more rows", "ms", "µs per row; heap beyond rows and weights");
            for (RowStep step : report.rowSteps()) {
                row(
                        String.format(Locale.ROOT, "%,7d rows", step.rows()),
                        step.millis(),
                        "%.1f; %.1f MB",
                        step.millis().median() * NANOS / step.rows(),
                        step.heapBytes() / MEGABYTE);
            }
        }
        line("");
        line("median (min – max); the run took %.0f s", report.seconds());
        double unrest = unrest();
        if (unrest > RESTLESS) {
            line(
                    "The machine was not at rest: its own peak varied by a factor of %.1f, and with it all figures.",
                    unrest);
        }
        return text.toString().stripTrailing();
    }

    /** How much the peak of all threads varied, which should not; but not by single samples, which mean nothing. */
    private double unrest() {
        List<Spread> peaks = Stream.concat(
                        report.ceilings().stream()
                                .filter(figure -> figure.key().equals(Ceilings.FMA_ALL))
                                .map(Figure::spread),
                        report.engine().stream()
                                .map(Figure::share)
                                .filter(share -> share != null && share.of().equals(Ceilings.FMA_ALL))
                                .map(Figure.Share::ceiling))
                .toList();
        double most = peaks.stream().mapToDouble(Spread::max).max().orElse(1);
        return most / peaks.stream().mapToDouble(Spread::median).min().orElse(1);
    }

    private void figures(String title, List<Figure> figures) {
        boolean shares = figures.stream().anyMatch(figure -> figure.share() != null);
        head(title, "", shares ? "of the ceiling" : "");
        for (Figure figure : figures) {
            String label = String.format(Locale.ROOT, "%-25s %s", figure.label(), figure.unit());
            if (figure.share() == null) {
                row(label, figure.spread(), "");
            } else {
                row(
                        label,
                        figure.spread(),
                        "%.1f %% of %s",
                        100 * figure.share().fraction().median(),
                        ceilingLabels.getOrDefault(
                                figure.share().of(), figure.share().of()));
            }
        }
    }

    private void head(String title, String unit, String last) {
        line("");
        line(
                "%s",
                String.format(Locale.ROOT, "%-38s %22s   %s", title, unit, last).stripTrailing());
    }

    private void row(String label, Spread spread, String format, Object... values) {
        String spreadText = Stream.of(spread.min(), spread.max())
                .map(BenchText::number)
                .collect(Collectors.joining(" – ", "(", ")"));
        line(
                "%s",
                String.format(
                                Locale.ROOT,
                                "  %-36s %8s %-16s   %s",
                                label,
                                number(spread.median()),
                                spreadText,
                                String.format(Locale.ROOT, format, values))
                        .stripTrailing());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String count(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** Three digits, or all before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
