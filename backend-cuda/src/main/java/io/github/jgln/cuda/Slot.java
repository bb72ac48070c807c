package io.github.jgln.cuda;

import io.github.jgln.Rows;
import io.github.jgln.SideInformation;
import io.github.jgln.Targets;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.Rates;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** The memory of one block under way, here and on the device, and the events that order its work. */
final class Slot {
    private static final int FLOATS_PER_THREAD = 1 << 18;

    final ByteBuffer hostRows;
    final ByteBuffer hostBase;
    final ByteBuffer hostLabels;
    final ByteBuffer hostRates;
    final ByteBuffer hostLogits;

    /** {@code [capacity][stride]}. */
    final long x;
    /** Side information, {@code [capacity][stride]}; the rows themselves where it is raw. */
    final long z;
    /** Of each layer: {@code [C][capacity][k]}; layer 0 has one copy of base logits unless they differ by output. */
    final long[] inputs;

    private final long[] contexts;
    private final SortKernels.Streams[] streams;
    final long labels;
    /** {@code [layers][capacity]}. */
    final long rates;

    /** {@code [C][capacity]}, of the layer whose turn it is; 0 where rates stay as they are. */
    final long normalisedRates;

    /** {@code [capacity][C]}. */
    final long logits;

    final long begun;
    final long uploaded;
    final long prepared;
    /** Of each layer: its contexts are there; its streams are there; its turn has come; it is done. */
    final long[] gated;

    final long[] sorted;
    final long[] mixing;
    final long[] mixed;
    final long finished;

    /** Where the block begins among the caller's rows, and how long it is; 0 rows: nothing is under way. */
    int from;

    int rows;
    boolean learning;

    private final int n;
    private final int stride;
    private final int base;
    private final int baseStride;
    private final int baseCopies;
    private final int outputs;
    /** Of each output in the last layer. */
    private final int outputNeurons;

    private final int capacity;

    Slot(NetworkSpec spec, List<CudaLayer> layers, int capacity, Memory memory) {
        int depth = layers.size();
        this.capacity = capacity;
        this.n = spec.inputs();
        this.stride = LayerShape.padded(n);
        this.base = spec.basePredictions();
        this.baseStride = layers.get(0).shape.k();
        this.baseCopies = spec.baseCopies();
        this.outputs = spec.outputs();
        this.outputNeurons = layers.get(depth - 1).shape.spec().neurons();
        boolean given = spec.input().baseLogits().given();
        this.hostRows = memory.allocateHost(4L * capacity * stride);
        this.hostBase = given ? memory.allocateHost(4L * baseCopies * capacity * baseStride) : null;
        this.hostLabels = memory.allocateHost(4L * capacity);
        this.hostRates = memory.allocateHost(4L * capacity * depth);
        this.hostLogits = memory.allocateHost(4L * capacity * outputs * outputNeurons);
        clear(hostRows);
        if (given) {
            clear(hostBase);
        }
        this.x = memory.allocate(4L * capacity * stride);
        this.z = spec.input().sideInformation() == SideInformation.RAW ? x : memory.allocate(4L * capacity * stride);
        this.inputs = new long[depth];
        this.contexts = new long[depth];
        this.streams = new SortKernels.Streams[depth];
        this.gated = new long[depth];
        this.sorted = new long[depth];
        this.mixing = new long[depth];
        this.mixed = new long[depth];
        for (int i = 0; i < depth; i++) {
            LayerShape shape = layers.get(i).shape;
            long entries = (long) shape.gatedUnits() * capacity;
            inputs[i] = memory.allocate(inputBytes(i, shape));
            contexts[i] = memory.allocate(4 * entries);
            long order = memory.allocate(4 * entries);
            long starts = memory.allocate(4L * shape.gatedUnits() * (shape.contexts() + 1L));
            long schedule = memory.allocate(4L * shape.gatedStreams());
            streams[i] = new SortKernels.Streams(schedule, starts, order, capacity);
            gated[i] = memory.createEvent();
            sorted[i] = memory.createEvent();
            mixing[i] = memory.createEvent();
            mixed[i] = memory.createEvent();
        }
        this.labels = memory.allocate(4L * capacity);
        this.rates = memory.allocate(4L * capacity * depth);
        this.normalisedRates = spec.rateNormaliser() > 0 ? memory.allocate(4L * capacity * outputs) : 0;
        this.logits = memory.allocate(4L * capacity * outputs * outputNeurons);
        this.begun = memory.createEvent();
        this.uploaded = memory.createEvent();
        this.prepared = memory.createEvent();
        this.finished = memory.createEvent();
    }

