package io.github.jgln;

import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.RegressionState;
import java.util.Optional;

/**
 * What a regression does beside its network: it makes the base predictions, tells the network of targets in units of their own
 * spread, and turns what the network says back, with variances that are corrected by how far off they were.
 *
 * <p>With mean m and standard deviation d of the targets of all rows before, a base prediction is one of {@code (y - m) / d}, and
 * what comes back is {@code m + d μ} and {@code d² κ v}. What is learnt is in the same units, and within ±30 of them.
 *
 * <p>One thread uses it at a time.
 */
final class Regression {
    /** Targets and base predictions further out than this say no more. */
    private static final double FURTHEST = 30;

    private final GLNConfig config;
    /** Null where features are base predictions as they are. */
    private final RegressionExperts experts;

    private final double[] expertNumbers;
    private final float minVariance;
    private final float maxVariance;
    private final int width;
    private final int numbers;

    private final double[] mean;
    private final double[] squares;
    private long count;
    private long passes;
    private final VarianceCorrection correction;
    private final double[] ratios;
    private final double[] spread;
    private final double[] now;

    /** @param own written over as rows are learnt */
    Regression(GLNConfig config, RegressionState own) {
        this.config = config;
        this.numbers = config.inputSize();
        this.width = config.numbers();
        expertNumbers = own.experts();
        experts = config.basePredictor() instanceof BasePredictor.Regressions regressions
                ? new RegressionExperts(
                        regressions, numbers, width, new ColumnLayout(config.columns()), config.seed(), expertNumbers)
                : null;
        GaussianMixing mixing = config.get(Knob.GAUSSIAN_MIXING);
        minVariance = (float) mixing.minVariance();
        maxVariance = (float) mixing.maxVariance();
        spread = new double[width];
        now = new double[width];
        mean = own.targets().mean();
        squares = own.targets().squares();
        count = own.targets().count();
        passes = own.passes();
        correction = new VarianceCorrection(own.corrections());
        ratios = new double[width];
    }

    /** Of a network that has learnt nothing. */
    static RegressionState none(GLNConfig config) {
        int width = config.numbers();
        double[] experts = config.basePredictor() instanceof BasePredictor.Regressions regressions
                ? RegressionExperts.none(regressions, config.inputSize(), width, bins(config))
                : new double[0];
        return new RegressionState(InputStatistics.none(width), 0, VarianceCorrection.none(width), experts);
    }

    /** How many numbers the base predictions hold. */
    static int experts(GLNConfig config) {
        return config.basePredictor() instanceof BasePredictor.Regressions regressions
                ? RegressionShape.of(regressions, config.inputSize(), config.numbers(), bins(config))
                        .size()
                : 0;
    }

    private static int bins(GLNConfig config) {
        return new ColumnLayout(config.columns()).bins;
    }

    RegressionState state() {
        return shared().copy();
    }

    private RegressionState shared() {
        return new RegressionState(
                new InputStatistics(count, mean, squares), passes, correction.state(), expertNumbers);
    }

    /** The same for another thread; they share what was learnt, so none of them may learn any more. */
    Regression forThread() {
        return new Regression(config, shared());
    }

    /** Says whether the rows from here on have all been learnt before. */
    void beginPass(boolean known) {
        passes = known ? passes + 1 : 0;
        if (experts != null) {
            experts.beginPass(passes);
        }
    }

    /**
     * The base predictions of a row.
     *
     * @param read what the network reads of it, from {@code from} on
     * @param bins the bin of each column of a table; null without one
     * @param pairs written from {@code to} on
     */
    void predict(float[] read, int from, int[] bins, float[] pairs, int to) {
        predict(read, from, bins, null, 0, pairs, to);
    }

    /** As the other one, of a row that will be learnt: as if none of its targets were known yet. */
    void predict(float[] read, int from, int[] bins, float[] targets, int targetsFrom, float[] pairs, int to) {
        if (experts != null) {
            for (int c = 0; c < width && targets != null; c++) {
                now[c] = targets[targetsFrom + c];
            }
            regress(read, from, bins, targets == null || passes == 0 ? null : now, pairs, to);
            return;
        }
        float variance = bounded((float) ((BasePredictor.Features) config.basePredictor()).variance());
        for (int j = 0; j < numbers; j++) {
            int at = to + 4 * j;
            pairs[at] = read[from + j];
            pairs[at + 1] = variance;
            pairs[at + 2] = -read[from + j];
            pairs[at + 3] = variance;
        }
    }

    private void regress(float[] read, int from, int[] bins, double[] known, float[] pairs, int to) {
        measureSpread();
        experts.read(read, from, bins, mean, spread, known, passes);
        int at = to;
        for (int c = 0; c < width; c++) {
            double deviation = deviation(c);
            for (int i = 0; i < experts.means[c].length; i++) {
                double z = (experts.means[c][i] + experts.first(c) - mean[c]) / deviation;
                pairs[at++] = (float) Math.max(-FURTHEST, Math.min(FURTHEST, z));
                pairs[at++] = bounded((float) (experts.variances[c][i] / (deviation * deviation)));
            }
        }
    }

