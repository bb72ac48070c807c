package io.github.jgln.opencl;

import io.github.jgln.Coupling;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.LayerState;
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
 * A network that mixes Bernoulli predictions, run block by block: inputs are made on the host, then the device finds the contexts
 * of all layers, orders the rows by them, and takes layer after layer through all rows of the block, each of these in one
 * dispatch. Halfspaces that the outputs share are gated and ordered once.
 */
final class OpenClNetwork implements Network {
    private final NetworkSpec spec;
    /** What the network began with; its projection is handed on. */
    private final InputState given;

    private final Program program;
    private final List<Layer> layers = new ArrayList<>();
    private final Gate gate;
    private final HostInputs hostInputs;
    private final int capacity;
    private final GatedRows gated;

    /** Of each layer: {@code [C][capacity][width]}; layer 0 has one copy for all outputs unless base logits differ by output. */
    private final float[][] inputs;

    private final int[] labels;
    private final float[] rates;
    /** {@code [capacity][C·K]} of the last layer. */
    private final float[] results;

    private long inputsNanos;
    private long mixingNanos;
    private boolean closed;

    OpenClNetwork(NetworkState state, Program program, DeviceLimits limits) {
        this.spec = state.spec();
        this.given = state.input();
        this.program = program;
        this.gate = new Gate(state, program.form().lanes, limits);
        int depth = spec.layers().size();
        for (int i = 0; i < depth; i++) {
            layers.add(new Layer(i, spec.layers().get(i), state.layers().get(i), limits));
        }
        long rowFloats = spec.inputs() + 2L * gate.slots;
        for (Layer layer : layers) {
            rowFloats += (long) copies(layer) * layer.width;
        }
        int baseWidth = layers.get(0).width;
        this.capacity = limits.rows(4L * (spec.inputs() + spec.baseCopies() * baseWidth), 4 * rowFloats);
        this.gated = new GatedRows(program, gate, capacity, limits);
        this.inputs = new float[depth][];
        long largestGrid = gated.largestGrid();
        for (Layer layer : layers) {
            int i = layer.index;
            long length = (long) copies(layer) * capacity * layer.width;
            inputs[i] = new float[limits.length(length, "a block's inputs of layer " + i)];
            largestGrid =
                    Math.max(largestGrid, Math.max(layer.streams(), (long) layer.units * GatedRows.tiles(capacity)));
        }
        limits.length(largestGrid * program.form().groupSize, "the work-items of a dispatch");
        this.hostInputs = new HostInputs(
                spec.input(),
                spec.logitBound(),
                state.statistics(),
                new PlainRowLogits(),
                new HostInputs.Layout(1, baseWidth, spec.baseCopies(), capacity * baseWidth));
        this.labels = new int[capacity];
        this.rates = new float[limits.length((long) rateCopies() * capacity, "a block's rates")];
        this.results = new float[limits.length((long) capacity * layers.get(depth - 1).units, "a block's logits")];
        program.prepare(coupled() ? Phase.COUPLED : Phase.BERNOULLI, (int) largestGrid);
    }

    /** How many outputs have inputs of their own in a layer; in layer 0 all may read the same base logits. */
    private int copies(Layer layer) {
        return layer.index == 0 ? spec.baseCopies() : layer.outputs;
    }

    /** How far the inputs of two outputs are apart in a layer; 0 where they read the same. */
    private int inputClassStride(Layer layer) {
        return copies(layer) == 1 ? 0 : capacity * layer.width;
    }

    @Override
    public void infer(Rows rows, Rows base, float[] out, int outFrom) {
        for (int from = 0; from < rows.count(); from += capacity) {
            int count = Math.min(capacity, rows.count() - from);
            begin(rows.part(from, count), part(base, from, count), false);
            for (Layer layer : layers) {
                mix(Phase.INFER, layer, count);
            }
            writeLogits(count, out, outFrom + from * spec.outputs());
        }
    }

