package io.github.jgln.cpu;

/** One row's numbers of neurons that are learnt together: an element per neuron. */
final class GroupStep {
    /** Neurons at most. */
    static final int SIZE = 16;

    /** {@code w · l} without the bias; then the clipped outputs. */
    final float[] dots = new float[SIZE];
    /** Written: {@code η (σ(o) - y)}. */
    final float[] steps = new float[SIZE];

    final float[] rates = new float[SIZE];
    final float[] targets = new float[SIZE];
    /** Of the picked weight rows; then the updated ones. */
    final float[] biasWeights = new float[SIZE];

    final float[] biasLogits = new float[SIZE];
}
