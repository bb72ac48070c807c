package io.github.jgln.experiments;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.rows.FeatureOrder;
import io.github.jgln.data.Dataset;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import java.io.IOException;
import java.util.Locale;

/** A network on one thread that learns rows whole or in parts, and is tested in between. */
final class SingleThreadedNetwork implements AutoCloseable {
    /** Rows that are tested at a time where they are in another order, so that never all of them are there twice. */
    private static final int TESTED_ROWS = 4096;

    private final GLN gln;
    private final Prequential passes;

    /** @param data whose first rows are the sample, where one is needed */
    SingleThreadedNetwork(GLNConfig config, Dataset data) {
        gln = GLN.builder(config)
                .backend("cpu")
                .option("threads", "1")
                .sampleOf(data.rows())
                .create();
        passes = new Prequential(gln);
    }

    /** Learns rows in order. */
    void learn(LabelledRows rows) {
        passes.learn(rows);
    }

    /** Learns rows in order, their features in another. */
    void learn(LabelledRows rows, FeatureOrder order) throws IOException {
        passes.learn(order.source(rows));
    }

    /** The share of some rows classed right. */
    double accuracy(LabelledRows rows) {
        return Score.of(gln, rows).accuracy();
    }

    /** The same with the features in another order. */
    double accuracy(LabelledRows rows, FeatureOrder order) {
        Score score = Score.NONE;
        for (int from = 0; from < rows.count(); from += TESTED_ROWS) {
            LabelledRows some = rows.part(from, Math.min(TESTED_ROWS, rows.count() - from));
            score = score.plus(Score.of(gln, order.apply(some)));
        }
        return score.accuracy();
    }

    /** The share of the rows learnt that were classed right before. */
    double online() {
        return passes.score().accuracy();
    }

    /** How long learning has taken so far. */
    double seconds() {
        return passes.seconds();
    }

    @Override
    public void close() {
        gln.close();
    }

    /** How large a network is, and its settings. */
    static String method(GLNConfig config) {
        return String.format(Locale.ROOT, "%,d weights, ", config.spec().weights()) + NetworkSettings.text(config);
    }
}
