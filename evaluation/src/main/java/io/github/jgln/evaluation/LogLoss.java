package io.github.jgln.evaluation;

/** What a row costs by the probability its class was given. */
final class LogLoss {
    /** A row costs no more than {@code -log(1e-15) = 34.5} nats, so that one that was thought impossible does not hide all. */
    static final double LEAST = 1e-15;

    private LogLoss() {}

    /** In nats. */
    static double of(double probability) {
        return -Math.log(Math.max(probability, LEAST));
    }
}
