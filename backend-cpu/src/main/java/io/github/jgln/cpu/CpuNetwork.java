package io.github.jgln.cpu;

import io.github.jgln.Coupling;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.Arrays;
import java.util.Map;

/**
 * A network of Bernoulli mixing in host memory, run block by block: inputs, then the contexts of all layers, then layer after
 * layer through all rows of the block.
 */
final class CpuNetwork implements Network {
    private final NetworkSpec spec;
    private final Blocks blocks;
    private final MixingOps mixing;
    /** One for each worker; none where outputs are independent. */
    private final SoftmaxStreams[] coupled;

    private final float[] outputs;
    /** {@code [C][capacity]}: a layer's rates where they go with what its neurons read. */
    private final float[] normalisedRates;

    private final MixWork mix = new MixWork();
    private final Workers.Job learningJob = this::learnLayer;
    private final Workers.Job inferringJob = this::inferLayer;
    private final Workers.Job normalisingJob = this::normaliseRates;
    private final Workers.Job passingJob = this::passUp;

    // What the running job is about.
    private int layer;
    private Rates rates;
    /** The block's first row, counted from that of the rates. */
    private int blockFrom;

    private float[] logits;
    private int logitsFrom;

    CpuNetwork(NetworkState state, Operations operations, Workers workers) {
        this.spec = state.spec();
        this.blocks = new Blocks(state, operations, workers);
        this.mixing = operations.mixing();
        this.outputs = new float[Math.multiplyExact(blocks.mostUnits(), blocks.capacity)];
        this.normalisedRates = new float[spec.rateNormaliser() > 0 ? spec.outputs() * blocks.capacity : 0];
        this.coupled = new SoftmaxStreams[spec.coupling() == Coupling.SOFTMAX ? workers.threads() : 0];
        Arrays.setAll(
                coupled, w -> new SoftmaxStreams(operations, spec.outputs(), blocks.mostContexts(), blocks.capacity));
    }

    @Override
    public void infer(Rows rows, Rows base, float[] out, int outFrom) {
        for (int from = 0; from < rows.count(); from += blocks.capacity) {
            blocks.begin(blocks.part(rows, from), blocks.part(base, from), false);
            mixBlock(inferringJob, out, outFrom + from * spec.outputs());
        }
    }

    @Override
    public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
        Targets.Classes classes = (Targets.Classes) targets;
        this.rates = rates;
        mix.labels = classes.of();
        for (int from = 0; from < rows.count(); from += blocks.capacity) {
            blocks.begin(blocks.part(rows, from), blocks.part(base, from), true);
            mix.labelsFrom = classes.from() + from;
            blockFrom = from;
            mixBlock(learningJob, out, outFrom + from * spec.outputs());
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        blocks.contexts(rows, layer, contexts);
    }

    /** Every layer through all rows of the block, bottom up. */
    private void mixBlock(Workers.Job job, float[] logits, int logitsFrom) {
        this.logits = logits;
        this.logitsFrom = logitsFrom;
        mix.rows = blocks.rows;
        mix.capacity = blocks.capacity;
        mix.logitBound = spec.logitBound();
        mix.weightBound = spec.weightBound();
        mix.outputs = outputs;
        for (layer = 0; layer < blocks.layers.size(); layer++) {
            Layer l = blocks.layers.get(layer);
            mix.inputs = blocks.inputs[layer].array(0);
            mix.inputsOffset = blocks.inputs[layer].offset(0);
            mix.contexts = blocks.contexts[layer];
            mix.rowStride = l.rowStride();
            mix.classStride = l.classStride(blocks.capacity);
            if (job == learningJob) {
                setRates();
            }
            blocks.fork(job, job == learningJob ? learningTasks(l) : l.units);
            blocks.fork(passingJob, blocks.chunks() * l.outputs);
        }
    }

    private int learningTasks(Layer l) {
        if (coupled.length > 0) {
            return l.spec.neurons();
        }
        return mixing.learnsTogether(l.k) ? (l.units + GroupStep.SIZE - 1) / GroupStep.SIZE : l.units;
    }

    /** The rates of the layer whose inputs are set. */
    private void setRates() {
        mix.rates = rates.ofLayer()[layer];
        mix.ratesFrom = rates.from() + blockFrom;
        mix.rateStride = 0;
        if (spec.rateNormaliser() > 0) {
            blocks.fork(normalisingJob, blocks.chunks() * spec.outputs());
            mix.rates = normalisedRates;
            mix.ratesFrom = 0;
            mix.rateStride = blocks.capacity;
        }
    }

