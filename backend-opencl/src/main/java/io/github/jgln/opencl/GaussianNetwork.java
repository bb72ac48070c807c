package io.github.jgln.opencl;

import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.PlainRowLogits;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that mixes Gaussians, run block by block as {@link OpenClNetwork} is. Before a layer goes through the rows of a
 * block, what all its neurons need of a row is found once, in a dispatch of its own. {@link GaussianKernel} says how inputs lie.
 */
final class GaussianNetwork implements Network {
    private static final float[] NO_LOGITS = {};

    private final NetworkSpec spec;
    private final Mixing.Gaussian mixing;
    /** What the network began with; its projection is handed on. */
    private final InputState given;

    private final Program program;
    private final List<Layer> layers = new ArrayList<>();
    private final Gate gate;
    private final HostInputs hostInputs;
    private final int capacity;
    private final GatedRows gated;

    /** Of each layer: {@code [C][capacity][3][width]}; layer 0 has one copy for all outputs unless they read their own. */
    private final float[][] inputs;

    /** {@code [C][capacity][3]}, of the layer under way. */
    private final float[] centres;

    /** {@code [capacity][C]}. */
    private final float[] targets;

    private final float[] rates;
    /** {@code [capacity][2][C·K]} of the last layer: precisions, then means. */
    private final float[] results;

    private long inputsNanos;
    private long mixingNanos;
    private boolean closed;

    GaussianNetwork(NetworkState state, Program program, DeviceLimits limits) {
        this.spec = state.spec();
        this.mixing = spec.gaussian().orElseThrow();
        this.given = state.input();
        this.program = program;
        this.gate = new Gate(state, program.form().lanes, limits);
        int depth = spec.layers().size();
        for (int i = 0; i < depth; i++) {
            layers.add(new Layer(i, spec.layers().get(i), state.layers().get(i), limits));
        }
        long rowFloats = spec.inputs() + 2L * gate.slots + (long) GaussianKernel.CENTRE * spec.outputs();
        for (Layer layer : layers) {
            rowFloats += (long) copies(layer) * rowStride(layer);
        }
        long readFloats = spec.inputs() + (long) spec.baseCopies() * rowStride(layers.get(0));
        this.capacity = limits.rows(4 * readFloats, 4 * rowFloats);
        this.gated = new GatedRows(program, gate, capacity, limits);
        this.inputs = new float[depth][];
        long largestGrid = gated.largestGrid();
        for (Layer layer : layers) {
            int i = layer.index;
            long length = (long) copies(layer) * capacity * rowStride(layer);
            inputs[i] = new float[limits.length(length, "a block's inputs of layer " + i)];
            setConstants(layer);
            long predicting = (long) layer.units * GatedRows.tiles(capacity);
            long centring = (long) copies(layer) * capacity;
            largestGrid = Math.max(largestGrid, Math.max(layer.streams(), Math.max(predicting, centring)));
        }
        limits.length(largestGrid * program.form().groupSize, "the work-items of a dispatch");
        this.hostInputs = new HostInputs(
                spec.input(),
                0,
                state.statistics(),
                new PlainRowLogits(),
                new HostInputs.Layout(1, 0, spec.baseCopies(), 0));
        this.centres =
                new float[limits.length((long) GaussianKernel.CENTRE * spec.outputs() * capacity, "a block's centres")];
        this.targets = new float[limits.length((long) spec.outputs() * capacity, "a block's targets")];
        this.rates = new float[capacity];
        this.results = new float[limits.length(2L * capacity * layers.get(depth - 1).units, "a block's predictions")];
        program.prepare(Phase.GAUSSIAN, (int) largestGrid);
    }

    /** How many outputs have inputs of their own in a layer; in layer 0 all may read the same base predictions. */
    private int copies(Layer layer) {
        return layer.index == 0 ? spec.baseCopies() : layer.outputs;
    }

    private static int rowStride(Layer layer) {
        return GaussianKernel.PLANES * layer.width;
    }

