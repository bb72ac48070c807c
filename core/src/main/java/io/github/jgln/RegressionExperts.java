package io.github.jgln;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The base predictions of {@link BasePredictor.Regressions}: regressions that are exact after every row.
 *
 * <p>Three of them are of all rows: one on the numbers, two on these and {@link Hinges}, most of which cut single numbers in the one
 * and run across them in the other. The others are gated: each of G has random halfspaces, and for each of the ways to lie about
 * them a regression on eight of the numbers, of what is left of the target when the mean of the first three is taken
 * away, these weighted by their squared precisions. A row reads and updates the one regression of its context, and weighs the less
 * there the less the first three knew of it: {@code ω = 1 / (1 + p)}, p being their mean uncertainty, weighted likewise.
 *
 * <p>Of a table each column has one more, a normal distribution for each of its bins, with two rows' worth of all targets.
 *
 * <p>Targets are counted from the first one, so that nothing depends on where their zero is. The noise of a regression is known as
 * two rows' worth of the targets' own variance, or of the best of the first three's. One thread uses it at a time.
 */
final class RegressionExperts {
    /** What draws are for; part of their streams' seeds. */
    private static final int HINGES = 4;

    private static final int GATES = 5;
    private static final int SUMS = 6;

    /** Shares of the hinges that cut a single number. */
    private static final double[] SINGLE = {0, 0.75, 0.25};

    /** ρ of the three regressions of all rows, and of gated ones. */
    private static final double[] PRECISION = {0.1, 0.002, 0.1};

    private static final double GATED_PRECISION = 0.05;

    /** How many rows' worth is known of a noise before. */
    private static final double KNOWN_ROWS = 2;

    static final int BROAD = PRECISION.length;

    /** A row that decides its own prediction alone says nothing of others. */
    private static final double MOST_LEVERAGE = 0.98;

    private final RegressionShape shape;
    private final double[] state;
    private final double[] numbers;
    /** Where each number goes where there are too many, and with what sign; null where each stands for itself. */
    private final int[] sumOf;

    private final double[] signOf;
    private final Hinges[] hinges = new Hinges[BROAD];
    private final RecursiveLeastSquares[] broad = new RecursiveLeastSquares[BROAD];
    /** {@code [G][depth]}. */
    private final Halfspace[][] halfspaces;

    private final RecursiveLeastSquares[] gated;
    /** {@code [G][numbers of one]}: which numbers a gate's regressions read, and these of a row after a 1. */
    private final int[][] picked;

    private final double[][] gatedInputs;

    private final BinExperts bins;

    /** {@code [D][3 + G + R]}, counted from the first target. */
    final double[][] means;

    final double[][] variances;
    /** {@code [3 + G]}: p of each. */
    private final double[] uncertain;
    /** {@code [D]}: what is left of this when the gated regressions begin. */
    private final double[] reference;

    private final double[] left;
    /** ω of the row, by the first number. */
    private double weight;

    /**
     * @param columns of the table; none where rows are not of one
     * @param state {@link RegressionShape#size} numbers; written over as rows are learnt
     */
    RegressionExperts(
            BasePredictor.Regressions base, int inputs, int width, ColumnLayout columns, long seed, double[] state) {
        this.shape = RegressionShape.of(base, inputs, width, columns.bins);
        bins = new BinExperts(shape, columns, KNOWN_ROWS, state);
        this.state = state;
        numbers = new double[shape.numbers()];
        sumOf = inputs > shape.numbers() ? new int[inputs] : null;
        signOf = sumOf == null ? null : new double[inputs];
        StateRandom sums = new StateRandom(seed, SUMS);
        for (int j = 0; sumOf != null && j < inputs; j++) {
            sumOf[j] = sums.nextInt(shape.numbers());
            signOf[j] = sums.nextDouble() < 0.5 ? -1 : 1;
        }
        for (int i = 0; i < BROAD; i++) {
            hinges[i] = new Hinges(shape.numbers(), shape.hinges(i), SINGLE[i], new StateRandom(seed, HINGES, i));
            broad[i] = new RecursiveLeastSquares(hinges[i].values.length, width, state);
        }
        int gates = shape.gates();
        halfspaces = new Halfspace[gates][shape.depth()];
        gated = new RecursiveLeastSquares[gates];
        picked = new int[gates][];
        gatedInputs = new double[gates][1 + shape.gatedNumbers()];
        for (int g = 0; g < gates; g++) {
            StateRandom random = new StateRandom(seed, GATES, g);
            Arrays.setAll(halfspaces[g], j -> Halfspace.draw(shape.numbers(), 0.5, random));
            picked[g] = pick(shape.numbers(), shape.gatedNumbers(), random);
            gatedInputs[g][0] = 1;
            gated[g] = new RecursiveLeastSquares(gatedInputs[g].length, width, state);
        }
        int all = BROAD + gates + bins.columns();
        means = new double[width][all];
        variances = new double[width][all];
        uncertain = new double[BROAD + gates];
        reference = new double[width];
        left = new double[width];
    }

