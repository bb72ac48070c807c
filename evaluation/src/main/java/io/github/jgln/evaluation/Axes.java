package io.github.jgln.evaluation;

import io.github.jgln.evaluation.Svg.Anchor;
import io.github.jgln.evaluation.Svg.Point;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * The frame of a picture of figures against each other, and where in it they belong.
 *
 * @param right the largest figure to the right, from 0 on
 * @param low the smallest upwards
 * @param high the largest upwards
 */
record Axes(double right, double low, double high) {
    static final int WIDTH = 760;
    static final int HEIGHT = 380;

    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int PLOT_WIDTH = 670;
    private static final int PLOT_HEIGHT = 280;
    private static final int STEPS = 5;
    private static final String GRID = "stroke=\"#ddd\"";

    Point at(double x, double y) {
        return new Point(LEFT + PLOT_WIDTH * x / right, TOP + PLOT_HEIGHT * (high - y) / (high - low));
    }

    /**
     * The frame, with numbers at the edges.
     *
     * @param format of the numbers to the right
     */
    Svg draw(String xName, String yName, String format) {
        return draw(xName, yName, format, y -> String.format(Locale.ROOT, "%.2f", y));
    }

    /** As {@link #draw(String, String, String)}, with numbers upwards as they are to be written. */
    Svg draw(String xName, String yName, String format, DoubleFunction<String> upwards) {
        Svg svg = new Svg(WIDTH, HEIGHT);
        for (int i = 0; i <= STEPS; i++) {
            double y = low + (high - low) * i / STEPS;
            double x = right * i / STEPS;
            Point left = at(0, y);
            Point below = at(x, low);
            svg.line(left, at(right, y), GRID);
            svg.text(new Point(left.x() - 6, left.y() + 4), Anchor.END, upwards.apply(y));
            svg.text(new Point(below.x(), below.y() + 18), Anchor.MIDDLE, String.format(Locale.ROOT, format, x));
        }
        svg.text(new Point(LEFT + PLOT_WIDTH / 2.0, HEIGHT - 12), Anchor.MIDDLE, xName);
        return svg.text(new Point(LEFT, TOP - 20), Anchor.START, yName);
    }

    /** An entry of the legend, above the plot. */
    void legend(Svg svg, int place, String style, String text) {
        double x = LEFT + 100 + 150.0 * place;
        svg.line(new Point(x, TOP - 24), new Point(x + 24, TOP - 24), style);
        svg.text(new Point(x + 30, TOP - 20), Anchor.START, text);
    }
}
