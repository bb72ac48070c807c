package io.github.jgln.experiments;

import io.github.jgln.bench.render.Plots;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A study as a picture: the mean of the runs as a line, and from the lowest to the highest of them as a band. Settings are as far
 * apart as they are in the table, whatever their values.
 */
final class StudyPlot {
    private static final int HEIGHT = 480;
    private static final double PERCENT = 100;
    private static final int BAND_ALPHA = 60;

    /** The part of the range of values that the legend has for itself. */
    private static final double ROOM = 0.12;

    private static final BasicStroke SOLID = new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {8, 6}, 0);

    private final StudyText about;
    private final List<Curve> curves;
    private final List<String> positions;
    private final XYChart chart;

    private StudyPlot(StudyReport report) {
        about = StudyText.of(report.study());
        curves = about.drawn(report).stream()
                .filter(curve -> !curve.measured().isEmpty())
                .toList();
        Set<String> all = new LinkedHashSet<>();
        curves.forEach(curve -> curve.measured().forEach(point -> all.add(point.at())));
        positions = new ArrayList<>(all);
        chart = Plots.chart(about.title(), about.axis(), about.measure() + ", %", HEIGHT);
    }

    /** @throws IllegalArgumentException when nothing has been measured */
    static XYChart of(StudyReport report) {
        StudyPlot plot = new StudyPlot(report);
        if (plot.curves.isEmpty()) {
            throw new IllegalArgumentException("nothing of " + report.study() + " has been measured");
        }
        plot.style();
        plot.draw();
        return plot.chart;
    }

    private void draw() {
        // Bands first: lines are not to be hidden.
        for (int i = 0; i < curves.size(); i++) {
            band(curves.get(i), colour(i));
        }
        for (int i = 0; i < curves.size(); i++) {
            List<Point> points = curves.get(i).measured();
            XYSeries line = chart.addSeries(
                    curves.get(i).name(),
                    points.stream()
                            .mapToDouble(point -> positions.indexOf(point.at()))
                            .toArray(),
                    points.stream().mapToDouble(point -> PERCENT * point.mean()).toArray());
            line.setMarker(SeriesMarkers.CIRCLE);
            line.setMarkerColor(colour(i));
            line.setLineColor(colour(i));
            line.setLineStyle(about.dashed(curves.get(i)) ? DASHED : SOLID);
            if (about.categories()) {
                line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            }
        }
        // Of one contender no legend is needed, and the title says what it is.
        chart.getStyler().setLegendVisible(curves.size() > 1);
    }

    private Color colour(int i) {
        return Plots.COLOURS.get(about.colour(curves.get(i)).orElse(i) % Plots.COLOURS.size());
    }

    private void band(Curve curve, Color colour) {
        List<Point> points = curve.measured();
        if (about.categories()) {
            for (Point point : points) {
                double x = positions.indexOf(point.at());
                double[] xs = {x - 0.06, x + 0.06, x + 0.06, x - 0.06};
                double[] ys = {point.max(), point.max(), point.min(), point.min()};
                polygon(curve.name() + point.at(), colour, xs, ys);
            }
            return;
        }
        int n = points.size();
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        for (int i = 0; i < n; i++) {
            Point point = points.get(i);
            xs[i] = positions.indexOf(point.at());
            ys[i] = point.max();
            xs[2 * n - 1 - i] = xs[i];
            ys[2 * n - 1 - i] = point.min();
        }
        polygon(curve.name() + " band", colour, xs, ys);
    }

    private void polygon(String name, Color colour, double[] xs, double[] ys) {
        for (int i = 0; i < ys.length; i++) {
            ys[i] *= PERCENT;
        }
        XYSeries band = chart.addSeries(name, xs, ys);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
        band.setLineColor(new Color(0, true));
        band.setMarker(SeriesMarkers.NONE);
        band.setShowInLegend(false);
    }

    private void style() {
        XYStyler styler = chart.getStyler();
        styler.setLegendPosition(about.legend().orElse(Styler.LegendPosition.InsideSE));
        // Categories stand apart from the frame; a line may begin and end there.
        int margin = about.categories() || positions.size() == 1 ? 1 : 0;
        styler.setXAxisMin((double) -margin).setXAxisMax((double) positions.size() - 1 + margin);
        // So many pixels apart, a tick is at every setting and nowhere else.
        styler.setXAxisTickMarkSpacingHint((int) (Plots.PLOT_WIDTH / (positions.size() - 1 + 2 * margin)));
        styler.setXAxisTickLabelsFormattingFunction(this::at);
        double low = extreme(Double.MAX_VALUE, Math::min, false);
        double high = extreme(0, Math::max, true);
        double step = step(high - low);
        low = Math.max(0, Math.floor(low / step) * step);
        high = Math.min(PERCENT, Math.ceil((high + ROOM * (high - low)) / step) * step);
        styler.setYAxisMin(low).setYAxisMax(high);
        styler.setYAxisTickLabelsFormattingFunction(y -> String.format(Locale.ROOT, step < 1 ? "%.1f" : "%.0f", y));
    }

    /** Beyond the settings blanks, no two of them alike: labels that are alike would be thinned out. */
    private String at(double x) {
        int i = (int) Math.rint(x);
        return i < 0 ? "" : i >= positions.size() ? " " : brief(positions.get(i));
    }

    /** 0.00025 takes more room than 2.5e-4. */
    private static String brief(String at) {
        if (!at.startsWith("0.000")) {
            return at;
        }
        return String.format(Locale.ROOT, "%.1e", Double.parseDouble(at))
                .replace(".0e", "e")
                .replace("e-0", "e-");
    }

    private double extreme(double start, DoubleBinaryOperator pick, boolean upper) {
        double value = start;
        for (Curve curve : curves) {
            for (Point point : curve.measured()) {
                value = pick.applyAsDouble(value, PERCENT * (upper ? point.max() : point.min()));
            }
        }
        return value;
    }

    private static double step(double range) {
        return range > 20 ? 10 : range > 5 ? 2 : range > 2 ? 0.5 : 0.2;
    }
}
