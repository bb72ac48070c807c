package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.figures.Shapes;
import io.github.jgln.evaluation.Curve;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of a comparison. A contender has the same colour in all of them. */
final class ComparePlots {
    private static final int BAR_HEIGHT = 60;
    private static final int FRAME_HEIGHT = 150;
    private static final double PERCENT = 100;
    private static final double THOUSAND = 1000;

    /** With more points than this a line needs none of them drawn. */
    private static final int MANY_MARKS = 40;

    /** Contenders that agree lie on one another, the later ones thinner, so that all are seen. */
    private static final float THICKEST = 9;

    private static final float THINNEST = 1.5f;
    private static final float THINNER = 2.5f;

    private final CompareReport report;

    private ComparePlots(CompareReport report) {
        this.report = report;
    }

    /**
     * Writes the pictures for which there are figures, and returns their files.
     *
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    static List<Path> write(CompareReport report, Path folder) throws IOException {
        ComparePlots plots = new ComparePlots(report);
        List<Path> files = new ArrayList<>();
        Plots.drawing(() -> {
            if (!report.measured().isEmpty()) {
                files.add(Plots.save(plots.runtime(), folder.resolve("runtime.png")));
                files.add(Plots.save(plots.accuracy(), folder.resolve("accuracy.png")));
                files.add(Plots.save(plots.rows(), folder.resolve("rows.png")));
            }
            if (report.measured().stream()
                    .anyMatch(result -> !result.measured().neurons().isEmpty())) {
                files.add(Plots.save(plots.neurons(), folder.resolve("neurons.png")));
            }
        });
        return files;
    }

    private Color colour(Result result) {
        return Plots.COLOURS.get(report.contenders().indexOf(result) % Plots.COLOURS.size());
    }

    private HorizontalBarChart runtime() {
        List<Result> results = report.measured();
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(Plots.WIDTH)
                .height(FRAME_HEIGHT + BAR_HEIGHT * results.size())
                .title(String.format(
                        Locale.ROOT, "Training time, %,d rows", report.data().rows()))
                .xAxisTitle("seconds (median of the runs)")
                .build();
        // The figure stands beside the name, since a bar may be too short for it.
        List<String> names = results.stream()
                .map(result -> result.name() + ": "
                        + BenchText.number(result.measured().trainSeconds().median()) + " s")
                .toList();
        List<Double> seconds = results.stream()
                .map(result -> result.measured().trainSeconds().median())
                .toList();
        Plots.style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.6);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(ComparePlots::plain);
        // Names that are nearer to each other than this are left out, whatever their axis.
        chart.getStyler().setXAxisTickMarkSpacingHint(BAR_HEIGHT - 10);
        chart.addSeries("seconds", seconds, names).setFillColor(Plots.COLOURS.get(0));
        return chart;
    }

    private XYChart accuracy() {
        XYChart chart = Plots.chart(
                "Online accuracy: rows classed right before they were learnt",
                "rows seen, in thousands",
                String.format(
                        Locale.ROOT,
                        "%% right, in windows of %,d rows",
                        report.measured().get(0).measured().window()));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        float width = THICKEST;
        double least = PERCENT;
        for (Result result : report.measured()) {
            Measured m = result.measured();
            int windows = m.windows().size();
            double[] rows = IntStream.range(0, windows)
                    .mapToDouble(i -> (i == windows - 1 ? report.data().rows() : (i + 1) * m.window()) / THOUSAND)
                    .toArray();
            double[] right =
                    m.windows().stream().mapToDouble(share -> PERCENT * share).toArray();
            for (double value : right) {
                least = Math.min(least, value);
            }
            XYSeries series = series(chart, result, rows, right);
            series.setMarker(SeriesMarkers.NONE);
            series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            width = Math.max(THINNEST, width - THINNER);
        }
        chart.getStyler().setXAxisTickLabelsFormattingFunction(ComparePlots::plain);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setYAxisMin(Math.floor(least / 10) * 10).setYAxisMax(PERCENT);
        return chart;
    }

    private XYChart rows() {
        XYChart chart = Plots.chart("Time to learn the first rows of the pass", "rows learnt", "seconds");
        DoublingAxes axes = new DoublingAxes(THOUSAND);
        for (Result result : report.measured()) {
            List<Curve.Mark> marks = result.measured().marks();
            XYSeries series = series(
                    chart,
                    result,
                    axes.x(marks.stream().mapToDouble(Curve.Mark::rows)),
                    axes.y(marks.stream().mapToDouble(Curve.Mark::seconds)));
            if (marks.size() > MANY_MARKS) {
                series.setMarker(SeriesMarkers.NONE);
            }
        }
        axes.label(chart.getStyler());
        return chart;
    }

    private XYChart neurons() {
        XYChart chart = Plots.chart(
                "Cost of learning a row with one hidden layer (made-up rows of 784 features)",
                "neurons in the layer, for each of " + Shapes.CLASSES + " classes",
                "µs per row (median)");
        DoublingAxes axes = new DoublingAxes(1);
        for (Result result : report.measured()) {
            List<NeuronStep> steps = result.measured().neurons();
            if (!steps.isEmpty()) {
                series(
                        chart,
                        result,
                        axes.x(steps.stream().mapToDouble(NeuronStep::neurons)),
                        axes.y(steps.stream()
                                .mapToDouble(step -> step.microsPerRow().median())));
            }
        }
        axes.label(chart.getStyler());
        return chart;
    }

    /** Both axes in powers of two, so that cost in proportion is a diagonal; all values in are positive. */
    private static final class DoublingAxes {
        private final double unit;
        private final List<Double> xs = new ArrayList<>();
        private final List<Double> ys = new ArrayList<>();

        /**
         * @param unit that the labels of the lower axis are a power of two times
         */
        DoublingAxes(double unit) {
            this.unit = unit;
        }

        double[] x(DoubleStream values) {
            return logs(values, unit, xs);
        }

        double[] y(DoubleStream values) {
            return logs(values, 1, ys);
        }

        private static double[] logs(DoubleStream values, double unit, List<Double> all) {
            double[] logs = values.map(value -> Plots.log2(value / unit)).toArray();
            DoubleStream.of(logs).forEach(all::add);
            return logs;
        }

        void label(XYStyler styler) {
            double left = Math.floor(Collections.min(xs));
            double right = Math.max(left + 1, Math.ceil(Collections.max(xs)));
            double low = Math.floor(Collections.min(ys));
            double high = Math.max(low + 1, Math.ceil(Collections.max(ys)));
            styler.setXAxisMin(left).setXAxisMax(right);
            styler.setYAxisMin(low).setYAxisMax(high);
            // So many pixels apart, a tick is at every power of two and nowhere else.
            styler.setXAxisTickMarkSpacingHint((int) (Plots.PLOT_WIDTH / (right - left)));
            styler.setYAxisTickMarkSpacingHint((int) (Plots.PLOT_HEIGHT / (high - low)));
            styler.setXAxisTickLabelsFormattingFunction(exponent -> power(exponent, unit));
            styler.setYAxisTickLabelsFormattingFunction(exponent -> power(exponent, 1));
        }

        private static String power(double exponent, double unit) {
            return exponent == Math.rint(exponent) ? plain(unit * Math.pow(2, exponent)) : "";
        }
    }

    private static String plain(double value) {
        return value >= 1 && value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }

    private XYSeries series(XYChart chart, Result result, double[] x, double[] y) {
        XYSeries series = chart.addSeries(result.name(), x, y);
        series.setLineColor(colour(result));
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour(result));
        return series;
    }
}
