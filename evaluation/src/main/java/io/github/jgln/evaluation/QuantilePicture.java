package io.github.jgln.evaluation;

import io.github.jgln.evaluation.Svg.Point;
import java.util.ArrayList;
import java.util.List;

/** Whether targets are below each quantile of what was foretold as often as it says, and where their ranks lie. */
final class QuantilePicture {
    private static final String CURVE = "stroke=\"#1f6fb4\" stroke-width=\"1.6\"";
    private static final String IDEAL = "stroke=\"#777\" stroke-dasharray=\"6 3\"";
    private static final String RANKS = "stroke=\"#cfe0ee\" stroke-width=\"8\"";

    private QuantilePicture() {}

    static String title(TargetEvaluation target) {
        return "Calibration of " + target.name();
    }

    static String of(TargetEvaluation target) {
        GaussianMeasures measures = target.measures();
        double[] observed = measures.observed();
        long[] ranks = measures.ranks();
        Axes axes = new Axes(1, 0, 1);
        Svg svg = axes.draw("predicted quantile", "share of targets below it", "%.1f");
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            Point foot = axes.at((i + 0.5) / ranks.length, 0);
            Point top =
                    axes.at((i + 0.5) / ranks.length, measures.rows() == 0 ? 0 : (double) ranks[i] / measures.rows());
            svg.box(new Point(foot.x() - 8, top.y()), 16, foot.y() - top.y(), "fill=\"#cfe0ee\"", ranks[i] + " rows");
        }
        for (int i = 0; i < observed.length && measures.rows() > 0; i++) {
            points.add(axes.at((double) i / (observed.length - 1), observed[i]));
        }
        svg.line(axes.at(0, 0), axes.at(1, 1), IDEAL);
        svg.lines(points, CURVE);
        points.forEach(point -> svg.dot(point, "fill=\"#1f6fb4\"", ""));
        axes.legend(svg, 1, CURVE, "observed");
        axes.legend(svg, 2, IDEAL, "honest");
        axes.legend(svg, 3, RANKS, "share of the rows");
        return svg.picture(title(target));
    }
}
