package io.github.jgln.spi;

import io.github.jgln.Coupling;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that a backend must know of a network beside its numbers. The paper's symbols: {@code z} side information,
 * {@code p0} base predictions, {@code l} the logits a neuron reads, {@code w} the weight row its context picks,
 * {@code h, b} a halfspace's normal and threshold, {@code y} the target, {@code η} the rate.
 *
 * <p>For row t, output c, layer i and neuron k (Veness et al. 2019, equations 5 to 9):
 *
 * <pre>
 *   ctx = Σ_j 2^j [h_j · z > b_j]
 *   o   = clip(w[ctx] · l, -L, L)                              L = logitBound
 *   w[ctx] ← clip(w[ctx] - η[i][t] (σ(o) - y) l, -W, W)        W = weightBound
 * </pre>
 *
 * The layer above reads {@code o}, which is from before the update. The logit of an output is the mean of {@code o} over its
 * neurons in the last layer. With skip connections {@code l} is, above the first layer, the outputs of the layer below, then
 * the base logits, then the bias. With one output {@code y} is the class (0 or 1); with
 * more, output c has {@code y = [class = c]} (one-vs-all).
 *
 * <p>With {@link Coupling#SOFTMAX} neuron k of all outputs is one multinomial neuron. Its outputs, which share halfspaces, have
 * one context; of row t, with {@code l_c} what output c reads (its own neurons below, its base logits, its bias logit),
 *
 * <pre>
 *   o_c = clip(w_c[ctx] · l_c, -L, L)                          of every output c
 *   p_c = exp(o_c) / Σ_j exp(o_j)
 *   w_c[ctx] ← clip(w_c[ctx] - η_c[i][t] (p_c - [class = c]) l_c, -W, W)
 * </pre>
 *
 * where all {@code o} are from before any of the updates. Powers are taken from the largest {@code o}, so that none overflows.
 * Everything else is as it is for independent outputs; {@code η_c} differs by output only by what it reads, where rates are
 * normalised.
 *
 * <p>With {@link Mixing.Gaussian} neurons hand up a mean and a variance instead of a logit, see there; the target of output c is
 * the c-th number of a row's {@link io.github.jgln.Targets.Reals}. A layer reads the layer below, then the base predictions where
 * connections skip layers, then the constant Gaussians; none of them is a {@link LayerSpec#bias}. Base predictions are given ones.
 *
 * @param input how a row becomes side information and base logits
 * @param outputs C: 1 for two classes, else the number of classes; of numbers, how many there are
 * @param layers from the one that reads the base logits to the last one
 * @param sharedHalfspaces whether neuron k of a layer has the same halfspaces in every output, so that a row is gated once
 *     for all of them
 * @param skipConnections whether the layers above the first read the base logits too
 * @param mixing the family the neurons mix
 * @param weightBound W
 * @param coupling how the outputs belong together; softmax needs more than one, and shared halfspaces
 * @param gating how contexts are made
 * @param rateNormaliser c: where above 0, a neuron's step goes with the size of what it reads, {@code η c / (c + |l|²)} in place
 *     of η, with {@code |l|²} of all that it reads, the bias too
 */
public record NetworkSpec(
        InputSpec input,
        int outputs,
        List<LayerSpec> layers,
        boolean sharedHalfspaces,
        boolean skipConnections,
        Mixing mixing,
        float weightBound,
        Coupling coupling,
        Gating gating,
        float rateNormaliser) {

    public NetworkSpec {
        Objects.requireNonNull(input);
        layers = List.copyOf(layers);
        Objects.requireNonNull(mixing);
        Objects.requireNonNull(coupling);
        Objects.requireNonNull(gating);
        if (!(rateNormaliser >= 0 && rateNormaliser < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "rate normaliser: expected a finite number of at least 0, got " + rateNormaliser);
        }
        if (mixing instanceof Mixing.Gaussian
                && (rateNormaliser > 0
                        || coupling != Coupling.INDEPENDENT
                        || !input.baseLogits().given()
                        || layers.stream().anyMatch(LayerSpec::bias))) {
            throw new IllegalArgumentException(
                    "Gaussian mixing: expected given base predictions, independent outputs, no bias"
                            + " logits and no rate normaliser, got " + input.baseLogits() + ", " + coupling + ", "
                            + layers
                            + " and " + rateNormaliser);
        }
        if (coupling == Coupling.SOFTMAX && (outputs == 1 || !sharedHalfspaces)) {
            throw new IllegalArgumentException(
                    "coupling: expected more than one output, and shared halfspaces, for softmax, got " + outputs
                            + (outputs == 1 ? " output" : " outputs, each with halfspaces of its own"));
        }
    }

    /** N, the features of a row. */
    public int inputs() {
        return input.features();
    }

    /** K0, the base logits of an output. */
    public int basePredictions() {
        return input.baseLogits().width();
    }

    /** How many rows of base logits a row has: one for all outputs, or one for each. */
    public int baseCopies() {
        return input.baseLogits().byOutput() ? outputs : 1;
    }

    /** How Gaussians are mixed; empty where something else is. */
    public Optional<Mixing.Gaussian> gaussian() {
        return mixing instanceof Mixing.Gaussian gaussian ? Optional.of(gaussian) : Optional.empty();
    }

    /** The numbers of a prediction: one for each output, or a mean and a variance. */
    public int predictionWidth() {
        return outputs * mixing.width();
    }

    /**
     * L, beyond which no logit goes.
     *
     * @throws IllegalStateException where no logits are mixed
     */
    public float logitBound() {
        if (mixing instanceof Mixing.Bernoulli bernoulli) {
            return bernoulli.logitBound();
        }
        throw new IllegalStateException("expected a network that mixes Bernoulli predictions, got " + mixing);
    }

    /** The base logits that a layer reads beside the outputs of the layer below: none, or all with skip connections. */
    public int skippedInputs(int layer) {
        return skipConnections && layer > 0 ? basePredictions() : 0;
    }

    /** The class of two is the target itself; with more classes output c predicts {@code class = c}. */
    public int target(int output, int label) {
        return outputs == 1 ? label : (label == output ? 1 : 0);
    }

    /**
     * The learnt numbers of the whole network: all weights.
     *
     * @throws ArithmeticException for more than 2^63
     */
    public long weights() {
        return layers.stream()
                .mapToLong(l -> Math.multiplyExact((long) outputs * l.neurons(), (long) l.contexts() * l.inputs()))
                .reduce(0, Math::addExact);
    }

    /** How many outputs have halfspaces of their own: all of them, or 1 where they are shared. */
    public int gatedOutputs() {
        return sharedHalfspaces ? 1 : outputs;
    }

    /** P, the halfspaces of the whole network; shared ones count once. */
    public long halfspaces() {
        return layers.stream()
                .mapToLong(l -> (long) gatedOutputs() * l.neurons() * l.contextMapSize())
                .sum();
    }

    /** What one row costs, in multiply-adds. */
    public Cost cost() {
        return IntStream.range(0, layers.size()).mapToObj(this::cost).reduce(Cost.NONE, Cost::plus);
    }

    /** What one row costs in a layer, in multiply-adds. */
    public Cost cost(int layer) {
        LayerSpec l = layers.get(layer);
        return new Cost(
                (long) gatedOutputs() * l.neurons() * l.contextMapSize() * inputs(),
                (long) outputs * l.neurons() * l.inputs() * mixing.width());
    }

    /** All that the network needs of a backend. */
    public Set<Capability> needs() {
        Set<Capability> needs = EnumSet.of(
                mixing instanceof Mixing.Bernoulli ? Capability.BERNOULLI_MIXING : Capability.GAUSSIAN_MIXING,
                switch (gating) {
                    case HALFSPACE -> Capability.HALFSPACE_GATING;
                },
                switch (coupling) {
                    case INDEPENDENT -> Capability.INDEPENDENT_OUTPUTS;
                    case SOFTMAX -> Capability.SOFTMAX_OUTPUTS;
                });
        if (sharedHalfspaces) {
            needs.add(Capability.SHARED_HALFSPACES);
        }
        if (skipConnections) {
            needs.add(Capability.SKIP_CONNECTIONS);
        }
        if (input.baseLogits().given()) {
            needs.add(Capability.GIVEN_BASE_LOGITS);
        }
        if (input.baseLogits().byOutput()) {
            needs.add(Capability.BASE_LOGITS_BY_OUTPUT);
        }
        if (rateNormaliser > 0) {
            needs.add(Capability.NORMALISED_RATES);
        }
        return needs;
    }

    /** Why a backend with these capabilities cannot run the network; empty if it can. */
    public Optional<String> refusal(Set<Capability> capabilities) {
        Set<Capability> missing = needs();
        missing.removeAll(capabilities);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("it cannot do "
                        + missing.stream().map(Capability::toString).collect(Collectors.joining(", ")));
    }
}
