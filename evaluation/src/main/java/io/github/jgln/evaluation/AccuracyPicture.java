package io.github.jgln.evaluation;

import io.github.jgln.evaluation.Svg.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** How the accuracy went, of all rows and of the last, and when it changed. */
final class AccuracyPicture {
    static final String TITLE = "Accuracy over the stream";

    private static final String WINDOW = "stroke=\"#1f6fb4\" stroke-width=\"1.6\"";
    private static final String ALL = "stroke=\"#777\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\"";
    private static final String WORSE = "stroke=\"#c33\"";
    private static final String BETTER = "stroke=\"#9b9\"";

    /** Where the picture may begin, so that its lines are of round figures; not at 1, where there would be nothing to see. */
    private static final double[] LOWS = {0.9, 0.75, 0.5, 0};

    private AccuracyPicture() {}

    static String of(StreamEvaluation evaluation) {
        List<CoursePoint> course = evaluation.course();
        double least = course.stream()
                .mapToDouble(point -> Math.min(point.accuracy(), point.windowAccuracy()))
                .min()
                .orElse(0);
        double low = DoubleStream.of(LOWS).filter(l -> l <= least).findFirst().orElse(0);
        Axes axes = new Axes(Math.max(1, evaluation.measures().rows()), low, 1);
        Svg svg = axes.draw("rows", "accuracy", "%.0f");
        for (Drift drift : evaluation.drifts()) {
            svg.line(
                    axes.at(drift.row(), low),
                    axes.at(drift.row(), 1),
                    drift.after() > drift.before() ? WORSE : BETTER);
        }
        svg.lines(points(course, axes, CoursePoint::accuracy), ALL);
        svg.lines(points(course, axes, CoursePoint::windowAccuracy), WINDOW);
        axes.legend(svg, 0, WINDOW, "last " + evaluation.window().window() + " rows");
        axes.legend(svg, 1, ALL, "all rows so far");
        axes.legend(svg, 2, WORSE, "became worse");
        axes.legend(svg, 3, BETTER, "became better");
        return svg.picture(TITLE);
    }

    private static List<Point> points(List<CoursePoint> course, Axes axes, ToDoubleFunction<CoursePoint> figure) {
        return course.stream()
                .map(point -> axes.at(point.rows(), figure.applyAsDouble(point)))
                .toList();
    }
}
