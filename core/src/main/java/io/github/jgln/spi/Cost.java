package io.github.jgln.spi;

/**
 * What one row costs a network, in multiply-adds. Preparing the row (side information, base logits) is not counted.
 *
 * @param gating {@code h · z} of all halfspaces, shared ones once
 * @param mixing {@code w · l} of all neurons, the bias included, or {@code w · a} and {@code w · b} of Gaussians; an update is as
 *     many again
 */
public record Cost(long gating, long mixing) {
    /** Of nothing. */
    public static final Cost NONE = new Cost(0, 0);

    /** Of both. */
    public Cost plus(Cost other) {
        return new Cost(gating + other.gating, mixing + other.mixing);
    }

    /** Multiply-adds of predicting a row. */
    public long predicting() {
        return gating + mixing;
    }

    /** Multiply-adds of predicting a row and learning it. */
    public long learning() {
        return gating + 2 * mixing;
    }
}
