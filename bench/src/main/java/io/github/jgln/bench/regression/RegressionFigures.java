package io.github.jgln.bench.regression;

import io.github.jgln.evaluation.GaussianMeasures;

/**
 * What was measured of predictions of a number.
 *
 * @param rows how many count
 * @param rmse root of the mean squared error, in the target's unit
 * @param mae mean absolute error
 * @param nll mean negative log likelihood, in nats
 * @param coverage90 share of the targets in the interval that is to hold 90 %
 */
public record RegressionFigures(long rows, double rmse, double mae, double nll, double coverage90) {
    static RegressionFigures of(GaussianMeasures measures) {
        return new RegressionFigures(
                measures.rows(),
                measures.rmse(),
                measures.mae(),
                measures.negativeLogLikelihood(),
                measures.coverage90());
    }
}
