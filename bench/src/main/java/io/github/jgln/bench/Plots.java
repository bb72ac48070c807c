package io.github.jgln.bench;

import io.github.jgln.bench.BenchReport.NeuronStep;
import io.github.jgln.bench.BenchReport.RowStep;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of a report's growth, for a README or an issue. */
public final class Plots {
    /** Okabe and Ito's colours, which the colour-blind can tell apart. */
    public static final List<Color> COLOURS = List.of(
            new Color(0x0072b2),
            new Color(0xe69f00),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0xd55e00),
            new Color(0x56b4e9),
            new Color(0x000000),
            new Color(0x8c8c8c));

    static final int WIDTH = 900;
    static final int HEIGHT = 600;

    /** Pixels: about what is left beside titles and labels. */
    public static final double PLOT_WIDTH = 820;

    static final double PLOT_HEIGHT = 490;

    /** For the legend above the points: in powers of two. */
    private static final double ROOM = 0.7;

    private static final int DOTS_PER_INCH = 144;
    private static final double MEGABYTE = 1e6;
    private static final Color MEASURED = new Color(0x1f5fa8);
    private static final Color REFERENCE = new Color(0x9a9a9a);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 6}, 0);

    private Plots() {}

    /**
     * Writes {@code neurons.png} and {@code rows.png}, each if the report has two points for it.
     *
     * @throws IOException when a file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    public static void write(BenchReport report, Path folder) throws IOException {
        drawing(() -> {
            if (report.neuronSteps().size() > 1) {
                save(neurons(report), folder.resolve("neurons.png"));
            }
            if (report.rowSteps().size() > 1) {
                save(rows(report), folder.resolve("rows.png"));
            }
        });
    }

    /** What draws and writes. */
    @FunctionalInterface
    public interface Drawing {
        void run() throws IOException;
    }

    /** @throws UnsupportedOperationException when this Java cannot draw; says why */
    public static void drawing(Drawing drawing) throws IOException {
        System.setProperty("java.awt.headless", "true");
        try {
            drawing.run();
        } catch (LinkageError | InternalError | NullPointerException e) {
            // A Java without its desktop libraries or on a system without fonts fails in any of these ways.
            throw new UnsupportedOperationException(
                    "this Java cannot draw, for lack of fonts or of its desktop module: " + e, e);
        }
    }

    /** As a PNG picture. */
    public static Path save(Chart<?, ?> chart, Path file) throws IOException {
        BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
        return file;
    }

    /** Both axes are in powers of two, so that cost in proportion to neurons is a diagonal. */
    private static XYChart neurons(BenchReport report) {
        List<NeuronStep> steps = report.neuronSteps();
        NeuronStep last = steps.get(steps.size() - 1);
        double perNeuron = last.microsPerRow().median() / last.neurons();
        XYChart chart = chart(
                "Cost of learning a row with one hidden layer",
                "neurons in the layer, for each of " + Shapes.CLASSES + " classes",
                "µs per row (median)");
        double[] neurons = values(steps, step -> log2(step.neurons()));
        double[] micros = values(steps, step -> log2(step.microsPerRow().median()));
        double[] inProportion = values(steps, step -> log2(perNeuron * step.neurons()));
        XYStyler styler = chart.getStyler();
        styler.setXAxisTickLabelsFormattingFunction(Plots::powerOfTwo);
        styler.setYAxisTickLabelsFormattingFunction(Plots::powerOfTwo);
        double low = Math.floor(Math.min(least(micros), least(inProportion)));
        double high = Math.ceil(Math.max(most(micros), most(inProportion)) + ROOM);
        styler.setYAxisMin(low).setYAxisMax(high);
        // So many pixels apart, a tick is at every power of two and nowhere else.
        styler.setXAxisTickMarkSpacingHint((int) (PLOT_WIDTH / (most(neurons) - least(neurons))));
        styler.setYAxisTickMarkSpacingHint((int) (PLOT_HEIGHT / (high - low)));
        XYSeries line =
                chart.addSeries(String.format(Locale.ROOT, "%.2f µs × neurons", perNeuron), neurons, inProportion);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(REFERENCE);
        line.setLineStyle(DASHED);
        measured(chart, report, neurons, micros);
        return chart;
    }

    private static XYChart rows(BenchReport report) {
        List<RowStep> steps = report.rowSteps();
        XYChart chart =
                chart("Java heap while learning a stream, beyond the data and the weights", "rows learnt", "MB in use");
        double[] heap = values(steps, step -> step.heapBytes() / MEGABYTE);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(Math.max(1, 1.5 * most(heap)));
        measured(chart, report, values(steps, RowStep::rows), heap);
        return chart;
    }

    static XYChart chart(String title, String x, String y) {
        return chart(title, x, y, HEIGHT);
    }

    /** An empty chart in the project's style. */
    public static XYChart chart(String title, String x, String y, int height) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        chart.getStyler().setXAxisTickMarkSpacingHint(80);
        return chart;
    }

    static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartPadding(20);
    }

    /** The device is in the legend, where the longest of names fits. */
    private static void measured(XYChart chart, BenchReport report, double[] x, double[] y) {
        XYSeries series = chart.addSeries(report.backend() + " on " + report.device(), x, y);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(MEASURED);
        series.setLineColor(MEASURED);
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static String powerOfTwo(double exponent) {
        return exponent == Math.rint(exponent)
                ? String.format(Locale.ROOT, exponent < 0 ? "%.3g" : "%.0f", Math.pow(2, exponent))
                : "";
    }

    private static <T> double[] values(List<T> steps, ToDoubleFunction<T> value) {
        return steps.stream().mapToDouble(value).toArray();
    }
}
