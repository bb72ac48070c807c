package io.github.jgln.bench.render;

import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TableRun.Measure;
import io.github.jgln.bench.tables.TablesSummary;
import io.github.jgln.bench.tables.TablesSummary.Figure;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of comparisons on tables. A contender has the same colour in all of them. */
final class TablesPlots {
    private static final double PERCENT = 100;

    /** Points; what is further below would leave no room for the others. */
    private static final double LOWEST = -20;

    /** Points, to whole ones of which the axis of accuracies goes. */
    private static final double STEP = 5;

    private static final int MARKER = 10;
    private static final int LABEL_WIDTH = 20;

    /** Pixels: about what is left beside titles, labels and the legend. */
    private static final double RATE_WIDTH = 600;

    private final TablesSummary online;
    private final List<String> others;

    private TablesPlots(List<TableRun> runs) {
        online = new TablesSummary(runs, Measure.PREQUENTIAL);
        others = online.contenders().stream()
                .filter(contender -> !contender.equals(TablesSummary.REFERENCE))
                .toList();
    }

    /**
     * A picture beside a page.
     *
     * @param file its name
     * @param title what it shows
     */
    record Picture(String file, String title) {}

    /** The pictures for which there are figures. */
    static List<Picture> pictures(List<TableRun> runs, String name) {
        TablesPlots plots = new TablesPlots(runs);
        if (plots.others.isEmpty() || !plots.online.contenders().contains(TablesSummary.REFERENCE)) {
            return List.of();
        }
        return List.of(
                new Picture(name + "-accuracy.png", plots.accuracyTitle()),
                new Picture(name + "-rate.png", plots.rateTitle()));
    }

    /**
     * Draws them.
     *
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    static void write(List<TableRun> runs, Path folder, List<Picture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            return;
        }
        TablesPlots plots = new TablesPlots(runs);
        Plots.drawing(() -> {
            save(plots.accuracy(), folder, pictures.get(0));
            save(plots.rate(), folder, pictures.get(1));
        });
    }

    private static void save(Chart<?, ?> chart, Path folder, Picture picture) throws IOException {
        Plots.save(chart, folder.resolve(picture.file()));
    }

    private String accuracyTitle() {
        return "Accuracy of the others less that of " + TablesSummary.REFERENCE + ", points";
    }

    private String rateTitle() {
        return "Mean accuracy, and rate beside " + TablesSummary.REFERENCE + "'s, of those that have learnt all tables";
    }

    private Color colour(String contender) {
        return Plots.COLOURS.get(online.contenders().indexOf(contender) % Plots.COLOURS.size());
    }

    private CategoryChart accuracy() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Plots.WIDTH)
                .height(Plots.HEIGHT)
                .title(accuracyTitle())
                .xAxisTitle("what is lower than " + number(LOWEST) + " is drawn there")
                .yAxisTitle("points")
                .build();
        Plots.style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        // Every table has its label, and one place for all contenders.
        chart.getStyler().setXAxisLabelRotation(60);
        chart.getStyler().setXAxisTickMarkSpacingHint(LABEL_WIDTH);
        chart.getStyler().setOverlapped(true);
        chart.getStyler().setMarkerSize(MARKER);
        chart.getStyler().setYAxisMin(LOWEST);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(TablesPlots::number);
        for (String other : others) {
            List<Double> differences = online.tables().stream()
                    .map(table -> difference(table, other))
                    .toList();
            CategorySeries series = chart.addSeries(other, online.tables(), differences);
            series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(colour(other));
        }
        return chart;
    }

    /** NaN, which is not drawn, where one of both was not measured. */
    private double difference(String table, String other) {
        OptionalDouble own = online.of(table, TablesSummary.REFERENCE, Figure.ACCURACY);
        OptionalDouble its = online.of(table, other, Figure.ACCURACY);
        return own.isEmpty() || its.isEmpty()
                ? Double.NaN
                : Math.max(LOWEST, PERCENT * (its.getAsDouble() - own.getAsDouble()));
    }

    private XYChart rate() {
        XYChart chart = Plots.chart(
                rateTitle(), "times the rows a second of " + TablesSummary.REFERENCE + " (median)", "mean accuracy, %");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(MARKER);
        double[] bounds = {0, 0, PERCENT, 0};
        for (String contender : online.contenders()) {
            OptionalDouble mean = online.mean(contender, Figure.ACCURACY);
            OptionalDouble slower = online.rateRatio(contender);
            if (mean.isPresent() && slower.isPresent()) {
                double rate = -Math.log10(slower.getAsDouble());
                double accuracy = PERCENT * mean.getAsDouble();
                XYSeries series = chart.addSeries(contender, new double[] {rate}, new double[] {accuracy});
                series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
                series.setMarker(SeriesMarkers.CIRCLE);
                series.setMarkerColor(colour(contender));
                bounds[0] = Math.min(bounds[0], rate);
                bounds[1] = Math.max(bounds[1], rate);
                bounds[2] = Math.min(bounds[2], accuracy);
                bounds[3] = Math.max(bounds[3], accuracy);
            }
        }
        double left = Math.floor(bounds[0]);
        double right = Math.max(left + 1, Math.ceil(bounds[1]));
        chart.getStyler().setXAxisMin(left).setXAxisMax(right);
        chart.getStyler().setYAxisMin(STEP * Math.floor(bounds[2] / STEP));
        chart.getStyler().setYAxisMax(STEP * Math.ceil(bounds[3] / STEP));
        // So many pixels apart, a tick is at every power of ten and nowhere else.
        chart.getStyler().setXAxisTickMarkSpacingHint((int) (RATE_WIDTH / (right - left)));
        chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> x == Math.rint(x) ? power(x.intValue()) : "");
        chart.getStyler().setYAxisTickLabelsFormattingFunction(TablesPlots::number);
        return chart;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private static String power(int exponent) {
        return String.format(Locale.ROOT, "%,." + Math.max(0, -exponent) + "f", Math.pow(10, exponent));
    }
}
