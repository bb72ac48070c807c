package io.github.jgln.cpu;

import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.PlainRowLogits;

/**
 * The inner loops of one kind, chosen when a backend opens.
 *
 * @param facts what decides the speed, in a few words
 * @param lanes floats handled at once: neurons in a gating group, and what rows are padded to a multiple of
 */
record Operations(
        String facts,
        int lanes,
        GatingOps gating,
        MixingOps mixing,
        GaussianOps gaussian,
        HostInputs.RowLogits rowLogits) {
    /** On the Vector API, at the width the processor prefers. */
    static Operations vector() {
        int lanes = VectorMixing.LANES;
        return new Operations(
                "Vector API, " + Float.SIZE * lanes + " bit",
                lanes,
                new VectorGating(),
                new VectorMixing(),
                new VectorGaussian(),
                new VectorRowLogits());
    }

    /** For a JVM without the vector module. */
    static Operations plain() {
        return new Operations(
                "plain Java",
                PlainMixing.LANES,
                new PlainGating(),
                new PlainMixing(),
                new PlainGaussian(),
                new PlainRowLogits());
    }

    @Override
    public String toString() {
        return facts;
    }
}
