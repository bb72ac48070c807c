package io.github.jgln;

/**
 * What a network said of numbers: a normal distribution for each row and each number that is predicted, in the unit of the
 * targets.
 *
 * @param rowCount the rows
 * @param width D, the numbers of a row
 * @param pairs {@code rowCount × D × 2}, row-major: mean, variance, mean, variance …
 */
public record Gaussians(int rowCount, int width, float[] pairs) {
    /**
     * The distributions as they stand.
     *
     * @throws IllegalArgumentException for an array of another length
     */
    public Gaussians {
        if (pairs.length != 2L * rowCount * width) {
            throw new IllegalArgumentException("pairs: expected " + rowCount + " × " + width
                    + " means and as many variances, got " + pairs.length + " numbers");
        }
    }

    /** The mean of a row's number, 0 to D - 1: the best single guess. */
    public double mean(int row, int number) {
        return pairs[2 * (row * width + number)];
    }

    /** The variance of a row's number; above 0. */
    public double variance(int row, int number) {
        return pairs[2 * (row * width + number) + 1];
    }

    /** The square root of the variance: in the unit of the target. */
    public double deviation(int row, int number) {
        return Math.sqrt(variance(row, number));
    }

    /** All means: {@code rowCount × D}, row-major. */
    public float[] means() {
        float[] means = new float[rowCount * width];
        for (int i = 0; i < means.length; i++) {
            means[i] = pairs[2 * i];
        }
        return means;
    }

    /**
     * Below this a row's number lies with the given probability.
     *
     * @param probability in (0, 1): 0.5 gives the mean, 0.05 and 0.95 the ends of the 90 % interval
     */
    public double quantile(int row, int number, double probability) {
        return mean(row, number) + deviation(row, number) * StandardNormal.quantile(probability);
    }

    /** {@code ln} of the density at y: {@code -½ ln(2π v) - (y - μ)² / (2 v)}; the mean of it over rows is what learning raises. */
    public double logDensity(int row, int number, double y) {
        double variance = variance(row, number);
        double off = y - mean(row, number);
        return -0.5 * (Math.log(2 * Math.PI * variance) + off * off / variance);
    }
}
