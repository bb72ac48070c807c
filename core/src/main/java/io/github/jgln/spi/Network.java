package io.github.jgln.spi;

import java.util.Map;

/**
 * A network that lives where its backend computes. One thread uses it at a time; the caller has checked every argument
 * (lengths, finite rows, labels in range), so an implementation need not.
 *
 * <p>Outputs are class logits, not probabilities: argmax is over logits, which keep apart what float32 probabilities near
 * 1 cannot.
 */
public interface Network extends AutoCloseable {
    /**
     * Predicts without learning.
     *
     * @param rows {@code rowCount × N}, row-major; may be longer
     * @param rowCount at least 0
     * @param baseLogits {@code rowCount × K0} if the base predictor is computed on the host
     *     ({@link io.github.jgln.BasePredictor#onHost}), else null
     * @param logits written: {@code rowCount × C}, row-major, clipped to ±L
     */
    void infer(float[] rows, int rowCount, float[] baseLogits, float[] logits);

    /**
     * Learns exactly online: row 0 predicts and updates, then row 1, and so on. However it is cut into calls, blocks or
     * threads, the result is the same bit for bit.
     *
     * @param rows as in {@link #infer}
     * @param rowCount as in {@link #infer}
     * @param baseLogits as in {@link #infer}
     * @param labels {@code rowCount} class indices; may be longer
     * @param rates {@code [layers][rowCount]}: η of each row in each layer; may be longer
     * @param logits written: the logits of each row from before its update
     */
    void learn(float[] rows, int rowCount, float[] baseLogits, int[] labels, float[][] rates, float[] logits);

    /**
     * The contexts that {@link #infer} would pick; what gating is tested by.
     *
     * @param layer counted from the one that reads the base logits
     * @param contexts written: {@code rowCount × C × K}, row-major
     */
    void contexts(float[] rows, int rowCount, int layer, int[] contexts);

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
