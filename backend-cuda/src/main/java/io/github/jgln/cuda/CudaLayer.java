package io.github.jgln.cuda;

import io.github.jgln.spi.LayerState;

/** One layer's numbers on the device. */
final class CudaLayer {
    final LayerShape shape;

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

    private CudaLayer(LayerShape shape, float[] biasLogits, Memory memory) {
        this.shape = shape;
        this.halfspaces = memory.allocate(4L * shape.planes() * shape.stride());
        this.thresholds = memory.allocate(4L * shape.planes());
        this.weights = memory.allocate(4L * shape.streams() * shape.k());
        this.biasWeights = memory.allocate(4L * shape.streams());
        this.biasLogits = memory.allocate(4L * shape.outputs());
        this.givenBiasLogits = biasLogits.clone();
    }

    /** Copies a layer to the device. */
    static CudaLayer upload(LayerShape shape, LayerState state, Memory memory, Staging staging) {
        CudaLayer layer = new CudaLayer(shape, state.biasLogits(), memory);
        layer.uploadHalfspaces(state, staging);
        layer.uploadWeights(state, staging);
        return layer;
    }

    private void uploadHalfspaces(LayerState state, Staging staging) {
        int m = shape.m();
        if (m == 0) {
            return;
        }
        int stride = shape.stride();
        staging.zero(halfspaces, 4L * shape.planes() * stride);
        staging.zero(thresholds, 4L * shape.planes());
        int neurons = shape.spec().neurons();
        float[] normals = new float[m * stride];
        for (int unit = 0; unit < shape.gatedUnits(); unit++) {
            float[] given = state.hyperplanes()[unit / neurons][unit % neurons];
            for (int j = 0; j < m; j++) {
                System.arraycopy(given, j * shape.features(), normals, j * stride, shape.features());
            }
            long plane = shape.firstPlane(unit);
            staging.upload(normals, 0, halfspaces + 4 * plane * stride, normals.length);
            staging.upload(state.thresholds()[unit / neurons][unit % neurons], 0, thresholds + 4 * plane, m);
        }
    }

    private void uploadWeights(LayerState state, Staging staging) {
        boolean bias = shape.spec().bias();
        float[] biases = bias ? givenBiasLogits : new float[shape.outputs()];
        staging.upload(biases, 0, biasLogits, biases.length);
        int contexts = shape.contexts();
        int k = shape.k();
        int width = shape.spec().inputs();
        int inputs = shape.spec().predictionInputs();
        int neurons = shape.spec().neurons();
        float[] rows = new float[Math.multiplyExact(contexts, k)];
        float[] biasColumn = new float[contexts];
        for (int unit = 0; unit < shape.units(); unit++) {
            float[] given = state.weights()[unit / neurons][unit % neurons];
            for (int context = 0; context < contexts; context++) {
                System.arraycopy(given, context * width, rows, context * k, inputs);
                biasColumn[context] = bias ? given[context * width + inputs] : 0;
            }
            long first = (long) unit * contexts;
            staging.upload(rows, 0, weights + 4 * first * k, rows.length);
            staging.upload(biasColumn, 0, biasWeights + 4 * first, contexts);
        }
    }

    LayerState download(Staging staging) {
        int neurons = shape.spec().neurons();
        float[][][] hyperplanes = new float[shape.gatedOutputs()][neurons][shape.m() * shape.features()];
        float[][][] thresholds = new float[shape.gatedOutputs()][neurons][shape.m()];
        for (int unit = 0; unit < shape.gatedUnits() && shape.m() > 0; unit++) {
            int h = unit / neurons;
            downloadHalfspaces(unit, hyperplanes[h][unit % neurons], thresholds[h][unit % neurons], staging);
        }
        return new LayerState(hyperplanes, thresholds, downloadWeights(staging), givenBiasLogits.clone());
    }

    private void downloadHalfspaces(int gatedUnit, float[] normals, float[] bounds, Staging staging) {
        long plane = shape.firstPlane(gatedUnit);
        int stride = shape.stride();
        int features = shape.features();
        float[] padded = new float[shape.m() * stride];
        staging.download(halfspaces + 4 * plane * stride, padded, 0, padded.length);
        for (int j = 0; j < shape.m(); j++) {
            System.arraycopy(padded, j * stride, normals, j * features, features);
        }
        staging.download(thresholds + 4 * plane, bounds, 0, bounds.length);
    }

    private float[][][] downloadWeights(Staging staging) {
        int neurons = shape.spec().neurons();
        int contexts = shape.contexts();
        int k = shape.k();
        int width = shape.spec().inputs();
        int inputs = shape.spec().predictionInputs();
        float[][][] copy = new float[shape.outputs()][neurons][contexts * width];
        float[] rows = new float[Math.multiplyExact(contexts, k)];
        float[] biasColumn = new float[contexts];
        for (int unit = 0; unit < shape.units(); unit++) {
            long first = (long) unit * contexts;
            staging.download(weights + 4 * first * k, rows, 0, rows.length);
            staging.download(biasWeights + 4 * first, biasColumn, 0, contexts);
            float[] target = copy[unit / neurons][unit % neurons];
            for (int context = 0; context < contexts; context++) {
                System.arraycopy(rows, context * k, target, context * width, inputs);
                if (shape.spec().bias()) {
                    target[context * width + inputs] = biasColumn[context];
                }
            }
        }
        return copy;
    }
}
