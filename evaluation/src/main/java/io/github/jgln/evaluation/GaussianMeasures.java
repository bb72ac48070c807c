package io.github.jgln.evaluation;

import io.github.jgln.Gaussians;
import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Targets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measures of a stream of numbers, each foretold by a normal distribution before it is learnt: {@code μ_t} and {@code σ_t²}
 * of row t, {@code y_t} what came, n rows so far. What is kept does not grow with the rows. Without rows all figures are NaN.
 */
public final class GaussianMeasures {
    /** Bins of {@link #ranks}. */
    public static final int RANKS = 20;

    /** Standard deviations to either side of the mean between which 90 % lie. */
    static final double NINETY = 1.6448536269514722;

    private final Intervals half = new Intervals(0.6744897501960817);
    private final Intervals ninety = new Intervals(NINETY);
    private final Intervals ninetyFive = new Intervals(1.959963984540054);
    private final long[] ranks = new long[RANKS];
    private long rows;
    private double absolute;
    private double squared;
    private double loss;
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
        loss += loss(variance, z);
        crps += sigma * (z * (2 * below - 1) + 2 * NormalCurve.density(z) - 1 / Math.sqrt(Math.PI));
        half.add(z);
        ninety.add(z);
        ninetyFive.add(z);
        ranks[Math.min(RANKS - 1, (int) (below * RANKS))]++;
        double before = target - this.mean;
        this.mean += before / rows;
        squares += before * (target - this.mean);
    }

    /** {@code -log N(y; μ, σ²)}, where {@code z = (y - μ) / σ}. */
    static double loss(double variance, double z) {
        return 0.5 * (Math.log(2 * Math.PI) + Math.log(variance) + z * z);
    }

    /**
     * Predicts rows, in blocks, without learning them.
     *
     * @return of each number that is learnt
     * @throws IllegalArgumentException for a learner of classes, or for rows or targets that it does not take
     */
    public static List<GaussianMeasures> of(OnlineLearner learner, LabelledRows rows) {
        int width = Regressor.width(learner);
        List<GaussianMeasures> measures =
                Stream.generate(GaussianMeasures::new).limit(width).toList();
        int most = OnlinePass.blockRows(learner);
        for (int from = 0, count; (count = Math.min(most, rows.count() - from)) > 0; from += count) {
            LabelledRows block = rows.part(from, count);
            Targets.Reals reals = Regressor.numbers(block, width);
            float[] pairs = OnlinePass.predictionsOf(learner, count);
            learner.predict(block.rows(), pairs);
            Gaussians said = new Gaussians(count, width, pairs);
            for (int t = 0; t < count; t++) {
                for (int c = 0; c < width; c++) {
                    measures.get(c).row(said.mean(t, c), said.variance(t, c), Regressor.number(reals, t, c));
                }
            }
        }
        return measures;
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
        return loss / rows;
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
     * How often what was foretold to be rarer was: of each twentieth p of 0 … 1, ends included, the share of targets that were below
     * the quantile p of what was foretold. p itself where it is honest. NaN without rows, but for the ends.
     */
    public double[] observed() {
        double[] observed = new double[RANKS + 1];
        long below = 0;
        for (int i = 0; i < RANKS; i++) {
            below += ranks[i];
            observed[i + 1] = (double) below / rows;
        }
        return observed;
    }

    /**
     * How many targets had a rank {@code Φ(z)} in each twentieth of 0 … 1; about as many in each where what is foretold is honest, more
     * at both ends where it is too sure. A copy.
     */
    public long[] ranks() {
        return ranks.clone();
    }
}
