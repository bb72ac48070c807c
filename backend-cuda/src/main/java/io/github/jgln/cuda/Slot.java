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
    final ByteBuffer hostTargets;
    final ByteBuffer hostRates;
    final ByteBuffer hostPredictions;

    /** {@code [capacity][stride]}. */
    final long x;
    /** Side information, {@code [capacity][stride]}; the rows themselves where it is raw. */
    final long z;
    /**
     * What is handed to each layer, {@code [C][capacity][..]}, see {@link RowFloats}; layer 0 has one copy of base logits, or base
     * predictions, unless they differ by output.
     */
    final long[] inputs;

    private final long[] contexts;
    private final SortKernels.Streams[] streams;
    /** {@code [capacity]} classes, or {@code [capacity][C]} numbers. */
    final long targets;
    /** {@code [layers][capacity]}. */
    private final long rates;

    /** {@code [C][capacity]}, of the layer whose turn it is; 0 where rates stay as they are. */
    final long normalisedRates;

    /** What the last layer says: {@code [capacity][C][neurons]} logits, or pairs. */
    final long logits;
    /** What is copied back: the same, or mixtures of an output's pairs, {@code [capacity][C]}. */
    final long predictions;

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
    private final RowFloats floats;
    private final int predictionWidth;

    private final int capacity;

    Slot(NetworkSpec spec, List<CudaLayer> layers, int capacity, Memory memory) {
        int depth = layers.size();
        this.capacity = capacity;
        this.n = spec.inputs();
        this.stride = LayerShape.padded(n);
        this.base = spec.basePredictions() * spec.mixing().width();
        this.floats = new RowFloats(spec);
        this.baseStride = floats.base();
        this.baseCopies = spec.baseCopies();
        this.predictionWidth = spec.predictionWidth();
        boolean given = spec.input().baseLogits().given();
        this.hostRows = memory.allocateHost(4L * capacity * stride);
        this.hostBase = given ? memory.allocateHost(4L * baseCopies * capacity * baseStride) : null;
        this.hostTargets = memory.allocateHost(4L * capacity * floats.targets());
        this.hostRates = memory.allocateHost(4L * capacity * depth);
        this.hostPredictions = memory.allocateHost(4L * capacity * floats.copiedBack());
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
            inputs[i] = memory.allocate(inputBytes(i));
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
        this.targets = memory.allocate(4L * capacity * floats.targets());
        this.rates = memory.allocate(4L * capacity * depth);
        this.normalisedRates = spec.rateNormaliser() > 0 ? memory.allocate(4L * capacity * spec.outputs()) : 0;
        this.logits = memory.allocate(4L * capacity * floats.last());
        this.predictions = floats.mixed() ? memory.allocate(4L * capacity * floats.copiedBack()) : logits;
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

    private long inputBytes(int i) {
        return 4L * floats.copiesInto(i) * capacity * floats.into(i);
    }

    /** Kernels write what is there and leave the padding as it is; without halfspaces every row is in context 0. */
    void clearPadding(List<CudaLayer> layers, Staging staging) {
        for (int i = 0; i < inputs.length; i++) {
            LayerShape shape = layers.get(i).shape;
            staging.zero(inputs[i], inputBytes(i));
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
        return new BernoulliKernels.Labels(targets, rates(layer), 0);
    }

    /** The rates of a layer, {@code [capacity]}. */
    long rates(int layer) {
        return rates + 4L * layer * capacity;
    }

    /** Floats between what is handed to two outputs of a layer; 0 where all read the same. */
    long classStride(int layer) {
        return layer == 0 && baseCopies == 1 ? 0 : (long) capacity * floats.into(layer);
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
    void fill(Targets given, Rates givenRates) {
        if (given instanceof Targets.Reals reals) {
            int width = reals.width();
            hostTargets.asFloatBuffer().put(0, reals.of(), (reals.from() + from) * width, rows * width);
        } else {
            Targets.Classes classes = (Targets.Classes) given;
            hostTargets.asIntBuffer().put(0, classes.of(), classes.from() + from, rows);
        }
        FloatBuffer all = hostRates.asFloatBuffer();
        for (int i = 0; i < inputs.length; i++) {
            all.put(i * capacity, givenRates.ofLayer()[i], givenRates.from() + from, rows);
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

    /** Hands the block's predictions to the caller, from a place in the array on: of logits the mean over an output's neurons. */
    void collect(float[] given, int outFrom) {
        FloatBuffer copied = hostPredictions.asFloatBuffer();
        int to = outFrom + from * predictionWidth;
        int outputNeurons = floats.copiedBack() / predictionWidth;
        if (outputNeurons == 1) {
            copied.get(0, given, to, rows * predictionWidth);
            return;
        }
        for (int i = 0; i < rows * predictionWidth; i++) {
            float sum = 0;
            for (int k = 0; k < outputNeurons; k++) {
                sum += copied.get(i * outputNeurons + k);
            }
            given[to + i] = sum / outputNeurons;
        }
    }
}
