package io.github.jgln.cuda;

import io.github.jgln.SideInformation;
import io.github.jgln.spi.NetworkSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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
    /** Of each layer: {@code [capacity][k]} base logits for layer 0, {@code [C][capacity][k]} above. */
    final long[] inputs;

    final long[] contexts;
    final long[] order;
    final long[] starts;
    final long[] schedule;
    final long labels;
    /** {@code [layers][capacity]}. */
    final long rates;

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
    private final int outputs;
    /** Of each output in the last layer. */
    private final int outputNeurons;

    private final int capacity;

    Slot(NetworkSpec spec, List<CudaLayer> layers, int capacity, Memory memory) {
        int depth = layers.size();
        this.capacity = capacity;
        this.n = spec.inputs();
        this.stride = CudaLayer.padded(n);
        this.base = spec.basePredictions();
        this.baseStride = layers.get(0).k;
        this.outputs = spec.outputs();
        this.outputNeurons = layers.get(depth - 1).units / outputs;
        boolean custom = CudaNetwork.custom(spec);
        this.hostRows = memory.allocateHost(4L * capacity * stride);
        this.hostBase = custom ? memory.allocateHost(4L * capacity * baseStride) : null;
        this.hostLabels = memory.allocateHost(4L * capacity);
        this.hostRates = memory.allocateHost(4L * capacity * depth);
        this.hostLogits = memory.allocateHost(4L * capacity * outputs * outputNeurons);
        clear(hostRows);
        if (custom) {
            clear(hostBase);
        }
        this.x = memory.allocate(4L * capacity * stride);
        this.z = spec.sideInformation() == SideInformation.RAW ? x : memory.allocate(4L * capacity * stride);
        this.inputs = new long[depth];
        this.contexts = new long[depth];
        this.order = new long[depth];
        this.starts = new long[depth];
        this.schedule = new long[depth];
        this.gated = new long[depth];
        this.sorted = new long[depth];
        this.mixing = new long[depth];
        this.mixed = new long[depth];
        for (int i = 0; i < depth; i++) {
            CudaLayer layer = layers.get(i);
            inputs[i] = memory.allocate(inputBytes(layers, i, capacity));
            contexts[i] = memory.allocate(4L * layer.units * capacity);
            order[i] = memory.allocate(4L * layer.units * capacity);
            starts[i] = memory.allocate(4L * layer.units * (layer.contexts + 1L));
            schedule[i] = memory.allocate(4L * layer.streams);
            gated[i] = memory.createEvent();
            sorted[i] = memory.createEvent();
            mixing[i] = memory.createEvent();
            mixed[i] = memory.createEvent();
        }
        this.labels = memory.allocate(4L * capacity);
        this.rates = memory.allocate(4L * capacity * depth);
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

    static long inputBytes(List<CudaLayer> layers, int i, int capacity) {
        long copies = i == 0 ? 1 : layers.get(i).outputs;
        return 4L * copies * capacity * layers.get(i).k;
    }

    /** Takes a block of the caller's rows. */
    void fill(float[] given, int from, int rows, float[] baseLogits) {
        this.from = from;
        this.rows = rows;
        put(given, from, rows, n, hostRows, stride);
        if (hostBase != null && baseLogits != null) {
            put(baseLogits, from, rows, base, hostBase, baseStride);
        }
    }

    /** Takes what learning needs beside the rows. */
    void fill(int[] givenLabels, float[][] givenRates) {
        IntBuffer labels = hostLabels.asIntBuffer();
        labels.put(0, givenLabels, from, rows);
        FloatBuffer rates = hostRates.asFloatBuffer();
        for (int i = 0; i < givenRates.length; i++) {
            rates.put(i * capacity, givenRates[i], from, rows);
        }
    }

    private static void put(float[] given, int from, int rows, int width, ByteBuffer to, int stride) {
        // One thread copies slower than the device computes.
        int parts = Math.max(1, (int) ((long) rows * width / FLOATS_PER_THREAD));
        IntStream.range(0, parts).parallel().forEach(part -> {
            int first = (int) ((long) rows * part / parts);
            int last = (int) ((long) rows * (part + 1) / parts);
            FloatBuffer floats = to.asFloatBuffer();
            if (width == stride) {
                floats.put(first * width, given, (from + first) * width, (last - first) * width);
            } else {
                for (int t = first; t < last; t++) {
                    floats.put(t * stride, given, (from + t) * width, width);
                }
            }
        });
    }

    /** Hands the block's logits to the caller: means over an output's neurons. */
    void collect(float[] given) {
        FloatBuffer logits = hostLogits.asFloatBuffer();
        if (outputNeurons == 1) {
            logits.get(0, given, from * outputs, rows * outputs);
            return;
        }
        for (int i = 0; i < rows * outputs; i++) {
            float sum = 0;
            for (int k = 0; k < outputNeurons; k++) {
                sum += logits.get(i * outputNeurons + k);
            }
            given[from * outputs + i] = sum / outputNeurons;
        }
    }
}
