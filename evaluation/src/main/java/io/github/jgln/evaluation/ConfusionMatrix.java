package io.github.jgln.evaluation;

/**
 * How often each class was taken for each, and what is computed from that alone. With {@code n_ij} rows of class i that were
 * predicted as class j, n rows in all, row sums {@code a_i} (actual) and column sums {@code b_j} (predicted).
 */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    ConfusionMatrix(int classes) {
        this(classes, new long[Math.multiplyExact(RowProbabilities.requireClasses(classes), classes)]);
    }

    private ConfusionMatrix(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    void add(int actual, int predicted) {
        counts[actual * classes + predicted]++;
    }

    ConfusionMatrix copy() {
        return new ConfusionMatrix(classes, counts.clone());
    }

    /**
     * One class against all others.
     *
     * @param rows of the class, {@code a_c}
     * @param precision {@code n_cc / b_c}; NaN where the class was never predicted
     * @param recall {@code n_cc / a_c}; NaN where no row was of it
     * @param f1 {@code 2 n_cc / (a_c + b_c)}, the harmonic mean of both; NaN where it neither occurred nor was predicted
     */
    public record ClassFigures(long rows, double precision, double recall, double f1) {}

    /** How many classes there are. */
    public int classes() {
        return classes;
    }

    /**
     * {@code n_ij}.
     *
     * @throws IllegalArgumentException for what is none of the classes
     */
    public long count(int actual, int predicted) {
        RowProbabilities.requireClass(classes, actual);
        RowProbabilities.requireClass(classes, predicted);
        return counts[actual * classes + predicted];
    }

    /** n. */
    public long rows() {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return rows;
    }

    private long correct() {
        long correct = 0;
        for (int c = 0; c < classes; c++) {
            correct += count(c, c);
        }
        return correct;
    }

    private long actual(int c) {
        long rows = 0;
        for (int j = 0; j < classes; j++) {
            rows += count(c, j);
        }
        return rows;
    }

    private long predicted(int c) {
        long rows = 0;
        for (int i = 0; i < classes; i++) {
            rows += count(i, c);
        }
        return rows;
    }

    /** {@code p_0 = Σ_c n_cc / n}, from 0 to 1; NaN without rows. */
    public double accuracy() {
        return (double) correct() / rows();
    }

    /** The mean recall of the classes that occurred; NaN without rows. */
    public double balancedAccuracy() {
        double sum = 0;
        int seen = 0;
        for (int c = 0; c < classes; c++) {
            if (actual(c) > 0) {
                sum += of(c).recall();
                seen++;
            }
        }
        return sum / seen;
    }

    /**
     * Cohen's κ, {@code (p_0 - p_e) / (1 - p_e)} with {@code p_e = Σ_c a_c b_c / n²}: 0 for predictions that know nothing of the
     * row, 1 for right ones. NaN without rows, or where one class is all that occurred and all that was predicted.
     */
    public double kappa() {
        double rows = rows();
        double chance = 0;
        for (int c = 0; c < classes; c++) {
            chance += actual(c) / rows * (predicted(c) / rows);
        }
        return kappa(correct() / rows, chance);
    }

    /** How far from another accuracy to 1 an accuracy is. */
    static double kappa(double accuracy, double other) {
        return other < 1 ? (accuracy - other) / (1 - other) : Double.NaN;
    }

    /**
     * One class against all others.
     *
     * @throws IllegalArgumentException for what is none of the classes
     */
    public ClassFigures of(int c) {
        double right = count(c, c);
        long actual = actual(c);
        long predicted = predicted(c);
        return new ClassFigures(actual, right / predicted, right / actual, 2 * right / (actual + predicted));
    }
}