    /** Divides the rates by the size of what the layer's neurons read. */
    private void normaliseRates(int worker) {
        long start = System.nanoTime();
        Layer l = blocks.layers.get(layer);
        float c = spec.rateNormaliser();
        int chunks = blocks.chunks();
        for (int task; (task = blocks.claim(worker)) >= 0; ) {
            int output = task / chunks;
            float beta = l.biasLogits[output];
            int to = blocks.chunkTo(task % chunks);
            for (int t = blocks.chunkFrom(task % chunks); t < to; t++) {
                int row = mix.input(output, t);
                float size = mixing.dot(mix.inputs, row, mix.inputs, row, l.k) + beta * beta;
                normalisedRates[output * blocks.capacity + t] = mix.rate(output, t) * (c / (c + size));
            }
        }
        blocks.scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    private void learnLayer(int worker) {
        long start = System.nanoTime();
        Layer l = blocks.layers.get(layer);
        Scratch scratch = blocks.scratch[worker];
        if (coupled.length > 0) {
            for (int neuron; (neuron = blocks.claim(worker)) >= 0; ) {
                coupled[worker].learn(l, neuron, mix);
            }
        } else if (mixing.learnsTogether(l.k)) {
            for (int group; (group = blocks.claim(worker)) >= 0; ) {
                int first = group * GroupStep.SIZE;
                scratch.group.learn(l, first, Math.min(GroupStep.SIZE, l.units - first), mix);
            }
        } else {
            for (int unit; (unit = blocks.claim(worker)) >= 0; ) {
                scratch.streams.learn(l, unit, mix);
            }
        }
        scratch.mixingNanos += System.nanoTime() - start;
    }

    private void inferLayer(int worker) {
        long start = System.nanoTime();
        Layer l = blocks.layers.get(layer);
        for (int unit; (unit = blocks.claim(worker)) >= 0; ) {
            BernoulliStreams.infer(mixing, l, unit, mix);
        }
        blocks.scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    /** Hands a layer's outputs, one unit after the other, to the next layer's inputs or the caller's logits, row by row. */
    private void passUp(int worker) {
        long start = System.nanoTime();
        Layer l = blocks.layers.get(layer);
        boolean last = layer == blocks.layers.size() - 1;
        int capacity = blocks.capacity;
        int chunks = blocks.chunks();
        int neurons = l.spec.neurons();
        for (int task; (task = blocks.claim(worker)) >= 0; ) {
            int c = task / chunks;
            int from = blocks.chunkFrom(task % chunks);
            int to = blocks.chunkTo(task % chunks);
            if (last) {
                for (int t = from; t < to; t++) {
                    float sum = outputs[c * neurons * capacity + t];
                    for (int k = 1; k < neurons; k++) {
                        sum += outputs[(c * neurons + k) * capacity + t];
                    }
                    logits[logitsFrom + t * l.outputs + c] = sum / neurons;
                }
            } else {
                Layer above = blocks.layers.get(layer + 1);
                float[] target = blocks.inputs[layer + 1].array(0);
                int skipped = spec.skippedInputs(layer + 1);
                for (int t = from; t < to; t++) {
                    int row = blocks.inputs[layer + 1].offset(0)
                            + c * above.classStride(blocks.capacity)
                            + t * above.rowStride();
                    for (int k = 0; k < neurons; k++) {
                        target[row + k] = outputs[(c * neurons + k) * capacity + t];
                    }
                    if (skipped > 0) {
                        Layer base = blocks.layers.get(0);
                        int source = blocks.inputs[0].offset(0)
                                + c * base.classStride(blocks.capacity)
                                + t * base.rowStride();
                        System.arraycopy(blocks.inputs[0].array(0), source, target, row + neurons, skipped);
                    }
                }
            }
        }
        blocks.scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    @Override
    public NetworkState download() {
        return blocks.download();
    }

    @Override
    public Map<String, Long> phaseNanos() {
        return blocks.phaseNanos();
    }

    @Override
    public long memoryBytes() {
        return blocks.bytes() + 4L * (outputs.length + normalisedRates.length);
    }

    @Override
    public void close() {
        // Everything is on the heap.
    }
}
