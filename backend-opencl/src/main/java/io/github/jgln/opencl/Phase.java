package io.github.jgln.opencl;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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
    INFER,

    /** What all neurons of a layer need of the Gaussians that they read, row by row. */
    CENTRE_GAUSSIANS,

    /** {@link #LEARN}, of Gaussians. */
    LEARN_GAUSSIANS,

    /** {@link #INFER}, of Gaussians. */
    INFER_GAUSSIANS;

    /** Those of a network that mixes Bernoulli predictions. */
    static final Set<Phase> BERNOULLI = Collections.unmodifiableSet(EnumSet.of(GATE, SORT, LEARN, INFER));

    /** Those of one whose outputs are coupled. */
    static final Set<Phase> COUPLED = Collections.unmodifiableSet(EnumSet.of(GATE, SORT, LEARN_COUPLED, INFER));

    /** Those of a network that mixes Gaussians. */
    static final Set<Phase> GAUSSIAN =
            Collections.unmodifiableSet(EnumSet.of(GATE, SORT, CENTRE_GAUSSIANS, LEARN_GAUSSIANS, INFER_GAUSSIANS));
}
