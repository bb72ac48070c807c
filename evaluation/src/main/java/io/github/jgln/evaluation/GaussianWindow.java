package io.github.jgln.evaluation;

import java.util.Arrays;

/**
 * The measures of the last w rows of a stream of numbers, or of all as long as there are fewer. A row costs the same whatever w is:
 * what goes is subtracted, and every w rows the sums are made anew, so that no rounding gathers in a stream without end.
 */
public final class GaussianWindow {
    private final double[] squares;
    private final double[] losses;
    private final boolean[] within;
    private int rows;
    private int next;
    private double squared;
    private double loss;
    private int inside;

    /**
     * Of no rows yet. Takes 17 bytes for each row of the window.
     *
     * @param window w
     * @throws IllegalArgumentException for fewer than 1 row
     */
    public GaussianWindow(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window: expected at least 1 row, got " + window);
        }
        squares = new double[window];
        losses = new double[window];
        within = new boolean[window];
    }

    /** A row that {@link GaussianMeasures} has taken. */
    void add(double mean, double variance, double target) {
        double off = target - mean;
        double z = off / Math.sqrt(variance);
        if (rows == window()) {
            squared -= squares[next];
            loss -= losses[next];
            inside -= within[next] ? 1 : 0;
        } else {
            rows++;
        }
        squares[next] = off * off;
        losses[next] = GaussianMeasures.loss(variance, z);
        within[next] = Math.abs(z) <= GaussianMeasures.NINETY;
        squared += squares[next];
        loss += losses[next];
        inside += within[next] ? 1 : 0;
        next = (next + 1) % window();
        if (next == 0) {
            squared = Arrays.stream(squares).sum();
            loss = Arrays.stream(losses).sum();
        }
    }

    /** w. */
    public int window() {
        return squares.length;
    }

    /** How many rows it has: w, or all there were. */
    public int rows() {
        return rows;
    }

    /** As {@link GaussianMeasures#rmse}, of its rows; NaN without rows. */
    public double rmse() {
        return Math.sqrt(Math.max(0, squared) / rows);
    }

    /** As {@link GaussianMeasures#negativeLogLikelihood}, of its rows; NaN without rows. */
    public double negativeLogLikelihood() {
        return loss / rows;
    }

    /** As {@link GaussianMeasures#coverage90}, of its rows; NaN without rows. */
    public double coverage90() {
        return (double) inside / rows;
    }
}
