package io.github.jgln;

import java.util.List;
import java.util.Optional;

/**
 * What a regression does beside its network when it learns no more, as arrays, for whoever serves the model without this engine:
 * see {@link SavedModel#fittedRegression}. All arrays are copies.
 *
 * <p>A network says a mean μ and a variance v of a number's distance from the mean of the targets, in units of their deviation. Of
 * number c that makes
 *
 * <pre>
 *   mean_c + deviation_c · μ      and      factor_c · deviation_c² · v
 * </pre>
 *
 * @param mean {@code [D]}, of the targets learnt so far
 * @param deviation {@code [D]}, theirs; above 0
 * @param factor {@code [D]}, which keeps intervals honest; above 0
 * @param experts the base predictions of {@link BasePredictor.Regressions}; empty with another base predictor
 */
public record FittedRegression(double[] mean, double[] deviation, double[] factor, Optional<Experts> experts) {
    /**
     * The base predictions of a row z, which is what the network reads before its side information is made of it. They read the
     * numbers {@code x_k = Σ sign[j] z_j} over all j with {@code sumOf[j] = k}. In the unit of the targets, number c counted from
     * {@code first_c},
     *
     * <pre>
     *   f = (1, x, scale · max(0, normals x - thresholds))        of a broad one
     *       m_c = b_c · f      v_c = noise_c (1 + max(0, f · P f))
     *   r_c = Σ m_c / v_c² / Σ 1 / v_c²      l_c = min v_c        of all broad ones
     *   ω = 1 / (1 + Σ max(0, f · P f) / v_0² / Σ 1 / v_0²)
     *   f = (1, x_reads)                                          of a gated one
     *       m_c = r_c + b_c · f      v_c = (noise_c + share · l_c) (1 + max(0, f · P f)) / ω
     * </pre>
     *
     * of a column's bin {@code m_c} and {@code v_c} as they are; and the network reads, broad ones first and bins last, the means {@code (m_c + first_c - mean_c) / deviation_c}, clipped to ±furthest, and the
     * variances {@code v_c / deviation_c²}, clipped to those of {@link io.github.jgln.spi.Mixing.Gaussian}.
     *
     * @param numbers q, how many numbers are read
     * @param sumOf {@code [N]}: which of them each number of a row goes into
     * @param sign {@code [N]}: 1 or -1
     * @param first {@code [D]}
     * @param furthest no mean is further out
     * @param broad the regressions of all rows, at least one
     * @param gated those with contexts; may be none
     * @param columns of a table; none where rows are not of one
     */
    public record Experts(
            int numbers,
            int[] sumOf,
            double[] sign,
            double[] first,
            double furthest,
            List<Broad> broad,
            List<Gated> gated,
            List<Binned> columns) {}

    /**
     * A regression of all rows, on the numbers and on hinges.
     *
     * @param normals {@code [H][q]}
     * @param thresholds {@code [H]}
     * @param scale of a hinge
     * @param regression its n is {@code 1 + q + H}, its share 0
     */
    public record Broad(double[][] normals, double[] thresholds, double scale, Linear regression) {}

    /**
     * A regression for each context {@code Σ_j 2^j [normals_j · x > thresholds_j]}.
     *
     * @param normals {@code [M][q]}
     * @param thresholds {@code [M]}
     * @param reads which numbers its regressions read
     * @param regressions {@code 2^M}
     */
    public record Gated(double[][] normals, double[] thresholds, int[] reads, List<Linear> regressions) {}

    /**
     * What the bins of a column say: one for each part between the marks of a number, from the lowest up, or for each place of a
     * category, and in the end one for missing.
     *
     * @param means {@code [bins][D]}
     * @param variances {@code [bins][D]}
     */
    public record Binned(double[][] means, double[][] variances) {}

    /**
     * Linear regressions of the same n inputs, one for each number.
     *
     * @param coefficients {@code [D][n]}: b
     * @param spread {@code [n · n]}, row-major and symmetric: P, the posterior covariance of the coefficients in units of the noise
     * @param noise {@code [D]}: the noise's variance as far as the regression's own rows say
     * @param share how much of the broad regressions' least variance is to be added
     */
    public record Linear(double[][] coefficients, double[] spread, double[] noise, double share) {}
}
