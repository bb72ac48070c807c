package io.github.jgln.bench;

import io.github.jgln.GLNConfig;

/**
 * What one row costs a network with the default base predictions, in multiply-adds.
 *
 * @param neurons of all layers and classes
 * @param gating of all halfspaces with the row
 * @param mixing of all neurons' picked weights with their inputs; an update is as many again
 */
record Work(long neurons, long gating, long mixing) {
    static Work of(GLNConfig config) {
        int outputs = config.classes() == 2 ? 1 : config.classes();
        int bias = config.bias() ? 1 : 0;
        int[] sizes = config.layerSizes();
        long neurons = 0;
        long gating = 0;
        long mixing = 0;
        int below = config.inputSize();
        for (int i = 0; i < config.layers(); i++) {
            int size = i < sizes.length ? sizes[i] : 1;
            long units = (long) outputs * size;
            neurons += units;
            gating += units * config.contextMapSize(i) * config.inputSize();
            mixing += units * (below + bias);
            below = size;
        }
        return new Work(neurons, gating, mixing);
    }

    long predicting() {
        return gating + mixing;
    }

    long learning() {
        return gating + 2 * mixing;
    }
}
