package io.github.jgln;

import java.util.List;

/**
 * How a network came to its logits for one row. The row's contexts pick one weight row in every neuron, and with these the
 * network is a linear function of the base logits {@code l} (Veness et al. 2019, section 5): for each output
 *
 * <pre>  w[ctx] · (logits of the layer below) = offset + Σ_i weights[i] · l[i]</pre>
 *
 * up to the rounding of the network's float32 sums. Bias logits go into the offset.
 *
 * <p>A clip breaks the line, so it is accounted for in one of two ways, {@link Clipping}; where no neuron below the output was
 * clipped the two are the same. That is rare: of 16-16-1 after a pass over MNIST about half of the neurons are clipped for any
 * one row, fewer in the network of the row's own class. The output's own clip is left out of the sum: it ends most sums of a well trained network, and
 * says nothing of how they came about. {@link Output#logit} is what remains after it.
 *
 * <p>Of a regression the mean is such a function of the base predictions' means, with the contexts and all precisions held: in
 * {@code μ = c + w · b / p} of every neuron (see {@link io.github.jgln.spi.Mixing.Gaussian}) both c and b are linear in the means that
 * it reads. Where these are {@link BasePredictor.Regressions} it is followed on through them: then {@code baseLogits} are the numbers
 * that the network reads of the row, standardised as it reads them, and weights are of these. Nothing is clipped there;
 * {@code logit} and {@code mixed} are the predicted mean, in the unit of the targets.
 *
 * @param baseLogits {@code [K0]}, what the first layer read, clipped to ±L; {@code [C · K0]} where they differ by output
 * @param outputs one per output of the network: of class 1 with two classes, else one per class
 */
public record Contributions(float[] baseLogits, List<Output> outputs) {
    public Contributions {
        outputs = List.copyOf(outputs);
    }

    /** What becomes of a neuron below the output whose logit was clipped: {@code o = ±L} instead of {@code w · l}. */
    public enum Clipping {
        /**
         * It is the constant ±L and goes into the offset, as a small change of the base logits changes nothing about it: the
         * weights are the network's derivative by the base logits, with its contexts held.
         */
        CONSTANT,
        /**
         * Its whole sum is scaled by {@code o / (w · l)}, so that its inputs share in what it said in the proportions in which
         * they made it. The sum is exact too, and inputs that drove neurons to their bound are not left out.
         */
        SCALED
    }

    /**
     * Of one output.
     *
     * @param weights {@code [K0]}, the effective weight of each base logit
     * @param offset what does not depend on base logits
     * @param mixed {@code offset + Σ_i weights[i] · baseLogits[i]}: the mean of the output neurons' {@code w · l}, before
     *     their clips
     * @param logit the prediction's logit: the same mean after the clips to ±L
     * @param clippedNeurons how many neurons below the output had their logits clipped
     */
    public record Output(double[] weights, double offset, float mixed, float logit, int clippedNeurons) {}

    /** {@code weights[i] · baseLogits[i]} of an output: what each base prediction added to {@link Output#mixed}. */
    public double[] parts(int output) {
        double[] weights = outputs.get(output).weights();
        int from = baseLogits.length == weights.length ? 0 : output * weights.length;
        double[] parts = new double[weights.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = weights[i] * baseLogits[from + i];
        }
        return parts;
    }
}
