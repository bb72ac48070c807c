package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
    private static final float LEAST = (float) Math.log(1e-3);

    private static float log(double p) {
        return (float) Math.log(p);
    }

    @Test
    void votesAreShares() {
        float[] scores = Probabilities.scores(new double[] {3, 1, 0, 0, 0, 0}, 3);
        assertArrayEquals(new float[] {log(0.75), log(0.25), LEAST, log(1 / 3.0), log(1 / 3.0), log(1 / 3.0)}, scores);
    }

    @Test
    void whatIsNoVoteCountsAsNone() {
        float[] scores = Probabilities.scores(new double[] {Double.NaN, -1, 2}, 3);
        assertArrayEquals(new float[] {LEAST, LEAST, 0}, scores);
        scores = Probabilities.scores(new double[] {Double.POSITIVE_INFINITY, 1}, 2);
        assertArrayEquals(new float[] {log(0.5), log(0.5)}, scores);
    }

    @Test
    void scoresKeepTheirDistancesUntilTheLeast() {
        float[] scores = Probabilities.softmax(new float[] {100, 99, 50});
        assertArrayEquals(new float[] {log(1 / (1 + Math.exp(-1))), log(1 / (1 + Math.E)), LEAST}, scores, 1e-6f);
    }
}
