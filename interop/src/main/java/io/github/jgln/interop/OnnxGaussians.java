package io.github.jgln.interop;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.Arrays;

/**
 * Layers that mix Gaussians in a graph, as {@link Mixing.Gaussian} has it. They compute in double precision, as precisions may be
 * large and of either sign; weights are float32 until they are picked.
 */
final class OnnxGaussians {
    private final OnnxGraph graph;
    private final NetworkState state;
    private final NetworkSpec spec;
    private final Mixing.Gaussian mixing;
    private final OnnxContexts contexts;

    OnnxGaussians(OnnxGraph graph, NetworkState state, OnnxContexts contexts) {
        this.graph = graph;
        this.state = state;
        this.spec = state.spec();
        this.mixing = spec.gaussian().orElseThrow();
        this.contexts = contexts;
    }

    /** Means and variances, double {@code [rows, width]}. */
    record Pairs(String means, String variances) {}

    /** What an output's network says, {@code [rows, 1]}: the mixture of the neurons in its last layer. */
    Pairs output(int output, Pairs base) {
        Pairs below = base;
        for (int i = 0; i < spec.layers().size(); i++) {
            Pairs read = spec.skippedInputs(i) > 0 ? beside(below, base) : below;
            if (mixing.biases() > 0) {
                read = beside(read, constants(base.means()));
            }
            below = layer(spec.layers().get(i), state.layers().get(i), output, read);
        }
        String mean = graph.rowMean(below.means());
        String off = graph.node("Sub", below.means(), mean);
        String variance = graph.rowMean(graph.node("Add", below.variances(), graph.node("Mul", off, off)));
        return new Pairs(mean, variance);
    }

    private Pairs beside(Pairs one, Pairs other) {
        return new Pairs(
                graph.concat(1, one.means(), other.means()), graph.concat(1, one.variances(), other.variances()));
    }

    private Pairs constants(String rows) {
        double[] means = new double[mixing.biases()];
        double[] variances = new double[mixing.biases()];
        Arrays.setAll(means, mixing::biasMean);
        Arrays.fill(variances, mixing.biasVariance());
        return new Pairs(
                graph.everyRow(rows, graph.doubles(means, 1, means.length)),
                graph.everyRow(rows, graph.doubles(variances, 1, variances.length)));
    }

    private Pairs layer(LayerSpec layer, LayerState numbers, int output, Pairs read) {
        int neurons = layer.neurons();
        int inputs = layer.inputs();
        String precisions = graph.node("Reciprocal", read.variances());
        String squares = graph.node("Mul", precisions, precisions);
        String centre =
                graph.node("Div", graph.rowSum(graph.node("Mul", squares, read.means())), graph.rowSum(squares));
        String moments = graph.node("Mul", precisions, graph.node("Sub", read.means(), centre));
        String table = graph.floats(weights(layer, numbers, output), (long) neurons * layer.contexts(), inputs);
        String picked = graph.node("Gather", table, contexts.of(layer, numbers, output));
        String weights = graph.cast(picked, OnnxGraph.DOUBLE);
        String s = graph.products(weights, precisions, neurons, inputs);
        String m = graph.products(weights, moments, neurons, inputs);
        String p = bounded(s);
        String variance = graph.node("Max", graph.node("Reciprocal", p), graph.scalar((double) mixing.minVariance()));
        return new Pairs(graph.node("Add", centre, graph.node("Div", m, p)), variance);
    }

    /** As they are used, which in the published form is not as they are stored. */
    private float[] weights(LayerSpec layer, LayerState numbers, int output) {
        int length = layer.contexts() * layer.inputs();
        float[] all = new float[Math.multiplyExact(layer.neurons(), length)];
        for (int k = 0; k < layer.neurons(); k++) {
            System.arraycopy(numbers.weights()[output][k], 0, all, k * length, length);
        }
        if (mixing.form() == Mixing.Gaussian.Form.PUBLISHED) {
            for (int i = 0; i < all.length; i++) {
                all[i] = Math.max(-spec.weightBound(), Math.min(spec.weightBound(), all[i]));
            }
        }
        return all;
    }

    private String bounded(String s) {
        String p = graph.node("Max", s, graph.scalar(1 / (double) mixing.maxVariance()));
        return switch (mixing.form()) {
            case STABLE -> p;
            case PUBLISHED -> {
                String high = graph.scalar(1 / (double) mixing.minVariance());
                String beyond = graph.node(
                        "Or", graph.node("LessOrEqual", s, graph.scalar(0.0)), graph.node("Greater", s, high));
                yield graph.node("Where", beyond, high, p);
            }
        };
    }
}
