package io.github.jgln.evaluation;

/**
 * The measures of the last w rows of a stream, or of all as long as there are fewer. A row costs the same whatever w is. What is
 * subtracted when a row leaves is what was added when it came, in whole numbers, so that no rounding gathers in a stream without
 * end.
 */
public final class WindowMeasures {
    /** A row's log loss is kept in units of {@code 2^-25} nats: the largest, 34.5, just fits an int. */
    private static final double UNITS = 1 << 25;

    private final int classes;
    private final int[] actuals;
    private final int[] predictions;
    private final int[] losses;
    private final long[] actual;
    private final long[] predicted;
    private int rows;
    private int next;
    private long correct;
    private long loss;

    /** {@code Σ_c a_c b_c}, at most w². */
    private long chance;

    /**
     * Of no rows yet. Takes 12 bytes for each row of the window.
     *
     * @param classes C
     * @param window w
     * @throws IllegalArgumentException for fewer than 2 classes, or a window of fewer than 1 row
     */
    public WindowMeasures(int classes, int window) {
        RowProbabilities.requireClasses(classes);
        if (window < 1) {
            throw new IllegalArgumentException("window: expected at least 1 row, got " + window);
        }
        this.classes = classes;
        this.actuals = new int[window];
        this.predictions = new int[window];
        this.losses = new int[window];
        this.actual = new long[classes];
        this.predicted = new long[classes];
    }

    /**
     * The next row; predicted is its most probable class, the lowest index on ties.
     *
     * @param probabilities of each class, before the row was learnt; read, not kept
     * @param actual the class it is
     * @throws IllegalArgumentException as {@link ClassificationMeasures#row}; then the row is not counted
     */
    public void row(double[] probabilities, int actual) {
        RowProbabilities.require(classes, probabilities, actual);
        add(probabilities, RowProbabilities.largest(probabilities), actual);
    }

    /** A row that has been looked at, whose learner says itself what it predicts. */
    void add(double[] probabilities, int says, int is) {
        if (rows == window()) {
            count(actuals[next], predictions[next], -1);
            loss -= losses[next];
        } else {
            rows++;
        }
        actuals[next] = is;
        predictions[next] = says;
        losses[next] = (int) Math.round(LogLoss.of(probabilities[is]) * UNITS);
        count(is, says, 1);
        loss += losses[next];
        next = (next + 1) % window();
    }

    /** A row comes or goes: what that adds to the sum of products is the change of one factor at a time. */
    private void count(int is, int says, int change) {
        correct += is == says ? change : 0;
        chance += change * predicted[is];
        actual[is] += change;
        chance += change * actual[says];
        predicted[says] += change;
    }

    /** w. */
    public int window() {
        return actuals.length;
    }

    /** How many rows it has: w, or all there were. */
    public int rows() {
        return rows;
    }

    /** The share of its rows classed right, from 0 to 1; NaN without rows. */
    public double accuracy() {
        return (double) correct / rows;
    }

    /** As {@link ClassificationMeasures#logLoss()}, of its rows, to within 1.5e-8 nats; NaN without rows. */
    public double logLoss() {
        return loss / UNITS / rows;
    }

    /** As {@link ConfusionMatrix#kappa()}, of its rows. */
    public double kappa() {
        return ConfusionMatrix.kappa(accuracy(), chance / ((double) rows * rows));
    }
}
