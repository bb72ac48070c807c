package io.github.jgln.bench;

import io.github.jgln.GLN;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Has the compiler at work before anything is measured, in small pieces: what is not compiled yet takes a thousandfold. */
final class WarmUp {
    private static final double NANOS = 1e9;
    private static final int ROWS = 60;

    private final double seconds;

    /**
     * @param seconds for each thing to warm up
     */
    WarmUp(double seconds) {
        this.seconds = seconds;
    }

    /** Learns and predicts by blocks and by single rows. */
    void network(GLN gln, SyntheticRows data) {
        float[] rows = data.rows(ROWS);
        int[] labels = data.labels(ROWS);
        float[] row = data.row(0);
        repeat(() -> {
            gln.learn(rows, ROWS, labels);
            gln.predict(rows, ROWS);
            return gln.predict(row) == gln.learn(row, labels[0]);
        });
    }

    void ceilings(CeilingKernels kernels) {
        float[] values = new float[ROWS * ROWS];
        Arrays.fill(values, 1f);
        repeat(() -> kernels.multiplyAdd(ROWS) > kernels.read(values, 0, values.length));
    }

    private void repeat(BooleanSupplier work) {
        long start = System.nanoTime();
        int odd = 0;
        while (System.nanoTime() - start < seconds * NANOS) {
            odd += work.getAsBoolean() ? 1 : 0;
        }
        Ceilings.sink = odd;
    }
}
