package io.github.jgln.spi;

/** The family of distributions a network's neurons mix. */
public enum Mixing {
    /** Geometric mixing of Bernoulli predictions: {@code σ(w · logit(p))}, trained on log loss. */
    GEOMETRIC_BERNOULLI
}
