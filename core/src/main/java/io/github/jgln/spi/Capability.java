package io.github.jgln.spi;

/**
 * What a network may need of a backend. A backend lists what it does, and a network that needs anything else is refused: what
 * is added here is refused by every backend until that backend says otherwise.
 */
public enum Capability {
    /** {@link Mixing.Bernoulli}. */
    BERNOULLI_MIXING("geometric mixing of Bernoulli predictions"),
    /** {@link Mixing.Gaussian}. */
    GAUSSIAN_MIXING("mixing of Gaussians"),
    /** {@link Gating#HALFSPACE}. */
    HALFSPACE_GATING("gating by halfspaces"),
    /** {@link io.github.jgln.Coupling#INDEPENDENT}. */
    INDEPENDENT_OUTPUTS("outputs that are independent of each other"),
    /** {@link io.github.jgln.Coupling#SOFTMAX}. */
    SOFTMAX_OUTPUTS("outputs that are coupled by softmax"),
    /** {@link NetworkSpec#sharedHalfspaces}. */
    SHARED_HALFSPACES("halfspaces that the outputs share"),
    /** {@link NetworkSpec#skipConnections}. */
    SKIP_CONNECTIONS("skip connections"),
    /** {@link BaseLogits.Kind#GIVEN}. */
    GIVEN_BASE_LOGITS("base logits that come with the rows"),
    /** {@link BaseLogits#byOutput}. */
    BASE_LOGITS_BY_OUTPUT("base logits that differ by output"),
    /** {@link NetworkSpec#rateNormaliser}. */
    NORMALISED_RATES("rates that go with the size of what a neuron reads");

    private final String description;

    Capability(String description) {
        this.description = description;
    }

    /** In words, for messages. */
    @Override
    public String toString() {
        return description;
    }
}
