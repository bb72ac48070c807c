package io.github.jgln.spi;

/** The family of distributions a network's neurons mix. */
public sealed interface Mixing {
    /** How many numbers a neuron hands up. */
    int width();

    /**
     * Geometric mixing of Bernoulli predictions: {@code o = clip(w · l, -L, L)}, {@code p = σ(o)}, trained on log loss (Veness
     * et al. 2019, equations 5 to 9).
     *
     * @param logitBound L = logit(1 - ε)
     */
    record Bernoulli(float logitBound) implements Mixing {
        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * Products of Gaussians, a mean and a variance each (Budden et al. 2020, arXiv 2006.05964).
     *
     * @param minVariance the least that a neuron says
     * @param maxVariance the most
     */
    record Gaussian(float minVariance, float maxVariance) implements Mixing {
        @Override
        public int width() {
            return 2;
        }
    }
}