    /** The padding of rows is never written again. */
    private static void clear(ByteBuffer buffer) {
        for (int i = 0; i + 4 <= buffer.capacity(); i += 4) {
            buffer.putInt(i, 0);
        }
    }

    private long inputBytes(int i, LayerShape shape) {
        long copies = i == 0 ? baseCopies : outputs;
        return 4 * copies * capacity * shape.k();
    }

    /** Kernels write what is there and leave the padding as it is; without halfspaces every row is in context 0. */
    void clearPadding(List<CudaLayer> layers, Staging staging) {
        for (int i = 0; i < inputs.length; i++) {
            LayerShape shape = layers.get(i).shape;
            staging.zero(inputs[i], inputBytes(i, shape));
            if (shape.m() == 0) {
                staging.zero(contexts[i], 4L * shape.gatedUnits() * capacity);
            }
        }
    }

    /** The contexts of a layer, with the block's rows. */
    GatingKernels.Contexts contexts(int layer) {
        return new GatingKernels.Contexts(contexts[layer], capacity, rows);
    }

    SortKernels.Streams streams(int layer) {
        return streams[layer];
    }

    /** The labels, and the rates of a layer. */
    BernoulliKernels.Labels labels(int layer) {
        return new BernoulliKernels.Labels(labels, rates + 4L * layer * capacity, 0);
    }

    /** Floats between the inputs of two outputs in a layer; 0 where all read the same. */
    long classStride(int layer, LayerShape shape) {
        return layer == 0 && baseCopies == 1 ? 0 : (long) capacity * shape.k();
    }

    /**
     * Takes a block of the caller's rows.
     *
     * @param from the block's first row among these
     * @param given base logits of all rows; of no row where none are given, or none are wanted
     */
    void fill(Rows all, int from, int count, Rows given) {
        this.from = from;
        this.rows = count;
        put(all.values(), all.offset(from), n, count, n, hostRows, 0, stride);
        for (int c = 0; c < baseCopies && hostBase != null && given.count() > 0; c++) {
            int offset = given.offset(from) + c * base;
            put(given.values(), offset, given.features(), count, base, hostBase, c * capacity * baseStride, baseStride);
        }
    }

    /** Takes what learning needs beside the rows. */
    void fill(Targets.Classes classes, Rates given) {
        hostLabels.asIntBuffer().put(0, classes.of(), classes.from() + from, rows);
        FloatBuffer all = hostRates.asFloatBuffer();
        for (int i = 0; i < inputs.length; i++) {
            all.put(i * capacity, given.ofLayer()[i], given.from() + from, rows);
        }
    }

    /** Copies the first {@code width} floats of each row, which are {@code pitch} apart, to rows that are {@code stride} apart. */
    private static void put(
            float[] given, int offset, int pitch, int rows, int width, ByteBuffer to, int toOffset, int stride) {
        // One thread copies slower than the device computes.
        int parts = Math.max(1, (int) ((long) rows * width / FLOATS_PER_THREAD));
        IntStream.range(0, parts).parallel().forEach(part -> {
            int first = (int) ((long) rows * part / parts);
            int last = (int) ((long) rows * (part + 1) / parts);
            FloatBuffer floats = to.asFloatBuffer();
            if (width == stride && width == pitch) {
                floats.put(toOffset + first * width, given, offset + first * width, (last - first) * width);
            } else {
                for (int t = first; t < last; t++) {
                    floats.put(toOffset + t * stride, given, offset + t * pitch, width);
                }
            }
        });
    }

    /** Hands the block's logits to the caller, from a place in the array on: means over an output's neurons. */
    void collect(float[] given, int outFrom) {
        FloatBuffer logits = hostLogits.asFloatBuffer();
        int to = outFrom + from * outputs;
        if (outputNeurons == 1) {
            logits.get(0, given, to, rows * outputs);
            return;
        }
        for (int i = 0; i < rows * outputs; i++) {
            float sum = 0;
            for (int k = 0; k < outputNeurons; k++) {
                sum += logits.get(i * outputNeurons + k);
            }
            given[to + i] = sum / outputNeurons;
        }
    }
}
