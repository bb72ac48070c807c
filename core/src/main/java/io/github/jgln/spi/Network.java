package io.github.jgln.spi;

import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.util.Map;

/**
 * A network that lives where its backend computes. One thread uses it at a time; the caller has checked every argument
 * (lengths, finite rows, labels in range), so an implementation need not.
 *
 * <p>Outputs are class logits, not probabilities: argmax is over logits, which keep apart what float32 probabilities near
 * 1 cannot. With {@link Mixing.Gaussian} a pair of numbers, a mean and a variance, stands in every place of a logit, of base logits
 * too: {@code count × C × 2}.
 */
public interface Network extends AutoCloseable {
    /**
     * Predicts without learning.
     *
     * @param rows of N features
     * @param base the rows' base logits where they are given ({@link BaseLogits#given}): K0 of each, or C · K0 where they differ
     *     by output; else {@link Rows#NONE}
     * @param out written from {@code outFrom} on: {@code count × C} logits, row-major, clipped to ±L
     */
    void infer(Rows rows, Rows base, float[] out, int outFrom);

    /**
     * Learns exactly online: row 0 predicts and updates, then row 1, and so on. However it is cut into calls, blocks or
     * threads, the result is the same bit for bit.
     *
     * @param rows as in {@link #infer}
     * @param base as in {@link #infer}
     * @param targets of the kind that the network's mixing learns, at least as many as there are rows
     * @param rates of the rows
     * @param out written from {@code outFrom} on: the logits of each row from before its update
     */
    void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom);

    /**
     * The contexts that {@link #infer} would pick; what gating is tested by.
     *
     * @param layer counted from the one that reads the base logits
     * @param contexts written: {@code count × C × K}, row-major
     */
    void contexts(Rows rows, int layer, int[] contexts);

    /** A copy of the network's numbers as they are now. */
    NetworkState download();

    /** Nanoseconds spent so far by phase ({@code inputs}, {@code gating}, {@code mixing}), summed over threads. */
    default Map<String, Long> phaseNanos() {
        return Map.of();
    }

    /** Bytes this network holds where it computes: weights, hyperplanes and one block of work. */
    long memoryBytes();

    /** Frees what the network holds; a second call does nothing. */
    @Override
    void close();
}
