package io.github.jgln.cpu;

import io.github.jgln.Coupling;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in host memory, run block by block: inputs, then the contexts of all layers, then layer after layer through
 * all rows of the block. A block's rows stay in a core's second-level cache while every neuron passes over them.
 */
final class CpuNetwork implements Network {
    /** What the inputs of a block may take of the second-level cache. */
    private static final int BLOCK_BYTES = 1200 << 10;

    private static final int MIN_ROWS = 48;
    private static final int MAX_ROWS = 1020;

    /** Below this many multiply-adds waking another thread costs more than it saves. */
    private static final long WORTH_FORKING = 500_000;

    private static final int TRANSPOSED_ROWS = 64;

    private final NetworkSpec spec;
    private final Operations operations;
    private final MixingOps mixing;
    private final Workers workers;
    private final Scratch[] scratch;
    /** One for each worker; none where outputs are independent. */
    private final SoftmaxStreams[] coupled;

    private final List<Layer> layers = new ArrayList<>();
    private final InputState given;
    private final HostInputs rowInputs;
    private final int capacity;
    private final long workPerRow;
    private final int gatingTasks;

    private final float[] side;
    /** Of each layer: one piece, {@code [C][capacity][k]}; layer 0 has one copy where all outputs read the same base logits. */
    private final Floats[] inputs;

    private final int[][] contexts;
    private final float[] outputs;
    /** {@code [C][capacity]}: a layer's rates where they go with what its neurons read. */
    private final float[] normalisedRates;

    private final MixWork mix = new MixWork();
    private final Tasks tasks = new Tasks();
    private final Workers.Job inputsJob = this::prepare;
    private final Workers.Job gatingJob = this::gate;
    private final Workers.Job learningJob = this::learnLayer;
    private final Workers.Job inferringJob = this::inferLayer;
    private final Workers.Job normalisingJob = this::normaliseRates;
    private final Workers.Job passingJob = this::passUp;

    // What the running job is about.
    /** |z| of a single row; NaN where its block is not screened. */
    private float norm;

    /** Rows of the first of two parts; 0 where there is one part only. */
    private int gatingHalf;

    private int layer;
    private Rates rates;
    /** The block's first row, counted from that of the rates. */
    private int blockFrom;

    private float[] logits;
    private int logitsFrom;

    CpuNetwork(NetworkState state, Operations operations, Workers workers) {
        this.spec = state.spec();
        this.given = state.input();
        this.operations = operations;
        this.mixing = operations.mixing();
        this.workers = workers;
        int n = spec.inputs();
        for (int i = 0; i < spec.layers().size(); i++) {
            layers.add(new Layer(spec, i, state.layers().get(i), operations));
        }
        long fitting = BLOCK_BYTES / (4L * Math.max(layers.get(0).k, n));
        int tile = operations.gating().tileRows();
        this.capacity = (int) Math.max(MIN_ROWS, Math.min(MAX_ROWS, fitting)) / tile * tile;
        this.side = new float[Math.multiplyExact(capacity, n)];
        this.inputs = new Floats[layers.size()];
        this.contexts = new int[layers.size()][];
        int mostUnits = 0;
        int mostContexts = 0;
        for (int i = 0; i < inputs.length; i++) {
            Layer l = layers.get(i);
            inputs[i] = new Floats(1, Math.multiplyExact(Math.multiplyExact(l.copies, capacity), l.k));
            contexts[i] = new int[l.gate.contextsLength(capacity)];
            mostUnits = Math.max(mostUnits, l.units);
            mostContexts = Math.max(mostContexts, l.spec.contexts());
        }
        Layer first = layers.get(0);
        this.rowInputs = new HostInputs(
                spec.input(),
                spec.logitBound(),
                state.statistics(),
                operations.rowLogits(),
                new HostInputs.Layout(tile, first.rowStride(), first.copies, first.classStride(capacity)));
        this.workPerRow = spec.cost().learning();
        this.gatingTasks = layers.stream().mapToInt(l -> l.gate.tasks()).sum();
        this.outputs = new float[Math.multiplyExact(mostUnits, capacity)];
        this.normalisedRates = new float[spec.rateNormaliser() > 0 ? spec.outputs() * capacity : 0];
        this.scratch = new Scratch[workers.threads()];
        this.coupled = new SoftmaxStreams[spec.coupling() == Coupling.SOFTMAX ? scratch.length : 0];
        int most = mostContexts;
        Arrays.setAll(coupled, w -> new SoftmaxStreams(operations, spec.outputs(), most, capacity));
        Arrays.setAll(scratch, w -> new Scratch(operations, most, capacity));
    }

