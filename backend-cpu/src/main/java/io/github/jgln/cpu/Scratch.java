package io.github.jgln.cpu;

/** What one worker needs beside the network: allocated once, so that the steady state allocates nothing. */
final class Scratch {
    /** Neurons learnt together at most. */
    static final int GROUP = 16;

    final float[][] gating;
    final Streams streams;

    // One float or int per neuron of a group that is learnt together.
    final float[] groupDots = new float[GROUP];
    final float[] groupSteps = new float[GROUP];
    final float[] groupTargets = new float[GROUP];
    final float[] groupBiasWeights = new float[GROUP];
    final float[] groupBiasLogits = new float[GROUP];
    final int[] groupContexts = new int[GROUP];
    final int[] groupContextAt = new int[GROUP];
    final int[] groupInputAt = new int[GROUP];
    final int[] groupLabels = new int[GROUP];
    final float[][] groupWeights = new float[GROUP][];
    final int[] groupWeightsAt = new int[GROUP];

    /** Nanoseconds by phase. */
    long inputsNanos;

    long gatingNanos;
    long mixingNanos;

    Scratch(Kernels kernels, int contexts, int rows) {
        this.gating = kernels.gatingScratch();
        this.streams = new Streams(kernels, contexts, rows);
    }
}
