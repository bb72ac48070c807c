package io.github.jgln.spi;

/** How a neuron's context is computed from the side information. */
public enum Gating {
    /** One bit per halfspace: {@code ctx(z) = Σ_j 2^j · [h_j · z > b_j]}; strict comparison, halfspace 0 is the lowest bit. */
    HALFSPACE
}
