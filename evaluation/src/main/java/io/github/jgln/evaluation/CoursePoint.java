package io.github.jgln.evaluation;

/**
 * How a stream stood at some row.
 *
 * @param rows so far
 * @param accuracy of all of them
 * @param windowAccuracy of the last rows, as {@link WindowMeasures#accuracy()}
 * @param windowLogLoss of the last rows, as {@link WindowMeasures#logLoss()}
 * @param windowKappa of the last rows, as {@link WindowMeasures#kappa()}
 */
public record CoursePoint(
        long rows, double accuracy, double windowAccuracy, double windowLogLoss, double windowKappa) {}
