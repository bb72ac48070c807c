package io.github.jgln.cpu;

import io.github.jgln.Rows;
import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What networks have in common whatever they mix: the layers, the blocks that rows are cut into, the side information and
 * contexts of a block's rows, and the jobs that threads share. A block's rows stay in a core's second-level cache while every
 * neuron passes over them.
 */
final class Blocks {
    /** What the inputs of a block may take of the second-level cache. */
    private static final int BLOCK_BYTES = 1200 << 10;

    private static final int MIN_ROWS = 48;
    private static final int MAX_ROWS = 1020;

    /** Below this many multiply-adds waking another thread costs more than it saves. */
    private static final long WORTH_FORKING = 500_000;

    private static final int TRANSPOSED_ROWS = 64;

    final NetworkSpec spec;
    final List<Layer> layers = new ArrayList<>();
    /** The most rows of a block. */
    final int capacity;

    /** Of each worker. */
    final Scratch[] scratch;

    /**
     * Of each layer: one piece, {@code [C][capacity][width]}, the width being {@link #width}; layer 0 has one copy where all
     * outputs read the same base predictions.
     */
    final Floats[] inputs;

    /** Of each layer, see {@link Gate#contextOffset}. */
    final int[][] contexts;

    /** Of the block. */
    int rows;

    private final Operations operations;
    private final Workers workers;
    private final InputState given;
    private final HostInputs rowInputs;
    private final long workPerRow;
    private final int gatingTasks;
    private final float[] side;
    private final Tasks tasks = new Tasks();
    private final Workers.Job inputsJob = this::prepare;
    private final Workers.Job gatingJob = this::gate;

    /** |z| of a single row; NaN where its block is not screened. */
    private float norm;

    /** Rows of the first of two parts; 0 where there is one part only. */
    private int gatingHalf;

    Blocks(NetworkState state, Operations operations, Workers workers) {
        this.spec = state.spec();
        this.given = state.input();
        this.operations = operations;
        this.workers = workers;
        int n = spec.inputs();
        for (int i = 0; i < spec.layers().size(); i++) {
            layers.add(new Layer(spec, i, state.layers().get(i), operations));
        }
        long fitting = BLOCK_BYTES / (4L * Math.max(width(0), n));
        int tile = operations.gating().tileRows();
        this.capacity = (int) Math.max(MIN_ROWS, Math.min(MAX_ROWS, fitting)) / tile * tile;
        this.side = new float[Math.multiplyExact(capacity, n)];
        this.inputs = new Floats[layers.size()];
        this.contexts = new int[layers.size()][];
        for (int i = 0; i < inputs.length; i++) {
            Layer l = layers.get(i);
            inputs[i] = new Floats(1, Math.multiplyExact(Math.multiplyExact(l.copies, capacity), width(i)));
            contexts[i] = new int[l.gate.contextsLength(capacity)];
        }
        this.rowInputs = new HostInputs(
                spec.input(),
                spec.gaussian().isPresent() ? 0 : spec.logitBound(),
                state.statistics(),
                operations.rowLogits(),
                new HostInputs.Layout(
                        tile,
                        layers.get(0).rowStride(),
                        spec.baseCopies(),
                        layers.get(0).classStride(capacity)));
        this.workPerRow = spec.cost().learning();
        this.gatingTasks = layers.stream().mapToInt(l -> l.gate.tasks()).sum();
        this.scratch = new Scratch[workers.threads()];
        for (int w = 0; w < scratch.length; w++) {
            scratch[w] = new Scratch(operations, mostContexts(), capacity);
        }
    }

    /** The floats of a row that a layer's neurons read: whatever is mixed, as many times its padded inputs. */
    int width(int layer) {
        return spec.mixing().width() * layers.get(layer).k;
    }

    /** How far the inputs of two outputs are apart; 0 where they read the same. */
    int outputStride(int layer) {
        return layer == 0 && spec.baseCopies() == 1 ? 0 : capacity * width(layer);
    }

    /** The most units of a layer. */
    int mostUnits() {
        return layers.stream().mapToInt(l -> l.units).max().orElseThrow();
    }

    /** The most contexts of a neuron. */
    int mostContexts() {
        return layers.stream().mapToInt(l -> l.spec.contexts()).max().orElseThrow();
    }

    /** The rows of a block, without making another view where they are all there is. */
    Rows part(Rows rows, int from) {
        return rows.count() <= capacity ? rows : rows.part(from, Math.min(capacity, rows.count() - from));
    }

    /**
     * Inputs and contexts of a block's rows.
     *
     * @param base given base logits that go to the inputs of layer 0; {@link Rows#NONE} where nothing is to go there
     */
    void begin(Rows block, Rows base, boolean learning) {
        rows = block.count();
        rowInputs.begin(block, base, learning, side, inputs[0].array(0), inputs[0].offset(0));
        fork(inputsJob, rowInputs.tasks());
        rowInputs.end();
        norm = Float.NaN;
        if (rows == 1) {
            norm = RowScreen.norm(side, spec.inputs());
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).gate.screen();
            }
        }
        // Two parts of the rows, or an odd number of tasks would leave threads idle in the end.
        int tile = operations.gating().tileRows();
        gatingHalf = rows / 2 / tile * tile;
        fork(gatingJob, gatingTasks * gatingParts());
    }

    /** The contexts of any rows in one layer, {@code count × C × K}. */
    void contexts(Rows all, int layer, int[] to) {
        Layer l = layers.get(layer);
        for (int from = 0; from < all.count(); from += capacity) {
            begin(part(all, from), Rows.NONE, false);
            for (int t = 0; t < rows; t++) {
                for (int u = 0; u < l.units; u++) {
                    int at = l.gate.contextOffset(u, capacity) + t * l.gate.lanes();
                    to[(from + t) * l.units + u] = contexts[layer][at];
                }
            }
        }
    }

    /** Has threads share a job of so many tasks. */
    void fork(Workers.Job job, int count) {
        tasks.begin(count);
        if (rows * workPerRow < WORTH_FORKING) {
            job.run(0);
        } else {
            workers.run(job);
        }
    }

    /** A task of the running job; -1 when none is left. */
    int claim(int worker) {
        return tasks.claim(worker);
    }

    /** The parts that the rows of a block are handed up in. */
    int chunks() {
        return (rows + TRANSPOSED_ROWS - 1) / TRANSPOSED_ROWS;
    }

    int chunkFrom(int chunk) {
        return chunk * TRANSPOSED_ROWS;
    }

    int chunkTo(int chunk) {
        return Math.min(rows, (chunk + 1) * TRANSPOSED_ROWS);
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
                int count = first ? gatingHalf : rows - gatingHalf;
                gate.run(task, side, from, count, contexts[i], capacity, scratch[worker]);
            }
        }
        scratch[worker].gatingNanos += System.nanoTime() - start;
    }

    NetworkState download() {
        return new NetworkState(
                spec, layers.stream().map(Layer::download).toList(), given.with(rowInputs.statistics()));
    }

    Map<String, Long> phaseNanos() {
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

    long bytes() {
        long bytes = 4L * side.length;
        for (int i = 0; i < inputs.length; i++) {
            bytes += inputs[i].bytes() + 4L * contexts[i].length + layers.get(i).bytes();
        }
        return bytes;
    }
}
