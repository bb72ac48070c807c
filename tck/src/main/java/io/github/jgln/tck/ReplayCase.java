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
 * @param labels of the stream
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
        double[][] rates,
        ReplayRows heldOut,
        Tolerance tolerance) {

    /** The same with another tolerance. */
    ReplayCase within(Tolerance other) {
        return new ReplayCase(name, state, oracle, stream, labels, rates, heldOut, other);
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
        return new Targets.Classes(labels);
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
