package io.github.jgln.tck;

/**
 * How one case went.
 *
 * @param name of the case; a golden case is named after its folder
 * @param passed whether everything agreed within the case's tolerance
 * @param maxProbabilityDifference the largest, over the online stream and the held-out rows; of means, relative to 1
 *     where they are larger, and a tenth of relative ones of variances where Gaussians are predicted; NaN if the case broke off
 * @param maxWeightDifference the largest after the stream; NaN if the case broke off
 * @param detail what was compared, or all that was wrong, in one line
 */
public record CaseResult(
        String name, boolean passed, double maxProbabilityDifference, double maxWeightDifference, String detail) {
    /** A case that broke off. */
    static CaseResult brokenOff(String name, Throwable cause) {
        String message = cause.getMessage();
        return new CaseResult(
                name,
                false,
                Double.NaN,
                Double.NaN,
                cause.getClass().getSimpleName() + ": " + (message == null ? "no message" : message));
    }
}
