package io.github.jgln.cpu;

/**
 * What one layer of Gaussian mixing does for one block of rows.
 *
 * <p>Row t of output c is at {@code inputsOffset + c · outputStride + t · rowStride} of {@code inputs}, and what goes with it at
 * {@code (c · aboutStride + t) · ABOUT} of {@code about}; unit u's mean and variance go to {@code [u · capacity + t]}.
 */
final class GaussianWork {
    int rows;
    int capacity;
    float[] inputs;
    int inputsOffset;
    int outputStride;
    int rowStride;
    float[] about;
    int aboutStride;
    int[] contexts;
    float[] means;
    float[] variances;
    /** That of row t for output c is at {@code targetsFrom + t · outputs + c}. */
    float[] targets;

    int targetsFrom;
    /** That of row t is at {@code ratesFrom + t}. */
    float[] rates;

    int ratesFrom;

    int input(int output, int row) {
        return inputsOffset + output * outputStride + row * rowStride;
    }

    int about(int output, int row) {
        return (output * aboutStride + row) * GaussianOps.ABOUT;
    }
}
