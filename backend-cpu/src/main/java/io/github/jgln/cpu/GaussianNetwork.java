package io.github.jgln.cpu;

import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.Arrays;
import java.util.Map;

/**
 * A network of Gaussian mixing in host memory, run block by block as {@link CpuNetwork} is. What is handed up becomes the
 * inputs of {@link GaussianOps} row by row, once for all neurons that read it.
 */
final class GaussianNetwork implements Network {
    private final NetworkSpec spec;
    private final Mixing.Gaussian gaussian;
    private final Blocks blocks;
    /** Of each worker. */
    private final GaussianGroup[] groups;

    private final GaussianOps ops;
    /** Of each layer: {@code [C][capacity][ABOUT]}, layer 0 with as many copies as its inputs have. */
    private final float[][] about;

    /** {@code [units][capacity]}. */
    private final float[] means;

    private final float[] variances;

    /** Of the constant Gaussians, then of what pads a row: means of 0 with infinite variances, which make zeros. */
    private final float[] constantMeans;

    private final float[] constantVariances;

    private final GaussianWork work = new GaussianWork();
    private final Workers.Job describingJob = this::describeBase;
    private final Workers.Job learningJob = this::learnLayer;
    private final Workers.Job inferringJob = this::inferLayer;
    private final Workers.Job passingJob = this::passUp;
    private final Workers.Job endingJob = this::mixOutputs;

    // What the running job is about.
    private int layer;
    private float[][] ratesOfLayer;
    private Rows base;
    private float[] out;
    private int outFrom;

    GaussianNetwork(NetworkState state, Operations operations, Workers workers) {
        this.spec = state.spec();
        this.gaussian = spec.gaussian().orElseThrow();
        this.blocks = new Blocks(state, operations, workers);
        this.ops = operations.gaussian();
        int layers = blocks.layers.size();
        this.about = new float[layers][];
        for (int i = 0; i < layers; i++) {
            int copies = i == 0 ? spec.baseCopies() : spec.outputs();
            about[i] = new float[Math.multiplyExact(copies, blocks.capacity * GaussianOps.ABOUT)];
        }
        this.means = new float[Math.multiplyExact(blocks.mostUnits(), blocks.capacity)];
        this.variances = new float[means.length];
        this.constantMeans = new float[gaussian.biases() + operations.lanes()];
        this.constantVariances = new float[constantMeans.length];
        Arrays.fill(constantVariances, Float.POSITIVE_INFINITY);
        for (int i = 0; i < gaussian.biases(); i++) {
            constantMeans[i] = gaussian.biasMean(i);
            constantVariances[i] = gaussian.biasVariance();
        }
        this.groups = new GaussianGroup[workers.threads()];
        for (int w = 0; w < groups.length; w++) {
            groups[w] = new GaussianGroup(ops.forWorker(), gaussian, spec.weightBound(), groups.length);
        }
    }

    @Override
    public void infer(Rows rows, Rows base, float[] out, int outFrom) {
        for (int from = 0; from < rows.count(); from += blocks.capacity) {
            blocks.begin(blocks.part(rows, from), Rows.NONE, false);
            mixBlock(inferringJob, blocks.part(base, from), out, outFrom + from * spec.predictionWidth());
        }
    }

    @Override
    public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
        Targets.Reals reals = (Targets.Reals) targets;
        work.targets = reals.of();
        ratesOfLayer = rates.ofLayer();
        for (int from = 0; from < rows.count(); from += blocks.capacity) {
            blocks.begin(blocks.part(rows, from), Rows.NONE, true);
            work.targetsFrom = (reals.from() + from) * spec.outputs();
            work.ratesFrom = rates.from() + from;
            mixBlock(learningJob, blocks.part(base, from), out, outFrom + from * spec.predictionWidth());
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        blocks.contexts(rows, layer, contexts);
    }

    /** Every layer through all rows of the block, bottom up. */
    private void mixBlock(Workers.Job job, Rows base, float[] out, int outFrom) {
        this.base = base;
        this.out = out;
        this.outFrom = outFrom;
        work.rows = blocks.rows;
        work.capacity = blocks.capacity;
        work.means = means;
        work.variances = variances;
        blocks.fork(describingJob, blocks.chunks() * spec.baseCopies());
        for (layer = 0; layer < blocks.layers.size(); layer++) {
            Layer l = blocks.layers.get(layer);
            work.inputs = blocks.inputs[layer].array(0);
            work.inputsOffset = blocks.inputs[layer].offset(0);
            work.outputStride = blocks.outputStride(layer);
            work.rowStride = blocks.width(layer);
            work.about = about[layer];
            work.aboutStride = work.outputStride == 0 ? 0 : blocks.capacity;
            work.contexts = blocks.contexts[layer];
            if (job == learningJob) {
                work.rates = ratesOfLayer[layer];
            }
            blocks.fork(job, GaussianGroup.count(l, groups.length));
            boolean last = layer == blocks.layers.size() - 1;
            blocks.fork(last ? endingJob : passingJob, blocks.chunks() * l.outputs);
        }
    }

