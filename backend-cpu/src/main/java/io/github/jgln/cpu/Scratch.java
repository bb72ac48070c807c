package io.github.jgln.cpu;

/** What one worker needs beside the network: allocated once, so that the steady state allocates nothing. */
final class Scratch {
    final float[][] gating;
    final BernoulliStreams streams;
    final BernoulliGroup group;

    /** Nanoseconds by phase. */
    long inputsNanos;

    long gatingNanos;
    long mixingNanos;

    Scratch(Operations operations, int contexts, int rows) {
        this.gating = operations.gating().scratch();
        MixingOps mixing = operations.mixing().forWorker();
        this.streams = new BernoulliStreams(mixing, contexts, rows);
        this.group = new BernoulliGroup(mixing);
    }
}
