package io.github.jgln.bench.render;

import io.github.jgln.bench.figures.BenchReport;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.figures.BenchReport.RowStep;
import io.github.jgln.bench.figures.Shapes;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of the growth that a benchmark's report tells of, for a README or an issue. */
public final class BenchPlots {
    /** How much room, in powers of two, the legend has above the points. */
    private static final double ROOM = 0.7;

    private static final double MEGABYTE = 1e6;
    private static final Color MEASURED = new Color(0x1f5fa8);
    private static final Color REFERENCE = new Color(0x9a9a9a);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 6}, 0);

    private BenchPlots() {}

    /**
     * Writes {@code neurons.png} and {@code rows.png}, each if the report has two points for it.
     *
     * @throws IOException when a file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    public static void write(BenchReport report, Path folder) throws IOException {
        Plots.drawing(() -> {
            if (report.neuronSteps().size() > 1) {
                Plots.save(neurons(report), folder.resolve("neurons.png"));
            }
            if (report.rowSteps().size() > 1) {
                Plots.save(rows(report), folder.resolve("rows.png"));
            }
        });
    }

    /** Both axes are in powers of two, so that cost in proportion to neurons is a diagonal. */
    private static XYChart neurons(BenchReport report) {
        List<NeuronStep> steps = report.neuronSteps();
        NeuronStep last = steps.get(steps.size() - 1);
        double perNeuron = last.microsPerRow().median() / last.neurons();
        XYChart chart = Plots.chart(
                "Cost of learning a row with one hidden layer",
                "neurons in the layer, for each of " + Shapes.CLASSES + " classes",
                "µs per row (median)");
        double[] neurons = values(steps, step -> Plots.log2(step.neurons()));
        double[] micros = values(steps, step -> Plots.log2(step.microsPerRow().median()));
        double[] inProportion = values(steps, step -> Plots.log2(perNeuron * step.neurons()));
        XYStyler styler = chart.getStyler();
        styler.setXAxisTickLabelsFormattingFunction(BenchPlots::powerOfTwo);
        styler.setYAxisTickLabelsFormattingFunction(BenchPlots::powerOfTwo);
        double low = Math.floor(Math.min(least(micros), least(inProportion)));
        double high = Math.ceil(Math.max(most(micros), most(inProportion)) + ROOM);
        styler.setYAxisMin(low).setYAxisMax(high);
        // So many pixels apart, a tick is at every power of two and nowhere else.
        styler.setXAxisTickMarkSpacingHint((int) (Plots.PLOT_WIDTH / (most(neurons) - least(neurons))));
        styler.setYAxisTickMarkSpacingHint((int) (Plots.PLOT_HEIGHT / (high - low)));
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
        XYChart chart = Plots.chart(
                "Java heap while learning a stream, beyond the data and the weights", "rows learnt", "MB in use");
        double[] heap = values(steps, step -> step.heapBytes() / MEGABYTE);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(Math.max(1, 1.5 * most(heap)));
        measured(chart, report, values(steps, RowStep::rows), heap);
        return chart;
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

    private static String powerOfTwo(double exponent) {
        return exponent == Math.rint(exponent)
                ? String.format(Locale.ROOT, exponent < 0 ? "%.3g" : "%.0f", Math.pow(2, exponent))
                : "";
    }

    private static <T> double[] values(List<T> steps, ToDoubleFunction<T> value) {
        return steps.stream().mapToDouble(value).toArray();
    }
}
