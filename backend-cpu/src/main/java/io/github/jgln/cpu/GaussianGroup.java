package io.github.jgln.cpu;

import io.github.jgln.spi.Mixing;

/**
 * Takes neurons of Gaussian mixing through a block of rows side by side, row by row: the latency of one's divisions and root
 * hides behind the others, and what they read is loaded once. They are neurons of one output, and read the same.
 */
final class GaussianGroup {
    /** Neurons at most. */
    static final int SIZE = 16;

    /** Neurons from which on latencies are hidden. */
    private static final int ENOUGH = 4;

    /** What the picked weights of a group may take of the first-level cache, where the update finds them again. */
    private static final int CACHED_FLOATS = 4096;

    // One element per neuron of the group, for its operations.
    final float[][] weights = new float[SIZE][];
    /** Where the picked weight rows begin. */
    final int[] rows = new int[SIZE];
    /** {@code w · a}. */
    final float[] s = new float[SIZE];
    /** {@code w · b}. */
    final float[] m = new float[SIZE];
    /** Of the step {@code w ← w - alpha a + beta b}. */
    final float[] alpha = new float[SIZE];

    final float[] beta = new float[SIZE];

    private final int[] contextAt = new int[SIZE];
    private final int[] weightsAt = new int[SIZE];

    private final GaussianOps ops;
    private final GaussianStep step;
    private final int threads;

    GaussianGroup(GaussianOps ops, Mixing.Gaussian mixing, float weightBound, int threads) {
        this.ops = ops;
        this.step = new GaussianStep(mixing, weightBound);
        this.threads = threads;
    }

    /** The neurons of a group, but of the last one. It has no influence on what is computed. */
    private static int size(Layer layer, int threads) {
        int shared = (layer.units + 2 * threads - 1) / (2 * threads);
        return Math.max(ENOUGH, Math.min(SIZE, Math.min(shared, CACHED_FLOATS / layer.k)));
    }

    private static int groupsOfOutput(Layer layer, int threads) {
        int size = size(layer, threads);
        return (layer.spec.neurons() + size - 1) / size;
    }

    /** The groups that a layer's neurons are taken in when so many threads share them. */
    static int count(Layer layer, int threads) {
        return layer.outputs * groupsOfOutput(layer, threads);
    }

    /** Predicts with a group's neurons, and has them learn where asked to. */
    void run(Layer layer, int group, GaussianWork work, boolean learning) {
        int groups = groupsOfOutput(layer, threads);
        int size = size(layer, threads);
        int output = group / groups;
        int first = group % groups * size;
        run(layer, output, first, Math.min(size, layer.spec.neurons() - first), work, learning);
    }

    private void run(Layer layer, int output, int first, int units, GaussianWork work, boolean learning) {
        int k = layer.k;
        int lanes = layer.gate.lanes();
        int firstUnit = output * layer.spec.neurons() + first;
        for (int u = 0; u < units; u++) {
            weights[u] = layer.weights(firstUnit + u);
            weightsAt[u] = layer.weightsAt(firstUnit + u);
            contextAt[u] = layer.gate.contextOffset(firstUnit + u, work.capacity);
        }
        for (int t = 0; t < work.rows; t++) {
            int row = work.input(output, t);
            for (int u = 0; u < units; u++) {
                rows[u] = weightsAt[u] + work.contexts[contextAt[u] + t * lanes] * k;
            }
            if (step.published) {
                ops.clippedDots(this, units, work.inputs, row, k, step.weightBound);
            } else {
                ops.dots(this, units, work.inputs, row, k);
            }
            int to = firstUnit * work.capacity + t;
            if (!learning) {
                predict(units, work.about[work.about(output, t)], to, work);
                continue;
            }
            predictAndStep(layer, output, units, t, to, work);
            if (step.published) {
                ops.maskedUpdate(this, units, work.inputs, row, k, step.weightBound);
            } else {
                ops.update(this, units, work.inputs, row, k, step.weightBound);
            }
        }
    }

    private void predict(int units, float centre, int to, GaussianWork work) {
        for (int u = 0; u < units; u++) {
            step.s = s[u];
            step.m = m[u];
            step.predict(centre);
            work.means[to + u * work.capacity] = step.mean;
            work.variances[to + u * work.capacity] = step.variance;
        }
    }

    private void predictAndStep(Layer layer, int output, int units, int t, int to, GaussianWork work) {
        int at = work.about(output, t);
        float y = work.targets[work.targetsFrom + t * layer.outputs + output];
        float rate = work.rates[work.ratesFrom + t];
        step.begin(work.about[at], y, rate, layer.spec.inputs(), work.about[at + 1], work.about[at + 2]);
        for (int u = 0; u < units; u++) {
            step.s = s[u];
            step.m = m[u];
            step.learn();
            alpha[u] = step.alpha;
            beta[u] = step.beta;
            work.means[to + u * work.capacity] = step.mean;
            work.variances[to + u * work.capacity] = step.variance;
        }
    }
}
