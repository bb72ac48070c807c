package io.github.jgln.bench.regression;

import io.github.jgln.GLN;
import io.github.jgln.Preset;

/**
 * The preset for numbers as it is. On one thread, as the others are; and without a sample of the rows to come, of which it knows as
 * little as the others.
 */
final class JglnRegression implements RegressionContender {
    static final String NAME = "JGLN";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String method() {
        return "preset " + Preset.REGRESSION + ", as it is; its own variances";
    }

    @Override
    public GLN prepare(int features, long rows, long seed) {
        return GLN.builder(Preset.REGRESSION
                        .configureNumbers(features, 1, rows)
                        .seed(seed)
                        .build())
                .backend("cpu")
                .option("threads", "1")
                .create();
    }
}