    @Override
    public void infer(Rows rows, Rows base, float[] out, int outFrom) {
        for (int from = 0; from < rows.count(); from += capacity) {
            beginBlock(block(rows, from), block(base, from), false);
            mixBlock(inferringJob, out, outFrom + from * spec.outputs());
        }
    }

    @Override
    public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
        Targets.Classes classes = (Targets.Classes) targets;
        this.rates = rates;
        mix.labels = classes.of();
        for (int from = 0; from < rows.count(); from += capacity) {
            beginBlock(block(rows, from), block(base, from), true);
            mix.labelsFrom = classes.from() + from;
            blockFrom = from;
            mixBlock(learningJob, out, outFrom + from * spec.outputs());
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        Layer l = layers.get(layer);
        for (int from = 0; from < rows.count(); from += capacity) {
            beginBlock(block(rows, from), Rows.NONE, false);
            for (int t = 0; t < mix.rows; t++) {
                for (int u = 0; u < l.units; u++) {
                    int at = l.gate.contextOffset(u, capacity) + t * l.gate.lanes();
                    contexts[(from + t) * l.units + u] = this.contexts[layer][at];
                }
            }
        }
    }

    /** The rows of a block, without making another view where they are all there is. */
    private Rows block(Rows rows, int from) {
        return rows.count() <= capacity ? rows : rows.part(from, Math.min(capacity, rows.count() - from));
    }

