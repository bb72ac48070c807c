package io.github.jgln;

/** How the logits of several outputs belong together. */
public enum Coupling {
    /** Each output is a network of its own, {@code p_c = σ(o_c)} (one-vs-all); normalised, each over their sum. */
    INDEPENDENT,
    /** {@code p_c = exp(o_c) / Σ_j exp(o_j)}, so that probabilities sum to 1. */
    SOFTMAX
}
