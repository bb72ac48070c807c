package io.github.jgln.cuda;

import io.github.jgln.spi.BaseLogits;
import io.github.jgln.spi.InputSpec;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.NetworkSpec;
import java.util.List;

/** What {@link io.github.jgln.spi.HostInputs} does, on the device: side information, base logits, running statistics. */
final class CudaInputs {
    private final NetworkSpec spec;
    private final InputSpec input;
    /** What the network began with; its projection is handed on. */
    private final InputState given;

    private final List<CudaLayer> layers;
    private final InputKernels kernels;

    private final long mean;
    private final long squares;
    private long count;

    CudaInputs(
            NetworkSpec spec,
            InputState given,
            List<CudaLayer> layers,
            InputKernels kernels,
            Memory memory,
            Staging staging) {
        this.spec = spec;
        this.input = spec.input();
        this.given = given;
        this.layers = layers;
        this.kernels = kernels;
        this.count = given.statistics().count();
        this.mean = memory.allocate(8L * input.features());
        this.squares = memory.allocate(8L * input.features());
        staging.upload(given.statistics().mean(), mean);
        staging.upload(given.statistics().squares(), squares);
    }

    /** The state as it is now. */
    InputState download(Staging staging) {
        double[] means = new double[input.features()];
        double[] sums = new double[input.features()];
        staging.download(mean, means);
        staging.download(squares, sums);
        return given.with(new InputStatistics(count, means, sums));
    }

    /**
     * Makes side information and base logits of a block's rows, and gives the layers above what skips to them.
     *
     * @param stream of the driver
     * @param learning whether the rows are taken into running statistics
     */
    void prepare(long stream, Slot slot, boolean learning) {
        int n = input.features();
        var rows = new InputKernels.FeatureRows(slot.x, LayerShape.padded(n), n, slot.rows);
        var base =
                new InputKernels.LogitRows(slot.inputs[0], layers.get(0).shape.k());
        boolean running = learning && input.runningStatistics();
        switch (input.baseLogits().kind()) {
            case ROW_MIN_MAX -> rowLogits(stream, rows, InputKernels.RowMap.MIN_MAX, base);
            case CLIPPED -> rowLogits(stream, rows, InputKernels.RowMap.CLIP, base);
            case CONSTANT -> rowLogits(stream, rows, InputKernels.RowMap.CONSTANT, base);
            case CENTRED, STANDARDISED, GIVEN -> {
                // The first two come from the statistics, and given ones have been uploaded.
            }
        }
        if (input.usesStatistics() || input.runningStatistics()) {
            var statistics = new InputKernels.Statistics(mean, squares, count, running);
            var side = new InputKernels.SideTarget(sideMap(), slot.z);
            kernels.featureInputs(stream, rows, statistics, side, featurePredictor(), base);
        }
        for (int i = 1; i < layers.size(); i++) {
            skip(stream, slot, base, i);
        }
        if (running) {
            count += slot.rows;
        }
    }

    private void rowLogits(
            long stream, InputKernels.FeatureRows rows, InputKernels.RowMap map, InputKernels.LogitRows base) {
        float prior = input.baseLogits().parameter();
        float epsilon = input.predictionClipping();
        kernels.rowLogits(stream, rows, new InputKernels.RowPredictor(map, prior, epsilon, spec.logitBound()), base);
    }

    private InputKernels.FeatureMap sideMap() {
        return switch (input.sideInformation()) {
            case RAW -> InputKernels.FeatureMap.NONE;
            case CENTRED -> InputKernels.FeatureMap.CENTRED;
            case STANDARDISED -> InputKernels.FeatureMap.STANDARDISED;
        };
    }

    private InputKernels.FeaturePredictor featurePredictor() {
        BaseLogits logits = input.baseLogits();
        return switch (logits.kind()) {
            case CENTRED -> featurePredictor(InputKernels.FeatureMap.CENTRED, logits.parameter());
            case STANDARDISED -> featurePredictor(InputKernels.FeatureMap.STANDARDISED, logits.parameter());
            case ROW_MIN_MAX, CLIPPED, CONSTANT, GIVEN -> InputKernels.FeaturePredictor.NONE;
        };
    }

    private InputKernels.FeaturePredictor featurePredictor(InputKernels.FeatureMap map, float factor) {
        return new InputKernels.FeaturePredictor(map, factor, spec.logitBound());
    }

    /** Gives a layer the base logits beside what the layer below will say. */
    private void skip(long stream, Slot slot, InputKernels.LogitRows base, int i) {
        int skipped = spec.skippedInputs(i);
        if (skipped == 0 || spec.gaussian().isPresent()) {
            // Naturals are made of base predictions where these are.
            return;
        }
        CudaLayer layer = layers.get(i);
        int column = layer.shape.spec().predictionInputs() - skipped;
        long baseClassStride = slot.classStride(0);
        kernels.skipInputs(
                stream,
                slot.rows,
                new InputKernels.SkippedLogits(base, baseClassStride, skipped),
                new InputKernels.SkipTarget(layer, slot.inputs[i], slot.classStride(i), column));
    }
}
