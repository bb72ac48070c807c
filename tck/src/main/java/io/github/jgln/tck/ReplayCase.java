package io.github.jgln.tck;

import io.github.jgln.Targets;
import io.github.jgln.spi.NetworkState;
import java.util.function.Supplier;

/**
 * A stream to learn and rows to predict afterwards, for a backend and the reference alike.
 *
 * @param name for reports
 * @param state what the backend starts from
 * @param oracle the reference at the same start, a new one each time
 * @param stream to learn, in order
 * @param labels of the stream; null where numbers are learnt
 * @param numbers of the stream, {@code [row][C]}, float values; null where classes are learnt
 * @param rates {@code [layer][row]}
 * @param heldOut to predict after the stream; may be none
 * @param tolerance between the two
 */
record ReplayCase(
        String name,
        NetworkState state,
        Supplier<Oracle> oracle,
        ReplayRows stream,
        int[] labels,
        double[][] numbers,
        double[][] rates,
        ReplayRows heldOut,
        Tolerance tolerance) {

    /** The same with another tolerance. */
    ReplayCase within(Tolerance other) {
        return new ReplayCase(name, state, oracle, stream, labels, numbers, rates, heldOut, other);
    }

    /** η of each layer for row t. */
    double[] rates(int t) {
        double[] ofRow = new double[rates.length];
        for (int i = 0; i < rates.length; i++) {
            ofRow[i] = rates[i][t];
        }
        return ofRow;
    }

    /** As backends take them. */
    Targets targets() {
        if (numbers == null) {
            return new Targets.Classes(labels);
        }
        int width = state.spec().outputs();
        float[] flat = new float[numbers.length * width];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) numbers[i / width][i % width];
        }
        return new Targets.Reals(flat, width, 0);
    }

    /** Predicts row t of the stream on the reference, then learns it. */
    Oracle.Step learn(Oracle reference, int t, int[][] followed) {
        double[] x = stream.features()[t];
        return numbers == null
                ? reference.learn(x, stream.baseLogits(t), labels[t], rates(t), followed)
                : reference.learn(x, stream.baseLogits(t), numbers[t], rates(t), followed);
    }

    /** As backends take them. */
    float[][] roundedRates() {
        float[][] rounded = new float[rates.length][];
        for (int i = 0; i < rates.length; i++) {
            rounded[i] = Doubles.rounded(rates[i]);
        }
        return rounded;
    }
}
