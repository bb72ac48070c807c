package io.github.jgln.cpu;

/**
 * What one layer does for one block of rows.
 *
 * <p>Row t of class c is at {@code inputsOffset + c · classStride + t · rowStride} of {@code inputs}; the outputs of unit u
 * go to {@code outputs[u · capacity + t]}.
 */
final class MixWork {
    int rows;
    int capacity;
    float[] inputs;
    int inputsOffset;
    int classStride;
    int rowStride;
    int[] contexts;
    float[] outputs;
    int[] labels;
    int labelsFrom;
    /** That of row t for an output is at {@code ratesFrom + output · rateStride + t}. */
    float[] rates;

    int ratesFrom;
    int rateStride;
    float logitBound;
    float weightBound;

    float rate(int output, int row) {
        return rates[ratesFrom + output * rateStride + row];
    }

    int input(int output, int row) {
        return inputsOffset + output * classStride + row * rowStride;
    }
}
