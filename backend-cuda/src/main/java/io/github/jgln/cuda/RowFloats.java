package io.github.jgln.cuda;

import io.github.jgln.spi.NetworkSpec;

/** How many floats a row of a block has where it is uploaded, between the layers, and where it is copied back. */
record RowFloats(NetworkSpec spec) {
    private boolean pairs() {
        return spec.gaussian().isPresent();
    }

    /** One copy of base logits, padded, or of base predictions. */
    int base() {
        return pairs() ? 2 * spec.basePredictions() : LayerShape.padded(spec.basePredictions());
    }

    /** What is handed to a layer, of one copy: all its inputs, padded, or the pairs of the layer below alone. */
    int into(int layer) {
        if (layer == 0) {
            return base();
        }
        return pairs()
                ? 2 * spec.layers().get(layer - 1).neurons()
                : LayerShape.padded(spec.layers().get(layer).predictionInputs());
    }

    /** How many copies of it there are: one for all outputs, or one for each. */
    int copiesInto(int layer) {
        return layer == 0 ? spec.baseCopies() : spec.outputs();
    }

    /** What the neurons of the last layer say. */
    int last() {
        return spec.predictionWidth()
                * spec.layers().get(spec.layers().size() - 1).neurons();
    }

    /** Whether the device puts an output's neurons together; else the host does. */
    boolean mixed() {
        return pairs() && last() > spec.predictionWidth();
    }

    /** What is copied back. */
    int copiedBack() {
        return mixed() ? spec.predictionWidth() : last();
    }

    /** A class, or a number for each output. */
    int targets() {
        return pairs() ? spec.outputs() : 1;
    }
}
