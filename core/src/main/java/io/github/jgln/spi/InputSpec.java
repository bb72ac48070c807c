package io.github.jgln.spi;

import io.github.jgln.SideInformation;
import java.util.Objects;

/**
 * How a row becomes what a network reads: its side information and its base logits. {@link HostInputs} is what this means, in
 * Java.
 *
 * @param features N, the numbers of a row
 * @param sideInformation how a row becomes z
 * @param baseLogits how a row becomes the base logits
 * @param predictionClipping ε; base predictions are clipped into [ε, 1 - ε]
 * @param runningStatistics whether {@code learn} takes each row into the input statistics after the row has predicted; false
 *     where nothing reads them
 */
public record InputSpec(
        int features,
        SideInformation sideInformation,
        BaseLogits baseLogits,
        float predictionClipping,
        boolean runningStatistics) {

    public InputSpec {
        Objects.requireNonNull(sideInformation);
        Objects.requireNonNull(baseLogits);
    }

    /** Whether anything reads the input statistics. */
    public boolean usesStatistics() {
        return sideInformation.usesStatistics() || baseLogits.kind().usesStatistics();
    }
}
