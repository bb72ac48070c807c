package io.github.jgln.opencl;

/** What one dispatch does. */
enum Phase {
    /** Contexts of all slots from the side information. */
    GATE,

    /** Orders the rows of each slot by context, in time order within each. */
    SORT,

    /** Predicts and learns a layer, each stream in time order. */
    LEARN,

    /** The same of outputs that are coupled by softmax. */
    LEARN_COUPLED,

    /** Predicts a layer without learning. */
    INFER
}