    /** Some of the numbers, each once. */
    private static int[] pick(int numbers, int count, StateRandom random) {
        int[] all = new int[numbers];
        Arrays.setAll(all, j -> j);
        for (int j = 0; j < count; j++) {
            int at = j + random.nextInt(numbers - j);
            int other = all[at];
            all[at] = all[j];
            all[j] = other;
        }
        return Arrays.copyOf(all, count);
    }

    /** How many base predictions there are. */
    static int count(BasePredictor.Regressions base) {
        return BROAD + base.gates();
    }

    /** The numbers before any row. */
    static double[] none(BasePredictor.Regressions base, int inputs, int width, int bins) {
        RegressionShape shape = RegressionShape.of(base, inputs, width, bins);
        double[] state = new double[shape.size()];
        begin(shape, state, true);
        return state;
    }

    /** @param all whether the first three begin too, and not only gated regressions */
    private static void begin(RegressionShape shape, double[] state, boolean all) {
        for (int i = 0; all && i < BROAD; i++) {
            RecursiveLeastSquares.begin(
                    Hinges.inputs(shape.numbers(), shape.hinges(i)), PRECISION[i], state, shape.broadAt(i));
        }
        Arrays.fill(state, shape.broadAt(BROAD), shape.binAt(0), 0);
        for (int g = 0; g < shape.gates(); g++) {
            for (int context = 0; context < 1 << shape.depth(); context++) {
                RecursiveLeastSquares.begin(
                        1 + shape.gatedNumbers(), GATED_PRECISION, state, shape.gatedAt(g, context));
            }
        }
    }

    /** The first target of a number, from which all are counted. */
    double first(int number) {
        return state[number];
    }

    /** Says that the rows from here on are known, for the first, second … time. */
    void beginPass(long passes) {
        if (passes == 1) {
            // They learnt what was left by regressions that had seen few rows.
            begin(shape, state, false);
        }
    }

    /**
     * Predicts a row: fills {@link #means} and {@link #variances}.
     *
     * @param z what the network reads, from {@code from} on
     * @param rowBins the bin of each column, counted within all; not read without a table; may not change before {@link #learn}
     * @param middle {@code [D]}: the targets' mean
     * @param spread {@code [D]}: the targets' variance
     * @param known the row's targets, {@code [D]}, where the row is among those learnt, and is to be predicted as if it were not;
     *     else null
     * @param passes how often all rows have been learnt before
     */
    void read(float[] z, int from, int[] rowBins, double[] middle, double[] spread, double[] known, long passes) {
        take(z, from);
        for (int i = 0; i < BROAD; i++) {
            hinges[i].read(numbers);
            broad[i].read(shape.broadAt(i), hinges[i].values);
        }
        for (int c = 0; c < reference.length; c++) {
            double least = spread[c];
            double weights = 0;
            double sum = 0;
            double doubt = 0;
            for (int i = 0; i < BROAD; i++) {
                double apart = known == null ? Double.NaN : known[c] - first(c);
                double variance = predict(broad[i], c, spread[c], apart, 1, 0, i);
                least = i == 0 ? variance : Math.min(least, variance);
                sum += means[c][i] / (variance * variance);
                weights += 1 / (variance * variance);
                doubt += uncertain[i] / (variance * variance);
            }
            weight = c == 0 ? 1 / (1 + doubt / weights) : weight;
            reference[c] = sum / weights;
            // Held here until the gated regressions have been turned to the row.
            left[c] = least;
        }
        for (int g = 0; g < gated.length; g++) {
            int context = 0;
            for (int j = 0; j < shape.depth(); j++) {
                context |= halfspaces[g][j].distance(numbers) > 0 ? 1 << j : 0;
            }
            for (int j = 0; j < picked[g].length; j++) {
                gatedInputs[g][1 + j] = numbers[picked[g][j]];
            }
            gated[g].read(shape.gatedAt(g, context), gatedInputs[g]);
            for (int c = 0; c < reference.length; c++) {
                double apart = known == null || passes == 1 ? Double.NaN : known[c] - first(c) - reference[c];
                predict(gated[g], c, left[c], apart, weight, reference[c], BROAD + g);
            }
        }
        bins.read(rowBins, middle, spread, means, variances, BROAD + gated.length);
    }

