package io.github.jgln.evaluation;

/**
 * The measures of a stream of numbers, each foretold by a normal distribution before it is learnt: {@code μ_t} and {@code σ_t²}
 * of row t, {@code y_t} what came, n rows so far. What is kept does not grow with the rows. Without rows all figures are NaN.
 */
public final class GaussianMeasures {
    /** Bins of {@link #ranks}. */
    public static final int RANKS = 20;

    private final Intervals half = new Intervals(0.6744897501960817);
    private final Intervals ninety = new Intervals(1.6448536269514722);
    private final Intervals ninetyFive = new Intervals(1.959963984540054);
    private final long[] ranks = new long[RANKS];
    private long rows;
    private double absolute;
    private double squared;
    private double logLikelihood;
    private double crps;
    private double mean;
    private double squares;

    /** How many targets fell within so many standard deviations. */
    private static final class Intervals {
        private final double deviations;
        private long within;

        Intervals(double deviations) {
            this.deviations = deviations;
        }

        void add(double z) {
            within += Math.abs(z) <= deviations ? 1 : 0;
        }
    }

    /**
     * The next row.
     *
     * @param mean μ
     * @param variance σ², above 0
     * @param target y
     * @throws IllegalArgumentException for numbers that are not finite, or a variance that is not above 0; then the row is not
     *     counted
     */
    public void row(double mean, double variance, double target) {
        if (!Double.isFinite(mean) || !Double.isFinite(target)) {
            throw new IllegalArgumentException("expected a finite mean and target, got " + mean + " and " + target);
        }
        if (!(variance > 0 && variance <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("variance: expected a finite number above 0, got " + variance);
        }
        double sigma = Math.sqrt(variance);
        double off = target - mean;
        double z = off / sigma;
        double below = NormalCurve.below(z);
        rows++;
        absolute += Math.abs(off);
        squared += off * off;
        logLikelihood -= 0.5 * (Math.log(2 * Math.PI) + Math.log(variance) + z * z);
        crps += sigma * (z * (2 * below - 1) + 2 * NormalCurve.density(z) - 1 / Math.sqrt(Math.PI));
        half.add(z);
        ninety.add(z);
        ninetyFive.add(z);
        ranks[Math.min(RANKS - 1, (int) (below * RANKS))]++;
        double before = target - this.mean;
        this.mean += before / rows;
        squares += before * (target - this.mean);
    }

    /** n. */
    public long rows() {
        return rows;
    }

    /** {@code √(1/n Σ (y_t - μ_t)²)}, in the target's unit. */
    public double rmse() {
        return Math.sqrt(squared / rows);
    }

    /** {@code 1/n Σ |y_t - μ_t|}, in the target's unit. */
    public double mae() {
        return absolute / rows;
    }

    /**
     * {@code 1 - Σ (y_t - μ_t)² / Σ (y_t - ȳ)²}, of which 1 is best; 0 is what the mean of all targets would have, had one known it.
     * NaN where all targets are the same.
     */
    public double r2() {
        return squares == 0 ? Double.NaN : 1 - squared / squares;
    }

    /** {@code -1/n Σ log N(y_t; μ_t, σ_t²)}, in nats; depends on the target's unit. */
    public double negativeLogLikelihood() {
        return -logLikelihood / rows;
    }

    /**
     * The continuous ranked probability score, {@code 1/n Σ σ (z (2Φ(z) - 1) + 2φ(z) - 1/√π)} with {@code z = (y - μ) / σ}, in the
     * target's unit (Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", 2007).
     */
    public double crps() {
        return crps / rows;
    }

    /** The share of targets in the middle half of what was foretold; 0.5 where it is honest. */
    public double coverage50() {
        return (double) half.within / rows;
    }

    /** As {@link #coverage50}, of the interval of 90 %. */
    public double coverage90() {
        return (double) ninety.within / rows;
    }

    /** As {@link #coverage50}, of the interval of 95 %. */
    public double coverage95() {
        return (double) ninetyFive.within / rows;
    }

    /**
     * How many targets had a rank {@code Φ(z)} in each twentieth of 0 … 1; about as many in each where what is foretold is honest, more
     * at both ends where it is too sure. A copy.
     */
    public long[] ranks() {
        return ranks.clone();
    }
}