    @Override
    public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
        Targets.Classes classes = (Targets.Classes) targets;
        for (int from = 0; from < rows.count(); from += capacity) {
            int count = Math.min(capacity, rows.count() - from);
            begin(rows.part(from, count), part(base, from, count), true);
            gated.sort(count);
            System.arraycopy(classes.of(), classes.from() + from, labels, 0, count);
            for (Layer layer : layers) {
                setRates(layer, rates, from, count);
                mix(coupled() ? Phase.LEARN_COUPLED : Phase.LEARN, layer, count);
            }
            writeLogits(count, out, outFrom + from * spec.outputs());
        }
    }

    private boolean coupled() {
        return spec.coupling() == Coupling.SOFTMAX;
    }

    /** How many outputs have rates of their own. */
    private int rateCopies() {
        return spec.rateNormaliser() > 0 ? spec.outputs() : 1;
    }

    /** The rates of a layer, whose inputs are set; divided by the size of what its neurons read where that is wanted. */
    private void setRates(Layer layer, Rates given, int from, int count) {
        float c = spec.rateNormaliser();
        for (int output = 0; output < rateCopies(); output++) {
            System.arraycopy(given.ofLayer()[layer.index], given.from() + from, rates, output * capacity, count);
            float beta = layer.biasLogits[output];
            for (int t = 0; t < count && c > 0; t++) {
                int row = output * inputClassStride(layer) + t * layer.width;
                float size = beta * beta;
                for (int i = 0; i < layer.width; i++) {
                    float input = inputs[layer.index][row + i];
                    size += input * input;
                }
                rates[output * capacity + t] *= c / (c + size);
            }
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        Layer asked = layers.get(layer);
        for (int from = 0; from < rows.count(); from += capacity) {
            int count = Math.min(capacity, rows.count() - from);
            hostInputs.prepare(rows.part(from, count), Rows.NONE, false, gated.side, inputs[0], 0);
            gated.gate(count);
            gated.copyContexts(asked, count, contexts, from * asked.units);
        }
    }

    /** Of given base logits, if there are any. */
    private static Rows part(Rows base, int from, int count) {
        return base.count() == 0 ? Rows.NONE : base.part(from, count);
    }

    /** Makes the inputs and the contexts of a block's rows. */
    private void begin(Rows rows, Rows base, boolean learning) {
        long start = System.nanoTime();
        hostInputs.prepare(rows, base, learning, gated.side, inputs[0], 0);
        for (Layer layer : layers) {
            skip(layer, rows.count());
        }
        inputsNanos += System.nanoTime() - start;
        gated.gate(rows.count());
    }

    /** Gives each output of a layer its base logits beside what the layer below will say. */
    private void skip(Layer layer, int count) {
        int skipped = spec.skippedInputs(layer.index);
        int below = layer.spec.predictionInputs() - skipped;
        Layer first = layers.get(0);
        for (int c = 0; c < layer.outputs && skipped > 0; c++) {
            for (int t = 0; t < count; t++) {
                int from = c * inputClassStride(first) + t * first.width;
                int to = (c * capacity + t) * layer.width + below;
                System.arraycopy(inputs[0], from, inputs[layer.index], to, skipped);
            }
        }
    }

    /** One layer through all rows of the block. */
    private void mix(Phase phase, Layer layer, int count) {
        long start = System.nanoTime();
        boolean last = layer.index == layers.size() - 1;
        int grid = switch (phase) {
            case LEARN -> layer.streams();
            case LEARN_COUPLED -> layer.streams() / layer.outputs;
            default -> layer.units * GatedRows.tiles(count);
        };
        program.run(phase, grid, kernel -> {
            kernel.rows = count;
            gated.lend(kernel, layer.index, phase != Phase.INFER);
            kernel.neurons = layer.spec.neurons();
            kernel.outputs = layer.outputs;
            kernel.contextCount = layer.spec.contexts();
            kernel.width = layer.width;
            kernel.inputs = inputs[layer.index];
            kernel.inputClassStride = inputClassStride(layer);
            kernel.weights = layer.weights;
            kernel.biasWeights = layer.biasWeights;
            kernel.biasLogits = layer.biasLogits;
            kernel.logitBound = spec.logitBound();
            kernel.weightBound = spec.weightBound();
            if (phase != Phase.INFER) {
                kernel.labels = labels;
                kernel.rates = rates;
                kernel.rateClassStride = rateCopies() == 1 ? 0 : capacity;
            }
            if (last) {
                kernel.results = results;
                kernel.resultClassStride = layer.spec.neurons();
                kernel.resultRowStride = layer.units;
            } else {
                int above = layers.get(layer.index + 1).width;
                kernel.results = inputs[layer.index + 1];
                kernel.resultClassStride = capacity * above;
                kernel.resultRowStride = above;
            }
        });
        mixingNanos += System.nanoTime() - start;
    }

    /** The mean over an output's neurons of the last layer. */
    private void writeLogits(int count, float[] logits, int to) {
        int neurons = layers.get(layers.size() - 1).spec.neurons();
        for (int i = 0; i < count * spec.outputs(); i++) {
            float sum = results[i * neurons];
            for (int k = 1; k < neurons; k++) {
                sum += results[i * neurons + k];
            }
            logits[to + i] = sum / neurons;
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
        long bytes = gated.bytes() + 4L * (labels.length + rates.length + results.length);
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