    /**
     * Writes the mean and the variance of a regression; returns the variance.
     *
     * @param target what it has learnt of the row, which is then left out of it again by the row's leverage; NaN where it has not
     *     learnt the row
     */
    private double predict(
            RecursiveLeastSquares regression,
            int number,
            double known,
            double target,
            double weight,
            double more,
            int at) {
        double mean = regression.mean(number);
        double uncertainty = regression.uncertainty();
        if (!Double.isNaN(target)) {
            double leverage = Math.min(MOST_LEVERAGE, weight * uncertainty);
            mean = target - (target - mean) / (1 - leverage);
            uncertainty = leverage / (1 - leverage) / weight;
        }
        means[number][at] = more + mean;
        uncertain[at] = uncertainty;
        variances[number][at] = regression.noise(number, known, KNOWN_ROWS) / weight * (1 + uncertainty);
        return variances[number][at];
    }

    /**
     * How a weighted sum of the means of the row that was read last changes with what the network reads of it: contexts, the sides
     * of hinges, bins and variances being held, it is a linear function.
     *
     * @param weights {@code [3 + G]}; more are not read
     * @return one for each number that the network reads
     */
    double[] slopes(int number, double[] weights) {
        double ofReference = 0;
        for (int g = 0; g < gated.length; g++) {
            ofReference += weights[BROAD + g];
        }
        double precisions = 0;
        for (int i = 0; i < BROAD; i++) {
            precisions += 1 / (variances[number][i] * variances[number][i]);
        }
        double[] slopes = new double[numbers.length];
        for (int i = 0; i < BROAD; i++) {
            double share = 1 / (variances[number][i] * variances[number][i]) / precisions;
            hinges[i].addSlopes(broad[i].coefficientsOf(number), weights[i] + ofReference * share, slopes);
        }
        for (int g = 0; g < gated.length; g++) {
            double[] coefficients = gated[g].coefficientsOf(number);
            for (int j = 0; j < picked[g].length; j++) {
                slopes[picked[g][j]] += weights[BROAD + g] * coefficients[1 + j];
            }
        }
        if (sumOf == null) {
            return slopes;
        }
        double[] all = new double[sumOf.length];
        for (int j = 0; j < all.length; j++) {
            all[j] = signOf[j] * slopes[sumOf[j]];
        }
        return all;
    }

    private void take(float[] z, int from) {
        if (sumOf == null) {
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = z[from + j];
            }
            return;
        }
        Arrays.fill(numbers, 0);
        for (int j = 0; j < sumOf.length; j++) {
            numbers[sumOf[j]] += signOf[j] * z[from + j];
        }
    }

    /**
     * Learns the row that was read last.
     *
     * @param row 0 for the first one of all
     * @param targets {@code [D]}
     * @param passes how often all rows have been learnt before: the first regressions learn a row once, gated ones twice, the
     *     second time from scratch
     */
    void learn(long row, double[] targets, long passes) {
        if (row == 0 && passes == 0) {
            System.arraycopy(targets, 0, state, 0, targets.length);
        }
        for (int c = 0; c < left.length; c++) {
            left[c] = targets[c] - first(c);
        }
        for (int i = 0; passes == 0 && i < BROAD; i++) {
            broad[i].learn(left);
        }
        if (passes == 0) {
            bins.learn(left);
        }
        for (int c = 0; c < left.length; c++) {
            left[c] -= reference[c];
        }
        for (int g = 0; passes <= 1 && g < gated.length; g++) {
            gated[g].learn(left, weight);
        }
    }

    /**
     * All numbers by which {@link #read} predicts.
     *
     * @param middle as there
     * @param spread as there
     * @param furthest beyond which no base prediction goes
     */
    FittedRegression.Experts fitted(double[] middle, double[] spread, double furthest) {
        int inputs = sumOf == null ? numbers.length : sumOf.length;
        int[] sums = new int[inputs];
        double[] signs = new double[inputs];
        Arrays.setAll(sums, j -> sumOf == null ? j : sumOf[j]);
        Arrays.setAll(signs, j -> sumOf == null ? 1 : signOf[j]);
        List<FittedRegression.Broad> ofAll = new ArrayList<>();
        for (int i = 0; i < BROAD; i++) {
            ofAll.add(hinges[i].fitted(broad[i].fitted(shape.broadAt(i), spread, KNOWN_ROWS)));
        }
        List<FittedRegression.Gated> ofSome = new ArrayList<>();
        for (int g = 0; g < gated.length; g++) {
            List<FittedRegression.Linear> contexts = new ArrayList<>();
            for (int context = 0; context < 1 << shape.depth(); context++) {
                contexts.add(gated[g].fitted(shape.gatedAt(g, context), null, KNOWN_ROWS));
            }
            ofSome.add(new FittedRegression.Gated(
                    Halfspace.normals(halfspaces[g]),
                    Halfspace.thresholds(halfspaces[g]),
                    picked[g].clone(),
                    contexts));
        }
        double[] from = Arrays.copyOf(state, means.length);
        return new FittedRegression.Experts(
                numbers.length, sums, signs, from, furthest, ofAll, ofSome, bins.fitted(middle, spread));
    }
}
