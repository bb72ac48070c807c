package io.github.jgln.experiments;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Learns rows exactly once, in order, and scores others on the way. */
final class OnePass {
    private final GLNConfig config;
    private final SearchBackend backend;

    OnePass(GLNConfig config, SearchBackend backend) {
        this.config = config;
        this.backend = backend;
    }

    /**
     * What a pass led to.
     *
     * @param online accuracy of the rows learnt, each predicted before
     * @param scores accuracy of the rows scored after each part
     * @param seconds spent learning
     */
    record Outcome(double online, List<Double> scores, double seconds) {}

    /**
     * The pass.
     *
     * @param parts how many rows have been learnt when {@code scored} is scored, in rising order; the last is all of them
     */
    Outcome run(LabelledRows learnt, LabelledRows scored, int... parts) throws IOException {
        GLN.Builder builder = backend.builder(config);
        try (GLN gln = builder.sampleOf(learnt.rows(), learnt.from(), learnt.rowCount())
                .create()) {
            List<Double> scores = new ArrayList<>();
            long correct = 0;
            long nanos = 0;
            int done = 0;
            for (int part : parts) {
                long start = System.nanoTime();
                Score online = gln.learn(learnt.part(done, part - done).source(), (labels, predictions) -> {});
                nanos += System.nanoTime() - start;
                correct += online.correct();
                done = part;
                scores.add(gln.predict(scored.source(), (labels, predictions) -> {})
                        .accuracy());
            }
            return new Outcome((double) correct / done, scores, nanos / 1e9);
        }
    }
}