    private void learnLayer(int worker) {
        mixLayer(worker, true);
    }

    private void inferLayer(int worker) {
        mixLayer(worker, false);
    }

    private void mixLayer(int worker, boolean learning) {
        long start = System.nanoTime();
        Layer l = blocks.layers.get(layer);
        for (int group; (group = blocks.claim(worker)) >= 0; ) {
            groups[worker].run(l, group, work, learning);
        }
        blocks.scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    /** Makes the base predictions the inputs of the first layer. */
    private void describeBase(int worker) {
        long start = System.nanoTime();
        int chunks = blocks.chunks();
        for (int task; (task = blocks.claim(worker)) >= 0; ) {
            int copy = task / chunks;
            int to = blocks.chunkTo(task % chunks);
            for (int t = blocks.chunkFrom(task % chunks); t < to; t++) {
                complete(0, copy, t, 0, spec.basePredictions());
            }
            describe(0, copy, task % chunks);
        }
        blocks.scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    /** Makes a layer's outputs, one unit after the other, the next layer's inputs, row by row. */
    private void passUp(int worker) {
        long start = System.nanoTime();
        int neurons = blocks.layers.get(layer).spec.neurons();
        int above = layer + 1;
        int k = blocks.layers.get(above).k;
        int chunks = blocks.chunks();
        float[] target = blocks.inputs[above].array(0);
        for (int task; (task = blocks.claim(worker)) >= 0; ) {
            int c = task / chunks;
            int to = blocks.chunkTo(task % chunks);
            for (int t = blocks.chunkFrom(task % chunks); t < to; t++) {
                int row = row(above, c, t);
                int source = c * neurons * blocks.capacity + t;
                for (int i = 0; i < neurons; i++) {
                    target[row + i] = variances[source + i * blocks.capacity];
                    target[row + k + i] = means[source + i * blocks.capacity];
                }
                complete(above, c, t, neurons, spec.skippedInputs(above));
            }
            describe(above, c, task % chunks);
        }
        blocks.scratch[worker].mixingNanos += System.nanoTime() - start;
    }

    private int row(int layer, int copy, int t) {
        return blocks.inputs[layer].offset(0) + (copy * blocks.capacity + t) * blocks.width(layer);
    }

    /** Completes a row of variances and means with base predictions and what is constant. */
    private void complete(int layer, int copy, int t, int from, int predictions) {
        float[] x = blocks.inputs[layer].array(0);
        int k = blocks.layers.get(layer).k;
        int row = row(layer, copy, t);
        if (predictions > 0) {
            float[] pairs = base.values();
            int baseCopy = spec.baseCopies() == 1 ? 0 : copy;
            int at = base.offset(t) + 2 * baseCopy * predictions;
            for (int i = 0; i < predictions; i++) {
                x[row + from + i] = pairs[at + 2 * i + 1];
                x[row + k + from + i] = pairs[at + 2 * i];
            }
        }
        int done = from + predictions;
        for (int i = done; i < k; i++) {
            x[row + i] = constantVariances[i - done];
            x[row + k + i] = constantMeans[i - done];
        }
    }

    /** Makes inputs of a chunk's rows; after all of them have been written, since single stores delay a vector's load. */
    private void describe(int layer, int copy, int chunk) {
        int to = blocks.chunkTo(chunk);
        for (int t = blocks.chunkFrom(chunk); t < to; t++) {
            int at = (copy * blocks.capacity + t) * GaussianOps.ABOUT;
            ops.describe(
                    blocks.inputs[layer].array(0), row(layer, copy, t), blocks.layers.get(layer).k, about[layer], at);
        }
    }

    /** Predicts each output by the mixture of its neurons in the last layer. */
    private void mixOutputs(int worker) {
        long start = System.nanoTime();
        Layer l = blocks.layers.get(layer);
        int neurons = l.spec.neurons();
        int chunks = blocks.chunks();
        int capacity = blocks.capacity;
        for (int task; (task = blocks.claim(worker)) >= 0; ) {
            int c = task / chunks;
            int to = blocks.chunkTo(task % chunks);
            for (int t = blocks.chunkFrom(task % chunks); t < to; t++) {
                int first = c * neurons * capacity + t;
                float sum = means[first];
                for (int i = 1; i < neurons; i++) {
                    sum += means[first + i * capacity];
                }
                float mean = sum / neurons;
                float spread = 0;
                for (int i = 0; i < neurons; i++) {
                    float d = means[first + i * capacity] - mean;
                    spread += variances[first + i * capacity] + d * d;
                }
                int at = outFrom + 2 * (t * l.outputs + c);
                out[at] = mean;
                out[at + 1] = spread / neurons;
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
        long bytes = blocks.bytes() + 4L * (means.length + variances.length);
        for (float[] rows : about) {
            bytes += 4L * rows.length;
        }
        return bytes;
    }

    @Override
    public void close() {
        // Everything is on the heap.
    }
}
