package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.cuda.KernelModule.Grid;

/** Launches the kernels of {@code inputs.cu}. Addresses are of the device. */
final class InputKernels {
    private static final int FROZEN_ROWS = 64;

    private final KernelModule kernels;

    InputKernels(KernelModule kernels) {
        this.kernels = kernels;
    }

    /** How base logits come from a row alone: the enum of this name in {@code inputs.cu}, in its order. */
    enum RowMap {
        MIN_MAX,
        CLIP,
        CONSTANT
    }

    /** What becomes of a feature by its statistics: the enum of this name in {@code inputs.cu}, in its order. */
    enum FeatureMap {
        NONE,
        CENTRED,
        STANDARDISED
    }

    /**
     * Rows as they were uploaded.
     *
     * @param stride floats of a row, its padding counted
     * @param features N
     */
    record FeatureRows(long address, int stride, int features, int count) {}

    /**
     * Base logits.
     *
     * @param k floats of a row, its padding counted
     */
    record LogitRows(long address, int k) {}

    /**
     * How base logits come from rows alone.
     *
     * @param prior of {@link RowMap#CONSTANT}
     * @param epsilon predictions are clipped into [epsilon, 1 - epsilon]
     * @param bound logits are clipped to ±bound
     */
    record RowPredictor(RowMap map, float prior, float epsilon, float bound) {}

    void rowLogits(long stream, FeatureRows x, RowPredictor predictor, LogitRows to) {
        kernels.launch(
                "rowLogits",
                Grid.of(ceil(x.count, 8), 256),
                0,
                stream,
                x.address,
                (long) x.stride,
                x.features,
                x.count,
                predictor.map.ordinal(),
                predictor.prior,
                predictor.epsilon,
                predictor.bound,
                to.address,
                to.k);
    }

    /**
     * The statistics of the features.
     *
     * @param count rows taken in so far
     * @param learning whether each row is taken in after it was mapped
     */
    record Statistics(long mean, long squares, long count, boolean learning) {}

    /** Where side information goes; the address is not used with {@link FeatureMap#NONE}. */
    record SideTarget(FeatureMap map, long z) {}

    /**
     * How base logits come from single features; with {@link FeatureMap#NONE} they do not.
     *
     * @param factor of {@link FeatureMap#CENTRED}
     * @param bound logits are clipped to ±bound
     */
    record FeaturePredictor(FeatureMap map, float factor, float bound) {
        static final FeaturePredictor NONE = new FeaturePredictor(FeatureMap.NONE, 0, 0);
    }

    void featureInputs(
            long stream,
            FeatureRows x,
            Statistics statistics,
            SideTarget side,
            FeaturePredictor predictor,
            LogitRows to) {
        int rowsPerBlock = statistics.learning ? x.count : FROZEN_ROWS;
        kernels.launch(
                "featureInputs",
                Grid.of(ceil(x.stride, 64), ceil(x.count, rowsPerBlock), 64),
                0,
                stream,
                x.address,
                (long) x.stride,
                x.features,
                x.count,
                rowsPerBlock,
                statistics.count,
                statistics.learning ? 1 : 0,
                statistics.mean,
                statistics.squares,
                side.map.ordinal(),
                side.z,
                predictor.map.ordinal(),
                predictor.factor,
                predictor.bound,
                to.address,
                to.k);
    }

    /**
     * What skip connections hand on.
     *
     * @param classStride floats between the logits of two outputs; 0 where all have the same
     * @param count base logits of a row
     */
    record SkippedLogits(LogitRows base, long classStride, int count) {}

    /**
     * Where skip connections end.
     *
     * @param inputs of the layer
     * @param classStride floats between the inputs of two outputs
     * @param column of the layer's inputs, where the base logits begin
     */
    record SkipTarget(CudaLayer layer, long inputs, long classStride, int column) {}

    void skipInputs(long stream, int rows, SkippedLogits from, SkipTarget to) {
        int outputs = to.layer.shape.outputs();
        kernels.launch(
                "skipInputs",
                Grid.of(rows, outputs, 256),
                0,
                stream,
                from.base.address,
                from.classStride,
                from.base.k,
                from.count,
                outputs,
                to.inputs,
                to.classStride,
                to.layer.shape.k(),
                to.column);
    }
}
