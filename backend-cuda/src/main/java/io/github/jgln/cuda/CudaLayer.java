package io.github.jgln.cuda;

import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import java.util.Arrays;

/**
 * One layer's numbers on the device, as {@code mix.cu} and {@code gate.cu} lay them out.
 *
 * <p>A unit is a (output c, neuron k), numbered {@code c · K + k}.
 */
final class CudaLayer {
    /** Halfspaces of a tile in {@code gate.cu}. */
    static final int TILE = 128;

    final LayerSpec spec;
    final int outputs;
    final int units;
    final int contexts;
    /** Padded inputs without the bias. */
    final int k;

    final int streams;
    /** Floats of a halfspace's normal, padded. */
    final int stride;

    private final int features;
    private final int m;
    private final int perTile;
    final int tiles;

    /** {@code [tiles · 128][stride]}; 0 where there are none. */
    final long halfspaces;
    /** {@code [tiles · 128]}. */
    final long thresholds;
    /** {@code [unit][context][k]}. */
    final long weights;
    /** {@code [unit][context]}. */
    final long biasWeights;
    /** {@code [outputs]}; 0 where the layer has no bias. */
    final long biasLogits;

    private final float[] givenBiasLogits;

    private CudaLayer(LayerSpec spec, int outputs, int features, float[] biasLogits, Memory memory) {
        this.spec = spec;
        this.outputs = outputs;
        this.features = features;
        this.units = units(spec, outputs);
        this.contexts = spec.contexts();
        this.k = padded(spec.predictionInputs());
        this.streams = units * contexts;
        this.stride = padded(features);
        this.m = spec.contextMapSize();
        this.perTile = m == 0 ? 0 : TILE / m;
        this.tiles = tiles(spec, outputs);
        this.halfspaces = memory.allocate(4L * tiles * TILE * stride);
        this.thresholds = memory.allocate(4L * tiles * TILE);
        this.weights = memory.allocate(4L * streams * k);
        this.biasWeights = memory.allocate(4L * streams);
        this.biasLogits = memory.allocate(4L * outputs);
        this.givenBiasLogits = biasLogits.clone();
    }

    /** Copies a layer to the device. */
    static CudaLayer upload(LayerSpec spec, LayerState state, int features, Memory memory, Staging staging) {
        CudaLayer layer = new CudaLayer(spec, state.biasLogits().length, features, state.biasLogits(), memory);
        layer.upload(state, staging);
        return layer;
    }

    /** Device memory that such a layer takes. */
    static long bytes(LayerSpec spec, int outputs, int features) {
        long streams = (long) units(spec, outputs) * spec.contexts();
        long planes = planes(spec, outputs);
        return 4 * (planes * (padded(features) + 1L) + streams * (padded(spec.predictionInputs()) + 1L) + outputs);
    }

    /** Bytes of the most that is copied at a time: a neuron's halfspaces or weights. */
    static long longestPiece(LayerSpec spec, int features) {
        long normals = (long) spec.contextMapSize() * padded(features);
        return 4 * Math.max(normals, (long) spec.contexts() * padded(spec.predictionInputs()));
    }

    private static int units(LayerSpec spec, int outputs) {
        long streams = (long) outputs * spec.neurons() * spec.contexts();
        if (streams > Integer.MAX_VALUE - TILE) {
            throw new IllegalStateException("a layer of " + streams + " weight rows is more than backend 'cuda' can"
                    + " address; use fewer neurons or halfspaces");
        }
        return outputs * spec.neurons();
    }

    private static int tiles(LayerSpec spec, int outputs) {
        if (spec.contextMapSize() == 0) {
            return 0;
        }
        int perTile = TILE / spec.contextMapSize();
        return (units(spec, outputs) + perTile - 1) / perTile;
    }

    static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    int m() {
        return m;
    }

    /** Halfspaces, those that fill up tiles counted. */
    int planes() {
        return tiles * TILE;
    }

    /** The {@link #planes()} of such a layer. */
    static long planes(LayerSpec spec, int outputs) {
        return (long) tiles(spec, outputs) * TILE;
    }

    private long firstPlane(int unit) {
        return (long) (unit / perTile) * TILE + (long) (unit % perTile) * m;
    }

    private void upload(LayerState state, Staging staging) {
        if (tiles > 0) {
            staging.zero(halfspaces, 4L * tiles * TILE * stride);
            staging.zero(thresholds, 4L * tiles * TILE);
        }
        float[] biases = spec.bias() ? givenBiasLogits : new float[outputs];
        staging.upload(biases, 0, biasLogits, outputs);
        float[] normals = new float[m * stride];
        float[] rows = new float[Math.multiplyExact(contexts, k)];
        float[] biasColumn = new float[contexts];
        int inputs = spec.predictionInputs();
        for (int unit = 0; unit < units; unit++) {
            int c = unit / spec.neurons();
            int neuron = unit % spec.neurons();
            if (m > 0) {
                float[] given = state.hyperplanes()[c][neuron];
                for (int j = 0; j < m; j++) {
                    System.arraycopy(given, j * features, normals, j * stride, features);
                }
                staging.upload(normals, 0, halfspaces + 4 * firstPlane(unit) * stride, normals.length);
                staging.upload(state.thresholds()[c][neuron], 0, thresholds + 4 * firstPlane(unit), m);
            }
            float[] given = state.weights()[c][neuron];
            for (int context = 0; context < contexts; context++) {
                System.arraycopy(given, context * spec.inputs(), rows, context * k, inputs);
                biasColumn[context] = spec.bias() ? given[context * spec.inputs() + inputs] : 0;
            }
            long first = (long) unit * contexts;
            staging.upload(rows, 0, weights + 4 * first * k, rows.length);
            staging.upload(biasColumn, 0, biasWeights + 4 * first, contexts);
        }
    }

    LayerState download(Staging staging) {
        int neurons = spec.neurons();
        int inputs = spec.predictionInputs();
        float[][][] hyperplanes = new float[outputs][neurons][m * features];
        float[][][] bounds = new float[outputs][neurons][m];
        float[][][] copy = new float[outputs][neurons][contexts * spec.inputs()];
        float[] normals = new float[m * stride];
        float[] rows = new float[Math.multiplyExact(contexts, k)];
        float[] biasColumn = new float[contexts];
        for (int unit = 0; unit < units; unit++) {
            int c = unit / neurons;
            int neuron = unit % neurons;
            if (m > 0) {
                staging.download(halfspaces + 4 * firstPlane(unit) * stride, normals, 0, normals.length);
                for (int j = 0; j < m; j++) {
                    System.arraycopy(normals, j * stride, hyperplanes[c][neuron], j * features, features);
                }
                staging.download(thresholds + 4 * firstPlane(unit), bounds[c][neuron], 0, m);
            }
            long first = (long) unit * contexts;
            staging.download(weights + 4 * first * k, rows, 0, rows.length);
            staging.download(biasWeights + 4 * first, biasColumn, 0, contexts);
            float[] target = copy[c][neuron];
            for (int context = 0; context < contexts; context++) {
                System.arraycopy(rows, context * k, target, context * spec.inputs(), inputs);
                if (spec.bias()) {
                    target[context * spec.inputs() + inputs] = biasColumn[context];
                }
            }
        }
        return new LayerState(hyperplanes, bounds, copy, Arrays.copyOf(givenBiasLogits, outputs));
    }
}
