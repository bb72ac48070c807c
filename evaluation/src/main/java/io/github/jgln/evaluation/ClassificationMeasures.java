package io.github.jgln.evaluation;

/**
 * The measures of a stream of rows that are to be classed, each told of with the probabilities it was given before it was
 * learnt: {@code p_tc} of row t and class c, {@code y_t} the class it turned out to be, n rows so far. What is kept does not
 * grow with the rows: C² counts of C classes, and some bins. Without rows all figures are NaN.
 *
 * <p>Sums are of doubles, so a mean of n rows is exact to {@code n · 1.1e-16} of it at worst.
 */
public final class ClassificationMeasures {
    private final int classes;
    private final ConfusionMatrix confusion;
    private final CalibrationCurve.Counter calibration = new CalibrationCurve.Counter();
    private final Auc.Counter auc;
    private final Baselines baselines;
    private long rows;
    private long correct;
    private double logLoss;
    private double brier;

    /**
     * Of no rows yet.
     *
     * @param classes C
     * @throws IllegalArgumentException for fewer than 2
     */
    public ClassificationMeasures(int classes) {
        this.confusion = new ConfusionMatrix(classes);
        this.classes = classes;
        this.auc = classes == 2 ? new Auc.Counter() : null;
        this.baselines = new Baselines(classes);
    }

    /**
     * The next row; predicted is its most probable class, the lowest index on ties.
     *
     * @param probabilities of each class, before the row was learnt; read, not kept
     * @param actual the class it is
     * @throws IllegalArgumentException for another number of classes, for probabilities that are not from 0 to 1 or do not sum
     *     to 1 (to within 0.001), or for what is none of the classes; then the row is not counted
     */
    public void row(double[] probabilities, int actual) {
        RowProbabilities.require(classes, probabilities, actual);
        add(probabilities, RowProbabilities.largest(probabilities), actual);
    }

    /** A row that has been looked at, whose learner says itself what it predicts. */
    void add(double[] probabilities, int predicted, int actual) {
        boolean right = predicted == actual;
        rows++;
        correct += right ? 1 : 0;
        logLoss += LogLoss.of(probabilities[actual]);
        for (int c = 0; c < classes; c++) {
            double off = probabilities[c] - (c == actual ? 1 : 0);
            brier += off * off;
        }
        confusion.add(actual, predicted);
        calibration.add(probabilities[predicted], right);
        baselines.add(actual);
        if (auc != null) {
            auc.add(probabilities[1], actual == 1);
        }
    }

    /** C. */
    public int classes() {
        return classes;
    }

    /** n. */
    public long rows() {
        return rows;
    }

    /** The share classed right, from 0 to 1. */
    public double accuracy() {
        return (double) correct / rows;
    }

    /** As {@link ConfusionMatrix#balancedAccuracy()}. */
    public double balancedAccuracy() {
        return confusion.balancedAccuracy();
    }

    /** As {@link ConfusionMatrix#kappa()}. */
    public double kappa() {
        return confusion.kappa();
    }

    /**
     * {@code -1/n Σ_t log p_ty}, in nats; a probability below 1e-15 counts as 1e-15, so a row is at most 34.5.
     */
    public double logLoss() {
        return logLoss / rows;
    }

    /**
     * {@code 1/n Σ_t Σ_c (p_tc - [c = y_t])²}, from 0 to 2 (Brier, "Verification of forecasts expressed in terms of
     * probability", 1950). Of two classes, twice what is had when only class 1 is summed.
     */
    public double brierScore() {
        return brier / rows;
    }

    /** The area under the ROC curve and how exact it is; NaN for more than two classes. */
    public Auc auc() {
        return auc == null ? Auc.NONE : auc.auc();
    }

    /** How often each class was taken for each; a copy, of C² numbers. */
    public ConfusionMatrix confusion() {
        return confusion.copy();
    }

    /** Whether it is right as often as it says. */
    public CalibrationCurve calibration() {
        return calibration.curve();
    }

    /** The accuracy of saying each time the class that was most frequent before, the lowest index on ties, at first class 0. */
    public double majorityAccuracy() {
        return (double) baselines.majorityCorrect() / rows;
    }

    /** The accuracy of saying each time the last row's class, at first class 0. */
    public double noChangeAccuracy() {
        return (double) baselines.noChangeCorrect() / rows;
    }

    /**
     * {@code (p_0 - p_e') / (1 - p_e')} where {@code p_0} is the accuracy and {@code p_e'} that of no change: below 0 for what
     * is worse than saying the last class again (Bifet et al., "Pitfalls in benchmarking data stream classification and how to
     * avoid them", 2013). NaN where no change is always right.
     */
    public double kappaTemporal() {
        return ConfusionMatrix.kappa(accuracy(), noChangeAccuracy());
    }
}
