package io.github.jgln;

import java.util.Arrays;

/**
 * What a regression reads of a row's numbers z: 1, the numbers themselves, and for each of H random halfspaces how far beyond it
 * the row lies, {@code scale · max(0, h · z - t)}. A linear function of these is continuous and bends at the halfspaces' edges, so
 * that a regression on them follows smooth and additive functions alike.
 */
final class Hinges {
    private final int numbers;
    private final Halfspace[] halfspaces;
    private final double scale;
    /** {@code [1 + q + H]}: of the row that was read last. */
    final double[] values;

    /** @param share of the halfspaces that cut a single number */
    Hinges(int numbers, int count, double share, StateRandom random) {
        this.numbers = numbers;
        halfspaces = new Halfspace[count];
        Arrays.setAll(halfspaces, i -> Halfspace.draw(numbers, share, random));
        scale = 2 / Math.sqrt(Math.max(1, count));
        values = new double[inputs(numbers, count)];
        values[0] = 1;
    }

    static int inputs(int numbers, int count) {
        return 1 + numbers + count;
    }

    /**
     * Adds how a linear function of {@link #values} changes with each number, where the row that was read last lies.
     *
     * @param coefficients {@code [1 + q + H]}, the function's
     * @param factor what it is multiplied by
     * @param to {@code [q]}
     */
    void addSlopes(double[] coefficients, double factor, double[] to) {
        for (int j = 0; j < numbers; j++) {
            to[j] += factor * coefficients[1 + j];
        }
        for (int i = 0; i < halfspaces.length; i++) {
            int at = 1 + numbers + i;
            if (values[at] == 0) {
                continue;
            }
            double slope = factor * scale * coefficients[at];
            double[] normal = halfspaces[i].normal();
            for (int j = 0; j < numbers; j++) {
                to[j] += slope * normal[j];
            }
        }
    }

    FittedRegression.Broad fitted(FittedRegression.Linear regression) {
        return new FittedRegression.Broad(
                Halfspace.normals(halfspaces), Halfspace.thresholds(halfspaces), scale, regression);
    }

    void read(double[] z) {
        System.arraycopy(z, 0, values, 1, numbers);
        for (int i = 0; i < halfspaces.length; i++) {
            double distance = halfspaces[i].distance(z);
            values[1 + numbers + i] = distance > 0 ? scale * distance : 0;
        }
    }
}
