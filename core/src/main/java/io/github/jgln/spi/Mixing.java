package io.github.jgln.spi;

import java.util.Objects;

/** The family of distributions a network's neurons mix. */
public sealed interface Mixing {
    /** How many numbers a neuron hands up. */
    int width();

    /** How many inputs every layer reads last that are the same for all rows, beside a bias logit. */
    int constantInputs();

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

        @Override
        public int constantInputs() {
            return 0;
        }
    }

    /**
     * Products of Gaussians, a mean and a variance each, trained on their log density (Budden et al. 2020, arXiv 2006.05964). A
     * neuron reads means μ_i and variances σ_i² of the layer below, and mixes them by the weights w that its context picks. With
     * the row's centre, which all neurons of a layer share,
     *
     * <pre>
     *   λ_i = 1 / σ_i²      c = Σ λ_i² μ_i / Σ λ_i²      a_i = λ_i      b_i = λ_i (μ_i - c)
     *   s = w · a           m = w · b
     *   p = s, kept within bounds as the form says
     *   mean μ = c + m / p           variance v = 1 / p, and at least minVariance
     * </pre>
     *
     * which is the product {@code Π N(μ_i, σ_i²)^w_i} wherever no bound acts. As {@code a · b = 0}, no two large numbers cancel,
     * and the projection of the paper's onto a bound of the precision (along a) leaves m as it is. The step for a target y goes
     * along {@code A a - B b}, with {@code e = y - μ} and scalars A and B that the form says; it is the gradient of
     * {@code ½ log v + e² / (2 v)} where no bound acts: {@code A = ½ (e² - v) + e (μ - c)}, {@code B = e}.
     *
     * <p>The prediction of an output is that of the mixture of its n neurons in the last layer: mean {@code μ = 1/n Σ μ_k},
     * variance {@code 1/n Σ (v_k + (μ_k - μ)²)}.
     *
     * @param form of the bounds and the step
     * @param minVariance the least that a neuron says; above 0
     * @param maxVariance the most; above {@code minVariance}
     * @param biases how many constant Gaussians every layer reads after all else; may be 0
     * @param biasMean their means go evenly from {@code -biasMean} to {@code biasMean}; a single one has {@code -biasMean}
     * @param biasVariance of each; above 0
     */
    record Gaussian(Form form, float minVariance, float maxVariance, int biases, float biasMean, float biasVariance)
            implements Mixing {
        /** Two ways to keep within bounds. */
        public enum Form {
            /**
             * As published: weights of either sign are clipped to [-W, W] and then projected onto the bound of the precision.
             *
             * <pre>
             *   s, m of ŵ = clip(w, -W, W)
             *   p = 1 / minVariance    where s ≤ 0 or s &gt; 1 / minVariance, else max(s, 1 / maxVariance)
             *   A = 0                  where p ≠ s
             *   w_i ← w_i - η (A a_i - B b_i)    where |w_i| ≤ W; else it stays
             * </pre>
             *
             * Its means may explode where weights of both signs meet strong inputs.
             */
            PUBLISHED,
            /**
             * Weights stay in [0, W], so that a mean stays within those of its inputs. Steps are those of a row's quadratic model of
             * the loss along a and along b, so that none goes beyond its minimum (implicit steps), and a row counts for at most 25
             * times the variance that was said.
             *
             * <pre>
             *   p = max(s, 1 / maxVariance)     v = max(1 / p, minVariance)
             *   x = ½ (min(e², 25 v) - v), and at least 0 where s &gt; 1 / minVariance
             *   B = e / (v p)
             *   A = B (μ - c) + x               0 where s &lt; 1 / maxVariance
             *   r = η / I                       of I inputs, the constant ones too; q = r / 10, as precisions are learnt slowly
             *   α = q A / (1 + q |a|² v² / 2)   β = r B / (1 + r |b|² / (v p²))
             *   w ← clip(w - α a + β b, 0, W)
             * </pre>
             */
            STABLE
        }

        public Gaussian {
            Objects.requireNonNull(form);
            if (!(minVariance > 0 && minVariance < maxVariance && maxVariance < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "variances: expected a least one above 0 and a larger finite one, got " + minVariance + " and "
                                + maxVariance);
            }
            if (biases < 0
                    || !(biasVariance > 0 && biasVariance < Float.POSITIVE_INFINITY)
                    || !(Math.abs(biasMean) < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "bias: expected at least 0 Gaussians of a finite mean and a variance above 0, got " + biases
                                + " of " + biasMean + " and " + biasVariance);
            }
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public int constantInputs() {
            return biases;
        }

        /** The mean of a constant Gaussian, 0 to {@code biases - 1}. */
        public float biasMean(int bias) {
            return biases == 1 ? -biasMean : biasMean * (2f * bias / (biases - 1) - 1);
        }
    }
}