    /** Whether base predictions are regressions, which are functions of the features themselves. */
    boolean regresses() {
        return experts != null;
    }

    /**
     * How a sum of the base predictions of the row that was read last changes with what the network reads of it.
     *
     * @param weights of the base predictions, in units of the targets' deviation
     * @return one for each number that the network reads, in the unit of the target
     */
    double[] slopes(int c, double[] weights) {
        double[] held = weights.clone();
        for (int i = 0; i < held.length; i++) {
            double z = (experts.means[c][i] + experts.first(c) - mean[c]) / deviation(c);
            // At its bound a base prediction does not change.
            held[i] = Math.abs(z) < FURTHEST ? held[i] : 0;
        }
        return experts.slopes(c, held);
    }

    private void measureSpread() {
        for (int c = 0; c < width; c++) {
            spread[c] = squares[c] > 0 ? squares[c] / count : 1;
        }
    }

    /** What {@link #predict} and {@link #finish} go by as it stands. */
    FittedRegression fitted() {
        double[] deviations = new double[width];
        double[] factors = new double[width];
        for (int c = 0; c < width; c++) {
            deviations[c] = squares[c] > 0 ? deviation(c) : 1;
            factors[c] = correction.factor(c);
        }
        measureSpread();
        return new FittedRegression(
                mean.clone(),
                deviations,
                factors,
                Optional.ofNullable(experts).map(known -> known.fitted(mean, spread, FURTHEST)));
    }

    /** What a neuron can say, and no infinity. */
    private float bounded(float variance) {
        return Math.max(minVariance, Math.min(maxVariance, variance));
    }

    /** Writes m and d of each number as they are now; d is 0 where the number has not varied yet. */
    void units(double[] units, int to) {
        for (int c = 0; c < width; c++) {
            units[to + 2 * c] = mean[c];
            units[to + 2 * c + 1] = squares[c] > 0 ? deviation(c) : 0;
        }
    }

    /** d, or 1 where there is none yet. */
    static double deviation(double[] units, int unitsFrom, int number) {
        double deviation = units[unitsFrom + 2 * number + 1];
        return deviation > 0 ? deviation : 1;
    }

    private double deviation(int c) {
        return 1.0 / InputStatistics.scale(count, squares[c]);
    }

    /**
     * Takes in the row that was predicted last.
     *
     * @param targets its numbers, from {@code from} on
     * @param scaled written from {@code to} on: what the network is to learn
     */
    void learn(float[] targets, int from, float[] scaled, int to) {
        for (int c = 0; c < width; c++) {
            now[c] = targets[from + c];
        }
        if (experts != null) {
            experts.learn(count, now, passes);
        }
        count += passes == 0 ? 1 : 0;
        for (int c = 0; c < width; c++) {
            // The first rows have no unit to be learnt in.
            double z = squares[c] > 0 ? (targets[from + c] - mean[c]) / deviation(c) : 0;
            scaled[to + c] = (float) Math.max(-FURTHEST, Math.min(FURTHEST, z));
            if (passes == 0) {
                double off = now[c] - mean[c];
                mean[c] += off / count;
                squares[c] += off * (now[c] - mean[c]);
            }
        }
    }

    /**
     * Turns what the network said of a row into units of the targets.
     *
     * @param units of the row, from {@code unitsFrom} on
     * @param pairs written over, from {@code at} on
     */
    void finish(double[] units, int unitsFrom, float[] pairs, int at) {
        for (int c = 0; c < width; c++) {
            double deviation = deviation(units, unitsFrom, c);
            double variance = pairs[at + 2 * c + 1] * correction.factor(c) * deviation * deviation;
            pairs[at + 2 * c] = held(units[unitsFrom + 2 * c] + deviation * pairs[at + 2 * c]);
            pairs[at + 2 * c + 1] = Math.max(Float.MIN_NORMAL, held(variance));
        }
    }

    /** As {@link #finish}, and takes in how far off the prediction was, if there was a unit to say it in. */
    void finish(double[] units, int unitsFrom, float[] pairs, int at, float[] targets, int from) {
        for (int c = 0; c < width; c++) {
            double deviation = deviation(units, unitsFrom, c);
            double off = (targets[from + c] - units[unitsFrom + 2 * c]) / deviation - pairs[at + 2 * c];
            ratios[c] = units[unitsFrom + 2 * c + 1] > 0 ? off * off / pairs[at + 2 * c + 1] : Double.NaN;
        }
        finish(units, unitsFrom, pairs, at);
        correction.takeIn(ratios);
    }

    private static float held(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