    /** Inputs and contexts of a block's rows. */
    private void beginBlock(Rows rows, Rows base, boolean learning) {
        int count = rows.count();
        mix.rows = count;
        mix.capacity = capacity;
        mix.logitBound = spec.logitBound();
        mix.weightBound = spec.weightBound();
        rowInputs.begin(rows, base, learning, side, inputs[0].array(0), inputs[0].offset(0));
        fork(inputsJob, rowInputs.tasks());
        rowInputs.end();
        norm = Float.NaN;
        if (count == 1) {
            norm = RowScreen.norm(side, spec.inputs());
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).gate.screen();
            }
        }
        // Two parts of the rows, or an odd number of tasks would leave threads idle in the end.
        int tile = operations.gating().tileRows();
        gatingHalf = count / 2 / tile * tile;
        fork(gatingJob, gatingTasks * gatingParts());
    }

    /** Every layer through all rows of the block, bottom up. */
    private void mixBlock(Workers.Job job, float[] logits, int logitsFrom) {
        this.logits = logits;
        this.logitsFrom = logitsFrom;
        mix.outputs = outputs;
        for (layer = 0; layer < layers.size(); layer++) {
            Layer l = layers.get(layer);
            mix.inputs = inputs[layer].array(0);
            mix.inputsOffset = inputs[layer].offset(0);
            mix.contexts = contexts[layer];
            mix.rowStride = l.rowStride();
            mix.classStride = l.classStride(capacity);
            if (job == learningJob) {
                setRates();
            }
            fork(job, job == learningJob ? learningTasks(l) : l.units);
            fork(passingJob, passingChunks() * l.outputs);
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
            fork(normalisingJob, passingChunks() * spec.outputs());
            mix.rates = normalisedRates;
            mix.ratesFrom = 0;
            mix.rateStride = capacity;
        }
    }

    /** Divides the rates by the size of what the layer's neurons read. */
    private void normaliseRates(int worker) {
        long start = System.nanoTime();
        Layer l = layers.get(layer);
        float c = spec.rateNormaliser();
        int chunks = passingChunks();
        for (int task; (task = tasks.claim(worker)) >= 0; ) {
            int output = task / chunks;
            float beta = l.biasLogits[output];
            int from = task % chunks * TRANSPOSED_ROWS;
            int to = Math.min(mix.rows, from + TRANSPOSED_ROWS);
            for (int t = from; t < to; t++) {
                int row = mix.input(output, t);
                float size = mixing.dot(mix.inputs, row, mix.inputs, row, l.k) + beta * beta;
                normalisedRates[output * capacity + t] = mix.rate(output, t) * (c / (c + size));
            }
        }
        scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    private void fork(Workers.Job job, int count) {
        tasks.begin(count);
        if (mix.rows * workPerRow < WORTH_FORKING) {
            job.run(0);
        } else {
            workers.run(job);
        }
    }

    private void prepare(int worker) {
        long start = System.nanoTime();
        for (int task; (task = tasks.claim(worker)) >= 0; ) {
            rowInputs.run(task);
        }
        scratch[worker].inputsNanos += System.nanoTime() - start;
    }

    private int gatingParts() {
        return gatingHalf > 0 ? 2 : 1;
    }

    private void gate(int worker) {
        long start = System.nanoTime();
        int parts = gatingParts();
        for (int item; (item = tasks.claim(worker)) >= 0; ) {
            int task = item / parts;
            int i = 0;
            for (; task >= layers.get(i).gate.tasks(); i++) {
                task -= layers.get(i).gate.tasks();
            }
            Gate gate = layers.get(i).gate;
            RowScreen screen = norm > 0 ? gate.screen() : null;
            if (screen != null) {
                screen.run(task, side, norm, contexts[i], capacity, scratch[worker]);
            } else {
                boolean first = parts == 2 && item % 2 == 0;
                int from = first ? 0 : gatingHalf;
                int rows = first ? gatingHalf : mix.rows - gatingHalf;
                gate.run(task, side, from, rows, contexts[i], capacity, scratch[worker]);
            }
        }
        scratch[worker].gatingNanos += System.nanoTime() - start;
    }

    private void learnLayer(int worker) {
        long start = System.nanoTime();
        Layer l = layers.get(layer);
        if (coupled.length > 0) {
            for (int neuron; (neuron = tasks.claim(worker)) >= 0; ) {
                coupled[worker].learn(l, neuron, mix);
            }
        } else if (mixing.learnsTogether(l.k)) {
            for (int group; (group = tasks.claim(worker)) >= 0; ) {
                int first = group * GroupStep.SIZE;
                scratch[worker].group.learn(l, first, Math.min(GroupStep.SIZE, l.units - first), mix);
            }
        } else {
            for (int unit; (unit = tasks.claim(worker)) >= 0; ) {
                scratch[worker].streams.learn(l, unit, mix);
            }
        }
        scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    private void inferLayer(int worker) {
        long start = System.nanoTime();
        Layer l = layers.get(layer);
        for (int unit; (unit = tasks.claim(worker)) >= 0; ) {
            BernoulliStreams.infer(mixing, l, unit, mix);
        }
        scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    private int passingChunks() {
        return (mix.rows + TRANSPOSED_ROWS - 1) / TRANSPOSED_ROWS;
    }

    /** Hands a layer's outputs, one unit after the other, to the next layer's inputs or the caller's logits, row by row. */
    private void passUp(int worker) {
        long start = System.nanoTime();
        Layer l = layers.get(layer);
        boolean last = layer == layers.size() - 1;
        int chunks = passingChunks();
        int neurons = l.spec.neurons();
        for (int task; (task = tasks.claim(worker)) >= 0; ) {
            int c = task / chunks;
            int from = task % chunks * TRANSPOSED_ROWS;
            int to = Math.min(mix.rows, from + TRANSPOSED_ROWS);
            if (last) {
                for (int t = from; t < to; t++) {
                    float sum = outputs[c * neurons * capacity + t];
                    for (int k = 1; k < neurons; k++) {
                        sum += outputs[(c * neurons + k) * capacity + t];
                    }
                    logits[logitsFrom + t * l.outputs + c] = sum / neurons;
                }
            } else {
                Layer above = layers.get(layer + 1);
                float[] target = inputs[layer + 1].array(0);
                int skipped = spec.skippedInputs(layer + 1);
                for (int t = from; t < to; t++) {
                    int row = inputs[layer + 1].offset(0) + c * above.classStride(capacity) + t * above.rowStride();
                    for (int k = 0; k < neurons; k++) {
                        target[row + k] = outputs[(c * neurons + k) * capacity + t];
                    }
                    if (skipped > 0) {
                        Layer base = layers.get(0);
                        int source = inputs[0].offset(0) + c * base.classStride(capacity) + t * base.rowStride();
                        System.arraycopy(inputs[0].array(0), source, target, row + neurons, skipped);
                    }
                }
            }
        }
        scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    @Override
    public NetworkState download() {
        return new NetworkState(
                spec, layers.stream().map(Layer::download).toList(), given.with(rowInputs.statistics()));
    }

    @Override
    public Map<String, Long> phaseNanos() {
        long[] sums = new long[3];
        for (Scratch s : scratch) {
            sums[0] += s.inputsNanos;
            sums[1] += s.gatingNanos;
            sums[2] += s.mixingNanos;
        }
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("inputs", sums[0]);
        phases.put("gating", sums[1]);
        phases.put("mixing", sums[2]);
        return phases;
    }

    @Override
    public long memoryBytes() {
        long bytes = 4L * (side.length + outputs.length + normalisedRates.length);
        for (int i = 0; i < inputs.length; i++) {
            bytes += inputs[i].bytes() + 4L * contexts[i].length + layers.get(i).bytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        // Everything is on the heap.
    }
}
