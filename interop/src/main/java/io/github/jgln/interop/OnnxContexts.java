package io.github.jgln.interop;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contexts of neurons, and of whatever else has halfspaces, in a graph: bits {@code z Hᵀ > b} (Gemm, Greater), and their product
 * with the powers of two (MatMul). A context is a row of a table that holds those of all neurons, one neuron after the other.
 */
final class OnnxContexts {
    private final OnnxGraph graph;
    private final NetworkSpec spec;
    private final String side;
    /** Shared halfspaces are in the graph once. */
    private final Map<LayerState, String> shared = new IdentityHashMap<>();

    /** @param side {@code [rows, N]}: the network's side information */
    OnnxContexts(OnnxGraph graph, NetworkSpec spec, String side) {
        this.graph = graph;
        this.spec = spec;
        this.side = side;
    }

    /** The row of the layer's table that each neuron picks, {@code [rows, K]}. */
    String of(LayerSpec layer, LayerState numbers, int output) {
        return spec.sharedHalfspaces()
                ? shared.computeIfAbsent(numbers, first -> drawn(layer, first, 0))
                : drawn(layer, numbers, output);
    }

    private String drawn(LayerSpec layer, LayerState numbers, int output) {
        int neurons = layer.neurons();
        int m = layer.contextMapSize();
        int n = spec.inputs();
        if (m == 0) {
            return rows(graph, side, "", "", neurons, m);
        }
        float[] hyperplanes = new float[Math.multiplyExact(neurons * m, n)];
        float[] thresholds = new float[neurons * m];
        for (int k = 0; k < neurons; k++) {
            System.arraycopy(numbers.normals(output, k), 0, hyperplanes, k * m * n, m * n);
            System.arraycopy(numbers.bounds(output, k), 0, thresholds, k * m, m);
        }
        String normals = graph.floats(hyperplanes, (long) neurons * m, n);
        return rows(graph, side, normals, graph.floats(thresholds, (long) neurons * m), neurons, m);
    }

    /**
     * The rows that each of so many picks, {@code [rows, owners]}.
     *
     * @param side {@code [rows, N]}
     * @param normals {@code [owners · m, N]}, of the type that side has; not read where m is 0
     * @param thresholds {@code [owners · m]}, likewise
     */
    static String rows(OnnxGraph graph, String side, String normals, String thresholds, int owners, int m) {
        long[] first = new long[owners];
        Arrays.setAll(first, k -> (long) k << m);
        if (m == 0) {
            return graph.everyRow(side, graph.longs(first));
        }
        String distances = graph.node("Gemm", List.of(OnnxGraph.integer("transB", 1)), side, normals);
        String ones = graph.cast(graph.node("Greater", distances, thresholds), OnnxGraph.FLOAT);
        String perOwner = graph.node("Reshape", ones, graph.longs(-1, owners, m));
        float[] powers = new float[m];
        for (int j = 0; j < m; j++) {
            powers[j] = 1 << j;
        }
        String sums = graph.node("MatMul", perOwner, graph.floats(powers, m, 1));
        String context = graph.cast(graph.node("Reshape", sums, graph.longs(-1, owners)), OnnxGraph.LONG);
        return graph.node("Add", context, graph.longs(first));
    }
}
