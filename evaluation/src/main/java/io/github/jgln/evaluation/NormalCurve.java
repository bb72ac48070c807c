package io.github.jgln.evaluation;

/** The standard normal distribution. */
final class NormalCurve {
    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    /** Beyond this the rest is below the smallest step of a double at 1. */
    private static final double END = 8.5;

    private NormalCurve() {}

    /** φ(x). */
    static double density(double x) {
        return Math.exp(-x * x / 2) / ROOT_OF_TWO_PI;
    }

    /**
     * Φ(x), to about 1e-15: {@code ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …)} (Marsaglia, "Evaluating the normal distribution", 2004).
     */
    static double below(double x) {
        if (x >= END || x <= -END) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int i = 3; sum + term != sum || i == 3; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }
}
