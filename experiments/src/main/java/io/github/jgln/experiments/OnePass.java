package io.github.jgln.experiments;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
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
    Outcome run(LabelledRows learnt, LabelledRows scored, int... parts) {
        try (GLN gln = backend.builder(config).sampleOf(learnt.rows()).create()) {
            Prequential pass = new Prequential(gln);
            List<Double> scores = new ArrayList<>();
            int done = 0;
            for (int part : parts) {
                pass.learn(learnt.part(done, part - done));
                done = part;
                scores.add(Score.of(gln, scored).accuracy());
            }
            return new Outcome(pass.score().accuracy(), scores, pass.seconds());
        }
    }
}
