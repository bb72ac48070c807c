package io.github.jgln.cpu;

import io.github.jgln.spi.Mixing;

/** One neuron of Gaussian mixing through a block of rows; learning goes by contexts, as {@link BernoulliStreams} does. */
final class GaussianStreams {
    private final GaussianOps ops;
    private final GaussianStep step;
    private final ContextChains chains;

    GaussianStreams(GaussianOps ops, Mixing.Gaussian mixing, float weightBound, int contexts, int rows) {
        this.ops = ops;
        this.step = new GaussianStep(mixing, weightBound);
        this.chains = new ContextChains(contexts, rows);
    }

    /** Learns a unit. */
    void learn(Layer layer, int unit, GaussianWork work) {
        int contexts = layer.gate.contextOffset(unit, work.capacity);
        int lanes = layer.gate.lanes();
        chains.chain(work.contexts, contexts, lanes, work.rows);
        for (int t = 0; t < work.rows; t++) {
            int context = work.contexts[contexts + t * lanes];
            if (chains.begin(context, t)) {
                int at = layer.weights.offset(unit) + context * layer.k;
                if (step.published) {
                    learnPublished(layer, unit, at, t, work);
                } else {
                    learnStable(layer, unit, at, t, work);
                }
            }
        }
    }

    /** Learns one stream, from its first row on: the update after a row shares a pass with the dot products for the next. */
    private void learnStable(Layer layer, int unit, int at, int first, GaussianWork work) {
        float[] w = layer.weights.array(unit);
        int k = layer.k;
        int output = layer.output(unit);
        ops.dots(w, at, work.inputs, work.input(output, first), k, step);
        for (int t = first; t >= 0; ) {
            predictAndStep(layer, unit, output, t, work);
            int following = chains.after(t);
            int row = work.input(output, t);
            if (following >= 0) {
                ops.updateDots(w, at, work.inputs, row, work.input(output, following), k, step);
            } else {
                ops.update(w, at, work.inputs, row, k, step);
            }
            t = following;
        }
    }

    private void learnPublished(Layer layer, int unit, int at, int first, GaussianWork work) {
        float[] w = layer.weights.array(unit);
        int k = layer.k;
        int output = layer.output(unit);
        for (int t = first; t >= 0; t = chains.after(t)) {
            int row = work.input(output, t);
            ops.clippedDots(w, at, work.inputs, row, k, step);
            predictAndStep(layer, unit, output, t, work);
            ops.maskedUpdate(w, at, work.inputs, row, k, step);
        }
    }

    private void predictAndStep(Layer layer, int unit, int output, int t, GaussianWork work) {
        float[] about = work.about;
        int at = work.about(output, t);
        float y = work.targets[work.targetsFrom + t * layer.outputs + output];
        float rate = work.rates[work.ratesFrom + t];
        step.learn(about[at], y, rate, layer.spec.inputs(), about[at + 1], about[at + 2]);
        work.means[unit * work.capacity + t] = step.mean;
        work.variances[unit * work.capacity + t] = step.variance;
    }

    /** Predicts a unit's means and variances without learning. */
    void infer(Layer layer, int unit, GaussianWork work) {
        float[] w = layer.weights.array(unit);
        int weights = layer.weights.offset(unit);
        int k = layer.k;
        int output = layer.output(unit);
        int contexts = layer.gate.contextOffset(unit, work.capacity);
        int lanes = layer.gate.lanes();
        for (int t = 0; t < work.rows; t++) {
            int at = weights + work.contexts[contexts + t * lanes] * k;
            int row = work.input(output, t);
            if (step.published) {
                ops.clippedDots(w, at, work.inputs, row, k, step);
            } else {
                ops.dots(w, at, work.inputs, row, k, step);
            }
            step.predict(work.about[work.about(output, t)]);
            work.means[unit * work.capacity + t] = step.mean;
            work.variances[unit * work.capacity + t] = step.variance;
        }
    }
}
