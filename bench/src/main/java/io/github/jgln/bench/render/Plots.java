package io.github.jgln.bench.render;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** Charts in the project's style, and how they become files. */
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

    private static final int DOTS_PER_INCH = 144;

    private Plots() {}

    /** Something that draws and writes. */
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

    /** Writes a chart as a PNG picture, and returns its file. */
    public static Path save(Chart<?, ?> chart, Path file) throws IOException {
        BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
        return file;
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

    static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
