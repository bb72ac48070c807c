package io.github.jgln;

import java.util.Arrays;

/**
 * A random halfspace of the base predictions that learn, {@code h · z > t}: of length 1, on a single number at a threshold from N(0, 1),
 * or across all of them at one from N(0, ½²).
 *
 * @param single which number it cuts; -1 where it runs across
 * @param normal h
 * @param threshold t
 */
record Halfspace(int single, double[] normal, double threshold) {
    /** @param share of those that cut a single number */
    static Halfspace draw(int numbers, double share, StateRandom random) {
        double[] normal = new double[numbers];
        if (random.nextDouble() < share) {
            int single = random.nextInt(numbers);
            normal[single] = 1;
            return new Halfspace(single, normal, random.nextGaussian());
        }
        double squares = 0;
        for (int j = 0; j < numbers; j++) {
            normal[j] = random.nextGaussian();
            squares += normal[j] * normal[j];
        }
        double length = Math.sqrt(squares);
        for (int j = 0; j < numbers; j++) {
            normal[j] /= length;
        }
        return new Halfspace(-1, normal, random.nextGaussian() / 2);
    }

    /** {@code h · z - t}. */
    double distance(double[] z) {
        if (single >= 0) {
            return z[single] - threshold;
        }
        double sum = 0;
        for (int j = 0; j < normal.length; j++) {
            sum += normal[j] * z[j];
        }
        return sum - threshold;
    }

    /** Copies. */
    static double[][] normals(Halfspace[] halfspaces) {
        return Arrays.stream(halfspaces).map(each -> each.normal.clone()).toArray(double[][]::new);
    }

    static double[] thresholds(Halfspace[] halfspaces) {
        return Arrays.stream(halfspaces).mapToDouble(Halfspace::threshold).toArray();
    }
}