    /** How far those of two outputs are apart in something of a layer; 0 where they have the same. */
    private int classStride(Layer layer, int rowStride) {
        return copies(layer) == 1 ? 0 : capacity * rowStride;
    }

    /** From the precision of an input to its mean. */
    private static int means(Layer layer) {
        return 2 * layer.width;
    }

    /** Writes the constant Gaussians, which are the last inputs of every row. */
    private void setConstants(Layer layer) {
        int first = layer.spec.inputs() - mixing.biases();
        for (int row = 0; row < copies(layer) * capacity; row++) {
            int at = row * rowStride(layer) + first;
            for (int i = 0; i < mixing.biases(); i++) {
                inputs[layer.index][at + i] = 1 / mixing.biasVariance();
                inputs[layer.index][at + means(layer) + i] = mixing.biasMean(i);
            }
        }
    }

    @Override
    public void infer(Rows rows, Rows base, float[] out, int outFrom) {
        for (int from = 0; from < rows.count(); from += capacity) {
            int count = Math.min(capacity, rows.count() - from);
            begin(rows.part(from, count), base.part(from, count), false);
            for (Layer layer : layers) {
                mix(layer, count, false);
            }
            writePredictions(count, out, outFrom + from * spec.predictionWidth());
        }
    }

    @Override
    public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
        Targets.Reals numbers = (Targets.Reals) targets;
        int width = spec.outputs();
        for (int from = 0; from < rows.count(); from += capacity) {
            int count = Math.min(capacity, rows.count() - from);
            begin(rows.part(from, count), base.part(from, count), true);
            gated.sort(count);
            System.arraycopy(numbers.of(), (numbers.from() + from) * width, this.targets, 0, count * width);
            for (Layer layer : layers) {
                System.arraycopy(rates.ofLayer()[layer.index], rates.from() + from, this.rates, 0, count);
                mix(layer, count, true);
            }
            writePredictions(count, out, outFrom + from * spec.predictionWidth());
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        Layer asked = layers.get(layer);
        for (int from = 0; from < rows.count(); from += capacity) {
            int count = Math.min(capacity, rows.count() - from);
            hostInputs.prepare(rows.part(from, count), Rows.NONE, false, gated.side, NO_LOGITS, 0);
            gated.gate(count);
            gated.copyContexts(asked, count, contexts, from * asked.units);
        }
    }

    /** Makes the inputs and the contexts of a block's rows. */
    private void begin(Rows rows, Rows base, boolean learning) {
        long start = System.nanoTime();
        hostInputs.prepare(rows, Rows.NONE, learning, gated.side, NO_LOGITS, 0);
        setBase(base);
        for (Layer layer : layers) {
            skip(layer, rows.count());
        }
        inputsNanos += System.nanoTime() - start;
        gated.gate(rows.count());
    }

    /** Writes the base predictions of the first layer. */
    private void setBase(Rows base) {
        Layer first = layers.get(0);
        float[] to = inputs[0];
        float[] pairs = base.values();
        int width = spec.basePredictions();
        for (int copy = 0; copy < copies(first); copy++) {
            for (int t = 0; t < base.count(); t++) {
                int from = base.offset(t) + copy * width * 2;
                int at = (copy * capacity + t) * rowStride(first);
                for (int i = 0; i < width; i++) {
                    to[at + i] = 1 / pairs[from + 2 * i + 1];
                    to[at + means(first) + i] = pairs[from + 2 * i];
                }
            }
        }
    }

    /** Gives each output of a layer its base predictions beside what the layer below will say. */
    private void skip(Layer layer, int count) {
        int skipped = spec.skippedInputs(layer.index);
        int below = layer.spec.inputs() - mixing.biases() - skipped;
        Layer first = layers.get(0);
        for (int c = 0; c < layer.outputs && skipped > 0; c++) {
            for (int t = 0; t < count; t++) {
                int from = c * classStride(first, rowStride(first)) + t * rowStride(first);
                int to = (c * capacity + t) * rowStride(layer) + below;
                System.arraycopy(inputs[0], from, inputs[layer.index], to, skipped);
                System.arraycopy(inputs[0], from + means(first), inputs[layer.index], to + means(layer), skipped);
            }
        }
    }

