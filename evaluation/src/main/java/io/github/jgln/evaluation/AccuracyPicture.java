package io.github.jgln.evaluation;

import io.github.jgln.evaluation.Svg.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the accuracy went, of all rows and of the last, and when it changed. */
final class AccuracyPicture {
    static final String TITLE = "Accuracy over the stream";

    private static final String WINDOW = "stroke=\"#1f6fb4\" stroke-width=\"1.6\"";
    private static final String ALL = "stroke=\"#777\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\"";
    private static final String DRIFT = "stroke=\"#c33\"";

    private AccuracyPicture() {}

    static String of(StreamEvaluation evaluation) {
        List<CoursePoint> course = evaluation.course();
        double least = course.stream()
                .mapToDouble(point -> Math.min(point.accuracy(), point.windowAccuracy()))
                .min()
                .orElse(0);
        // From a tenth on, never from 1, so that there is something to see.
        double low = Math.min(0.9, Math.floor(least * 10) / 10);
        Axes axes = new Axes(Math.max(1, evaluation.measures().rows()), low, 1);
        Svg svg = axes.draw("rows", "accuracy", "%.0f");
        for (Drift drift : evaluation.drifts()) {
            svg.line(axes.at(drift.row(), low), axes.at(drift.row(), 1), DRIFT);
        }
        svg.lines(points(course, axes, CoursePoint::accuracy), ALL);
        svg.lines(points(course, axes, CoursePoint::windowAccuracy), WINDOW);
        axes.legend(svg, 0, WINDOW, "last " + evaluation.window().window() + " rows");
        axes.legend(svg, 1, ALL, "all rows so far");
        axes.legend(svg, 2, DRIFT, "change noticed");
        return svg.picture(TITLE);
    }

    private static List<Point> points(List<CoursePoint> course, Axes axes, ToDoubleFunction<CoursePoint> figure) {
        return course.stream()
                .map(point -> axes.at(point.rows(), figure.applyAsDouble(point)))
                .toList();
    }
}
