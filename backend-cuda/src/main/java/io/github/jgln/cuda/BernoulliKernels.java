package io.github.jgln.cuda;

import static io.github.jgln.cuda.KernelModule.WARP;
import static io.github.jgln.cuda.KernelModule.ceil;

import io.github.jgln.Coupling;
import io.github.jgln.cuda.KernelModule.Grid;
import io.github.jgln.spi.NetworkSpec;

/**
 * Launches the kernels of {@code bernoulli.cu}, and those of {@code softmax.cu} where outputs are coupled, which mix Bernoulli
 * predictions. Another mixing family has a class like this one
 * beside it; everything before mixing is the same for all. Addresses are of the device.
 */
final class BernoulliKernels {
    private final KernelModule kernels;
    private final StreamKernels streamKernels;
    private final float logitBound;
    private final float weightBound;
    private final boolean coupled;

    BernoulliKernels(KernelModule kernels, NetworkSpec spec) {
        this.kernels = kernels;
        this.streamKernels = new StreamKernels(kernels);
        this.logitBound = spec.logitBound();
        this.weightBound = spec.weightBound();
        this.coupled = spec.coupling() == Coupling.SOFTMAX;
    }

    /**
     * Where a layer reads its inputs and writes its outputs.
     *
     * @param classStride floats between the inputs of two outputs; 0 where all read the same
     * @param outClass floats between the results of two outputs
     * @param outRow floats between the results of two rows
     */
    record Flow(long inputs, long classStride, long out, long outClass, long outRow) {}

    /**
     * What rows are learnt as.
     *
     * @param classes {@code [capacity]}
     * @param rates {@code [capacity]}, or {@code [C][capacity]}
     * @param rateClass floats between the rates of two outputs; 0 where all have the same
     */
    record Labels(long classes, long rates, long rateClass) {}

    private Object[] arguments(CudaLayer layer, Flow flow, Object... more) {
        LayerShape shape = layer.shape;
        Object[] first = {
            flow.inputs,
            flow.classStride,
            shape.k(),
            shape.contexts(),
            shape.spec().neurons(),
            shape.outputs(),
            shape.sharing(),
            layer.weights,
            layer.biasWeights,
            layer.biasLogits,
            logitBound,
            weightBound,
            flow.out,
            flow.outClass,
            flow.outRow
        };
        return StreamKernels.append(first, more);
    }

    void learn(long stream, CudaLayer layer, int rows, Flow flow, SortKernels.Streams streams, Labels labels) {
        Object[] arguments = arguments(
                layer,
                flow,
                streams.schedule(),
                streams.starts(),
                streams.order(),
                streams.capacity(),
                labels.classes,
                labels.rates,
                labels.rateClass);
        if (coupled) {
            streamKernels.learnCoupled(stream, layer.shape, rows, arguments);
        } else {
            streamKernels.learn(stream, "learn", layer.shape, rows, arguments);
        }
    }

    /** Divides rates by the size of what the layer's neurons read; {@code normalised} is {@code [C][capacity]}. */
    void normaliseRates(
            long stream,
            CudaLayer layer,
            int rows,
            Flow flow,
            Labels labels,
            float normaliser,
            long capacity,
            long normalised) {
        LayerShape shape = layer.shape;
        kernels.launch(
                "normaliseRates",
                Grid.of(ceil(rows, StreamKernels.BLOCK / WARP), shape.outputs(), StreamKernels.BLOCK),
                0,
                stream,
                flow.inputs,
                flow.classStride,
                shape.k(),
                layer.biasLogits,
                shape.outputs(),
                labels.rates,
                normaliser,
                capacity,
                rows,
                normalised);
    }

    void infer(long stream, CudaLayer layer, Flow flow, GatingKernels.Contexts contexts) {
        streamKernels.infer(
                stream,
                "infer",
                layer.shape,
                contexts.rows(),
                arguments(layer, flow, contexts.address(), contexts.capacity(), contexts.rows()));
    }
}
