package io.github.jgln.evaluation;

import java.util.List;

/**
 * How well one number was foretold, row by row before each was learnt. The first {@value #UNMEASURED} rows are not measured, nor
 * those before which all targets were the same: until then nobody can know in what unit to speak, and one row that comes after two
 * that were alike would outweigh thousands.
 */
public final class TargetEvaluation {
    /** Rows whose targets tell a unit; as many as a normal distribution takes to be about what is known of a mean and a variance. */
    public static final int UNMEASURED = 10;

    private final String name;
    private final GaussianMeasures measures = new GaussianMeasures();
    private final GaussianWindow window;
    private final Course<Point> course = new Course<>(Point::rows);
    private long rows;
    private double mean;
    private double last;
    private boolean varied;
    private double meanSquared;
    private double lastSquared;

    /**
     * How it stood at some row.
     *
     * @param rows so far
     * @param rmse of all of them
     * @param windowRmse of the last rows, as {@link GaussianWindow#rmse()}
     * @param windowNegativeLogLikelihood as {@link GaussianWindow#negativeLogLikelihood()}
     * @param windowCoverage90 as {@link GaussianWindow#coverage90()}
     */
    public record Point(
            long rows, double rmse, double windowRmse, double windowNegativeLogLikelihood, double windowCoverage90) {}

    TargetEvaluation(String name, int window) {
        this.name = name;
        this.window = new GaussianWindow(window);
    }

    void row(double said, double variance, double target) {
        if (varied && rows >= UNMEASURED) {
            measures.row(said, variance, target);
            window.add(said, variance, target);
            meanSquared += (target - mean) * (target - mean);
            lastSquared += (target - last) * (target - last);
        }
        varied |= rows > 0 && target != last;
        rows++;
        mean += (target - mean) / rows;
        last = target;
        if (course.due(rows) && measures.rows() > 0) {
            course.add(new Point(
                    rows, measures.rmse(), window.rmse(), window.negativeLogLikelihood(), window.coverage90()));
        }
    }

    /** What the number is called. */
    public String name() {
        return name;
    }

    /** Of all rows so far; goes on changing. */
    public GaussianMeasures measures() {
        return measures;
    }

    /** Of the last rows so far; goes on changing. */
    public GaussianWindow window() {
        return window;
    }

    /** The RMSE of saying each time the mean of all targets before; of the same rows as {@link #measures}. */
    public double meanSoFarRmse() {
        return Math.sqrt(meanSquared / measures.rows());
    }

    /** The RMSE of saying each time the last row's target; of the same rows as {@link #measures}. */
    public double lastValueRmse() {
        return Math.sqrt(lastSquared / measures.rows());
    }

    /** How it went, in points of equal distance from the beginning on: at most 512, at least half as many of a long stream. */
    public List<Point> course() {
        return course.points();
    }
}
