package io.github.jgln.cuda;

import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import java.util.List;

/**
 * How a block's rows go through a layer of Gaussians: pairs become naturals, once for all neurons, and these become pairs for the
 * layer above; those of the last layer become mixtures.
 */
final class GaussianSteps {
    private final NetworkSpec spec;
    private final Mixing.Gaussian mixing;
    private final List<CudaLayer> layers;
    private final RowFloats floats;
    private final GaussianKernels kernels;
    /** Of each layer; not of each block, as one block at a time is in a layer. */
    private final GaussianKernels.Naturals[] naturals;

    GaussianSteps(
            NetworkSpec spec,
            Mixing.Gaussian mixing,
            List<CudaLayer> layers,
            KernelModule kernels,
            int capacity,
            Memory memory) {
        this.spec = spec;
        this.mixing = mixing;
        this.layers = layers;
        this.floats = new RowFloats(spec);
        this.kernels = new GaussianKernels(kernels, mixing, spec.weightBound());
        this.naturals = new GaussianKernels.Naturals[layers.size()];
        for (int i = 0; i < naturals.length; i++) {
            int copies = floats.copiesInto(i);
            long address =
                    memory.allocate(4L * copies * capacity * GaussianKernels.naturalsFloats(layers.get(i).shape));
            naturals[i] = new GaussianKernels.Naturals(address, copies, capacity);
        }
    }

    /** Device memory that the naturals of a row take, in all layers. */
    static long rowBytes(NetworkSpec spec) {
        RowFloats floats = new RowFloats(spec);
        long all = 0;
        int i = 0;
        for (LayerShape shape : LayerShape.of(spec)) {
            all += floats.copiesInto(i++) * GaussianKernels.naturalsFloats(shape);
        }
        return 4 * all;
    }

    void learn(long stream, Slot slot, int i) {
        makeNaturals(stream, slot, i);
        kernels.learn(
                stream,
                layers.get(i),
                slot.rows,
                naturals[i],
                slot.streams(i),
                slot.targets,
                slot.rates(i),
                said(slot, i));
        mixLast(stream, slot, i);
    }

    void infer(long stream, Slot slot, int i) {
        makeNaturals(stream, slot, i);
        kernels.infer(stream, layers.get(i), naturals[i], slot.contexts(i), said(slot, i));
        mixLast(stream, slot, i);
    }

    private void makeNaturals(long stream, Slot slot, int i) {
        int neuronsBelow = i == 0 ? 0 : layers.get(i - 1).shape.spec().neurons();
        var below = i == 0
                ? GaussianKernels.Pairs.NONE
                : new GaussianKernels.Pairs(slot.inputs[i], slot.classStride(i), neuronsBelow);
        int read = layers.get(i).shape.spec().inputs() - neuronsBelow - mixing.biases();
        var base = read == 0
                ? GaussianKernels.Pairs.NONE
                : new GaussianKernels.Pairs(slot.inputs[0], slot.classStride(0), read);
        kernels.naturals(stream, layers.get(i), slot.rows, below, base, naturals[i]);
    }

    private GaussianKernels.Said said(Slot slot, int i) {
        LayerShape shape = layers.get(i).shape;
        if (i == layers.size() - 1) {
            return new GaussianKernels.Said(slot.logits, 2L * shape.spec().neurons(), floats.last());
        }
        return new GaussianKernels.Said(slot.inputs[i + 1], slot.classStride(i + 1), floats.into(i + 1));
    }

    private void mixLast(long stream, Slot slot, int i) {
        if (i == layers.size() - 1 && floats.mixed()) {
            int neurons = layers.get(i).shape.spec().neurons();
            kernels.mixture(stream, slot.logits, neurons, (long) slot.rows * spec.outputs(), slot.predictions);
        }
    }
}
