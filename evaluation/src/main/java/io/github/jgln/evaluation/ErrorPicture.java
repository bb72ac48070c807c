package io.github.jgln.evaluation;

import io.github.jgln.evaluation.Svg.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far off a number was over the stream, of all rows and of the last. */
final class ErrorPicture {
    private static final String WINDOW = "stroke=\"#1f6fb4\" stroke-width=\"1.6\"";
    private static final String ALL = "stroke=\"#777\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\"";

    /** Of the points, so many lie within the picture; what is above them would flatten all others. */
    private static final double SHOWN = 0.98;

    private ErrorPicture() {}

    static String title(TargetEvaluation target) {
        return "Error of " + target.name() + " over the stream";
    }

    static String of(TargetEvaluation target, long rows) {
        List<TargetEvaluation.Point> course = target.course();
        double[] sorted = course.stream()
                .mapToDouble(point -> Math.max(point.rmse(), point.windowRmse()))
                .sorted()
                .toArray();
        double most = sorted.length == 0 ? 1 : sorted[(int) (SHOWN * (sorted.length - 1))];
        double high = round(most);
        Axes axes = new Axes(Math.max(1, rows), 0, high);
        Svg svg = axes.draw("rows", "RMSE", "%.0f", SignificantDigits::of);
        svg.lines(points(course, axes, TargetEvaluation.Point::rmse), ALL);
        svg.lines(points(course, axes, TargetEvaluation.Point::windowRmse), WINDOW);
        axes.legend(svg, 0, WINDOW, "last " + target.window().window() + " rows");
        axes.legend(svg, 1, ALL, "all rows so far");
        return svg.picture(title(target));
    }

    /** The next number of few digits, so that the picture's lines are of round figures. */
    private static double round(double most) {
        if (!(most > 0 && most <= Double.MAX_VALUE)) {
            return 1;
        }
        double ten = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
            if (step * ten >= most) {
                return step * ten;
            }
        }
        return 10 * ten;
    }

    private static List<Point> points(
            List<TargetEvaluation.Point> course, Axes axes, ToDoubleFunction<TargetEvaluation.Point> figure) {
        return course.stream()
                .map(point -> axes.at(point.rows(), Math.min(axes.high(), figure.applyAsDouble(point))))
                .toList();
    }
}
