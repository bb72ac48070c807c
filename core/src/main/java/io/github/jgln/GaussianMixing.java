package io.github.jgln;

import io.github.jgln.spi.Mixing;
import java.util.Objects;

/**
 * How a regression's neurons mix Gaussians, see {@link Mixing.Gaussian}. Variances are of standardised targets, so 1 is that of the
 * targets themselves.
 *
 * @param form the stable one, or the published one for study
 * @param minVariance the least that a neuron says; above 0
 * @param maxVariance the most; finite and above {@code minVariance}
 */
public record GaussianMixing(Mixing.Gaussian.Form form, double minVariance, double maxVariance) {
    public GaussianMixing {
        Objects.requireNonNull(form);
    }
}
