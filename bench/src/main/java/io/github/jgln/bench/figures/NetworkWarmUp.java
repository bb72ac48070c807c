package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.sampling.CompilerWarmUp;
import io.github.jgln.data.Dataset;

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

    void run(GLN gln, Dataset data) {
        LabelledRows rows = data.limit(ROWS).labelled();
        float[] row = data.row(0);
        int label = data.label(0);
        compiler.repeat(() -> {
            gln.learn(rows.rows(), rows.targets());
            gln.infer(rows.rows());
            return gln.predict(row) == gln.learn(row, label);
        });
    }
}