    /** One layer through all rows of the block. */
    private void mix(Layer layer, int count, boolean learning) {
        long start = System.nanoTime();
        program.run(
                Phase.CENTRE_GAUSSIANS, copies(layer) * count, kernel -> lend((GaussianKernel) kernel, layer, count));
        Phase phase = learning ? Phase.LEARN_GAUSSIANS : Phase.INFER_GAUSSIANS;
        int grid = learning ? layer.streams() : layer.units * GatedRows.tiles(count);
        program.run(phase, grid, kernel -> {
            lend((GaussianKernel) kernel, layer, count);
            gated.lend(kernel, layer.index, learning);
            lendMixing((GaussianKernel) kernel, layer);
            if (learning) {
                ((GaussianKernel) kernel).targets = targets;
                kernel.rates = rates;
                kernel.weightBound = spec.weightBound();
            }
        });
        mixingNanos += System.nanoTime() - start;
    }

    private void lend(GaussianKernel kernel, Layer layer, int count) {
        kernel.rows = count;
        kernel.width = layer.width;
        kernel.inputs = inputs[layer.index];
        kernel.inputClassStride = classStride(layer, rowStride(layer));
        kernel.centres = centres;
        kernel.centreClassStride = classStride(layer, GaussianKernel.CENTRE);
    }

    private void lendMixing(GaussianKernel kernel, Layer layer) {
        boolean published = mixing.form() == Mixing.Gaussian.Form.PUBLISHED;
        kernel.published = published ? 1 : 0;
        kernel.leastPrecision = 1 / mixing.maxVariance();
        kernel.mostPrecision = 1 / mixing.minVariance();
        kernel.useBound = published ? spec.weightBound() : Float.POSITIVE_INFINITY;
        kernel.neurons = layer.spec.neurons();
        kernel.outputs = layer.outputs;
        kernel.inputCount = layer.spec.inputs();
        kernel.contextCount = layer.spec.contexts();
        kernel.weights = layer.weights;
        if (layer.index == layers.size() - 1) {
            kernel.results = results;
            kernel.resultMeans = layer.units;
            kernel.resultClassStride = layer.spec.neurons();
            kernel.resultRowStride = 2 * layer.units;
        } else {
            Layer above = layers.get(layer.index + 1);
            kernel.results = inputs[above.index];
            kernel.resultMeans = means(above);
            kernel.resultClassStride = capacity * rowStride(above);
            kernel.resultRowStride = rowStride(above);
        }
    }

    /** The mean and the variance of the mixture of an output's neurons of the last layer. */
    private void writePredictions(int count, float[] out, int to) {
        Layer last = layers.get(layers.size() - 1);
        int neurons = last.spec.neurons();
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < last.outputs; c++) {
                int precisions = t * 2 * last.units + c * neurons;
                int means = precisions + last.units;
                float sum = 0;
                for (int k = 0; k < neurons; k++) {
                    sum += results[means + k];
                }
                float mean = sum / neurons;
                float spread = 0;
                for (int k = 0; k < neurons; k++) {
                    float off = results[means + k] - mean;
                    spread += Math.max(1 / results[precisions + k], mixing.minVariance()) + off * off;
                }
                out[to++] = mean;
                out[to++] = spread / neurons;
            }
        }
    }

    @Override
    public NetworkState download() {
        List<LayerState> states =
                layers.stream().map(layer -> layer.download(gate)).toList();
        return new NetworkState(spec, states, given.with(hostInputs.statistics()));
    }

    @Override
    public Map<String, Long> phaseNanos() {
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("inputs", inputsNanos);
        phases.put("gating", gated.nanos());
        phases.put("mixing", mixingNanos);
        return phases;
    }

    @Override
    public long memoryBytes() {
        long bytes = gated.bytes() + 4L * (centres.length + targets.length + rates.length + results.length);
        for (Layer layer : layers) {
            bytes += layer.bytes() + 4L * inputs[layer.index].length;
        }
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            program.release();
        }
    }
}
