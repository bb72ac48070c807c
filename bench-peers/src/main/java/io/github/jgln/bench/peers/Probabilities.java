package io.github.jgln.bench.peers;

/**
 * Makes scores of what other libraries say of a row's classes. None is given less than {@link #LEAST}, as far as networks go too by
 * default: a forest none of whose trees has seen a class among its rows would otherwise cost 34 nats where it is that class.
 */
final class Probabilities {
    static final double LEAST = 1e-3;

    private Probabilities() {}

    /**
     * The logarithms of votes' shares, from {@code at} on; where there are no votes, of equal ones.
     *
     * @param votes of each class, from {@code at} on; what is no positive number counts as none
     */
    static void write(double[] votes, int at, int classes, float[] scores) {
        double sum = 0;
        for (int c = at; c < at + classes; c++) {
            sum += vote(votes[c]);
        }
        boolean some = sum > 0 && sum < Double.POSITIVE_INFINITY;
        for (int c = at; c < at + classes; c++) {
            scores[c] = (float) Math.log(some ? Math.max(vote(votes[c]) / sum, LEAST) : 1.0 / classes);
        }
    }

    private static double vote(double vote) {
        return vote > 0 ? vote : 0;
    }

    /** The same of all of some rows. */
    static float[] scores(double[] votes, int classes) {
        float[] scores = new float[votes.length];
        for (int at = 0; at < votes.length; at += classes) {
            write(votes, at, classes, scores);
        }
        return scores;
    }

    /** The scores of one row's probabilities. */
    static float[] scores(float[] probabilities) {
        double[] votes = new double[probabilities.length];
        for (int c = 0; c < votes.length; c++) {
            votes[c] = probabilities[c];
        }
        return scores(votes, votes.length);
    }

    /** The scores of one row's scores, with none less probable than {@link #LEAST}. */
    static float[] softmax(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double[] votes = new double[scores.length];
        for (int c = 0; c < votes.length; c++) {
            votes[c] = Math.exp(scores[c] - largest);
        }
        return scores(votes, votes.length);
    }
}
