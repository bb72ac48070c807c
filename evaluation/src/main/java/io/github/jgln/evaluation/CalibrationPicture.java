package io.github.jgln.evaluation;

import io.github.jgln.evaluation.CalibrationCurve.Bin;
import io.github.jgln.evaluation.Svg.Point;
import java.util.ArrayList;
import java.util.List;

/** Whether a classifier is right as often as it says, and how many rows say so. */
final class CalibrationPicture {
    static final String TITLE = "Calibration";

    private static final String CURVE = "stroke=\"#1f6fb4\" stroke-width=\"1.6\"";
    private static final String IDEAL = "stroke=\"#777\" stroke-dasharray=\"6 3\"";
    private static final String ROWS = "stroke=\"#cfe0ee\" stroke-width=\"8\"";

    private CalibrationPicture() {}

    static String of(StreamEvaluation evaluation) {
        CalibrationCurve curve = evaluation.measures().calibration();
        double rows = evaluation.measures().rows();
        Axes axes = new Axes(1, 0, 1);
        Svg svg = axes.draw("confidence", "accuracy", "%.1f");
        List<Point> points = new ArrayList<>();
        List<Bin> bins = curve.bins();
        for (int m = 0; m < bins.size(); m++) {
            Bin bin = bins.get(m);
            if (bin.rows() > 0) {
                Point foot = axes.at((m + 0.5) / bins.size(), 0);
                Point top = axes.at((m + 0.5) / bins.size(), bin.rows() / rows);
                svg.box(
                        new Point(foot.x() - 8, top.y()),
                        16,
                        foot.y() - top.y(),
                        "fill=\"#cfe0ee\"",
                        bin.rows() + " rows");
                points.add(axes.at(bin.confidence(), bin.accuracy()));
            }
        }
        svg.line(axes.at(0, 0), axes.at(1, 1), IDEAL);
        svg.lines(points, CURVE);
        points.forEach(point -> svg.dot(point, "fill=\"#1f6fb4\"", ""));
        axes.legend(svg, 0, CURVE, "share classed right");
        axes.legend(svg, 1, IDEAL, "as often as it says");
        axes.legend(svg, 2, ROWS, "share of the rows");
        return svg.picture(TITLE);
    }
}
