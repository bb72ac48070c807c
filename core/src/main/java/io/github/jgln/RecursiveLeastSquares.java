package io.github.jgln;

import java.util.Arrays;

/**
 * Linear regressions of the same n inputs f, one for each number that is learnt, exact after every row: the mean {@code b · f} of
 * the normal posterior under a prior of mean 0 and precision ρ, in units of the noise, on every coefficient. With the gain
 * {@code k = P f} and {@code p = f · k} a row with number y does
 *
 * <pre>
 *   e = y - b · f       b ← b + k e / (1 + p)       P ← P - k kᵀ / (1 + p)
 *   S ← S + e² / (1 + p)     n ← n + 1
 * </pre>
 *
 * from {@code b = 0}, {@code P = I / ρ}; a row that weighs ω has {@code ω k} for k and {@code 1 + ω p} for {@code 1 + p}. The numbers of one or many regressions lie in an array: {@code n, P, b_1, S_1, b_2, S_2 …}
 * of each. One thread uses it at a time.
 */
final class RecursiveLeastSquares {
    private final int inputs;
    private final int width;
    private final double[] state;
    private final double[] gain;
    private int at;
    private double[] read;
    private double uncertainty;

    /**
     * @param inputs n
     * @param width how many numbers are learnt
     * @param state of all regressions; written over as rows are learnt
     */
    RecursiveLeastSquares(int inputs, int width, double[] state) {
        this.inputs = inputs;
        this.width = width;
        this.state = state;
        this.gain = new double[inputs];
    }

    /** The numbers of one regression. */
    static long size(int inputs, int width) {
        return 1 + (long) inputs * inputs + (long) width * (inputs + 1);
    }

    /**
     * Writes a regression that has seen nothing.
     *
     * @param precision ρ
     */
    static void begin(int inputs, double precision, double[] state, int at) {
        for (int i = 0; i < inputs; i++) {
            state[at + 1 + i * inputs + i] = 1 / precision;
        }
    }

    /**
     * Turns to a row.
     *
     * @param from where the regression's numbers begin
     * @param f {@code [n]}; may not change before {@link #learn}
     */
    void read(int from, double[] f) {
        at = from;
        read = f;
        Arrays.fill(gain, 0);
        // Row by row of the symmetric P, as the sums of a column each would not be made of vectors; many inputs are 0.
        for (int i = 0; i < inputs; i++) {
            if (f[i] != 0) {
                add(state, at + 1 + i * inputs, f[i], gain, inputs);
            }
        }
        uncertainty = Math.max(0, dot(gain, 0, f, inputs));
    }

    private static void add(double[] from, int first, double factor, double[] to, int length) {
        for (int j = 0; j < length; j++) {
            to[j] += factor * from[first + j];
        }
    }

    private static double dot(double[] one, int first, double[] other, int length) {
        double even = 0;
        double odd = 0;
        int j = 0;
        for (; j < length - 1; j += 2) {
            even += one[first + j] * other[j];
            odd += one[first + j + 1] * other[j + 1];
        }
        return j < length ? even + odd + one[first + j] * other[j] : even + odd;
    }

    /** p: the variance of the row's mean, in units of the noise's. */
    double uncertainty() {
        return uncertainty;
    }

    /** {@code b · f} of a number. */
    double mean(int number) {
        return dot(state, coefficients(number), read, inputs);
    }

    /** b of a number, a copy. */
    double[] coefficientsOf(int number) {
        return Arrays.copyOfRange(state, coefficients(number), coefficients(number) + inputs);
    }

    /** The noise's variance, if some rows' worth of it are known before. */
    double noise(int number, double known, double rows) {
        return (state[coefficients(number) + inputs] + rows * known) / (state[at] + rows);
    }

    /**
     * A regression's numbers.
     *
     * @param from where they begin
     * @param known {@code [D]}: the noise's variance as it is known before; null where it differs by row
     * @param rows how many rows' worth of it are known
     */
    FittedRegression.Linear fitted(int from, double[] known, double rows) {
        at = from;
        double[][] b = new double[width][];
        double[] noise = new double[width];
        for (int c = 0; c < width; c++) {
            b[c] = Arrays.copyOfRange(state, coefficients(c), coefficients(c) + inputs);
            noise[c] = noise(c, known == null ? 0 : known[c], rows);
        }
        double[] covariance = Arrays.copyOfRange(state, at + 1, at + 1 + inputs * inputs);
        return new FittedRegression.Linear(b, covariance, noise, known == null ? rows / (state[at] + rows) : 0);
    }

    private int coefficients(int number) {
        return at + 1 + inputs * inputs + number * (inputs + 1);
    }

    /** Learns the row that was read last. */
    void learn(double[] numbers) {
        learn(numbers, 1);
    }

    /**
     * The same of a row of another weight: its noise has the variance of others divided by it.
     *
     * @param weight ω, above 0
     */
    void learn(double[] numbers, double weight) {
        double share = weight / (1 + weight * uncertainty);
        for (int c = 0; c < width; c++) {
            double off = numbers[c] - mean(c);
            int b = coefficients(c);
            for (int j = 0; j < inputs; j++) {
                state[b + j] += gain[j] * off * share;
            }
            state[b + inputs] += off * off * share;
        }
        state[at]++;
        // Both factors have the same root, so that P stays symmetric to the last bit.
        double root = Math.sqrt(share);
        for (int i = 0; i < inputs; i++) {
            gain[i] *= root;
        }
        for (int i = 0; i < inputs; i++) {
            add(gain, 0, -gain[i], state, at + 1 + i * inputs, inputs);
        }
    }

    private static void add(double[] from, int first, double factor, double[] to, int at, int length) {
        for (int j = 0; j < length; j++) {
            to[at + j] += factor * from[first + j];
        }
    }
}
