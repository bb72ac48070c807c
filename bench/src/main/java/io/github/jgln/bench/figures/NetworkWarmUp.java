package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.bench.sampling.CompilerWarmUp;

/** Has a network learn and predict, by blocks and by single rows, until the compiler is done with all of it. */
final class NetworkWarmUp {
    private static final int ROWS = 60;

    private final CompilerWarmUp compiler;

    /**
     * @param seconds for each network
     */
    NetworkWarmUp(double seconds) {
        this.compiler = new CompilerWarmUp(seconds);
    }

    void run(GLN gln, SyntheticRows data) {
        float[] rows = data.rows(ROWS);
        int[] labels = data.labels(ROWS);
        float[] row = data.row(0);
        compiler.repeat(() -> {
            gln.learn(rows, ROWS, labels);
            gln.predict(rows, ROWS);
            return gln.predict(row) == gln.learn(row, labels[0]);
        });
    }
}
