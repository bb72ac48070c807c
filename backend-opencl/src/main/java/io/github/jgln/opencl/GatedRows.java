package io.github.jgln.opencl;

/** The rows of a block: their side information, the contexts of all slots, and the order of rows by them. */
final class GatedRows {
    /** {@code [capacity][N]}. */
    final float[] side;

    private final Program program;
    private final Gate gate;
    private final int capacity;
    private final int[] contexts;
    private final int[] order;
    private final int[] ends;
    private long nanos;

    GatedRows(Program program, Gate gate, int capacity, DeviceLimits limits) {
        this.program = program;
        this.gate = gate;
        this.capacity = capacity;
        this.side = new float[limits.length((long) capacity * gate.n, "a block's side information")];
        int entries = limits.length((long) gate.slots * capacity, "a block's contexts");
        this.contexts = new int[entries];
        this.order = new int[entries];
        this.ends = new int[gate.streams()];
    }

    /** Tiles of so many rows. */
    static int tiles(int count) {
        return (count + BlockKernel.TILE - 1) / BlockKernel.TILE;
    }

    /** The largest dispatch of {@link #gate} and {@link #sort}, in work-groups. */
    long largestGrid() {
        return Math.max(gate.slots, (long) gate.groups * tiles(capacity));
    }

    /** Finds the contexts of the first rows, whose side information is set. */
    void gate(int count) {
        long start = System.nanoTime();
        program.run(Phase.GATE, gate.groups * tiles(count), kernel -> {
            kernel.rows = count;
            kernel.capacity = capacity;
            kernel.features = gate.n;
            kernel.side = side;
            kernel.halfspaces = gate.halfspaces;
            kernel.thresholds = gate.thresholds;
            kernel.groupVectors = gate.groupVectors;
            kernel.contexts = contexts;
        });
        nanos += System.nanoTime() - start;
    }

    /** Orders the first rows by context, as learning reads them. */
    void sort(int count) {
        long start = System.nanoTime();
        program.run(Phase.SORT, gate.slots, kernel -> {
            kernel.rows = count;
            kernel.capacity = capacity;
            kernel.contexts = contexts;
            kernel.slotStreams = gate.slotStreams;
            kernel.ends = ends;
            kernel.order = order;
        });
        nanos += System.nanoTime() - start;
    }

    /** Lends what a kernel reads of a layer's contexts: their order where it learns. */
    void lend(BlockKernel kernel, int layer, boolean learning) {
        kernel.capacity = capacity;
        kernel.firstSlot = gate.firstSlot(layer);
        kernel.slotClassStride = gate.slotClassStride(layer);
        if (learning) {
            kernel.slotStreams = gate.slotStreams;
            kernel.ends = ends;
            kernel.order = order;
        } else {
            kernel.contexts = contexts;
        }
    }

    /** Copies the contexts of a layer, {@code count × C × K}. */
    void copyContexts(Layer layer, int count, int[] to, int from) {
        int neurons = layer.spec.neurons();
        int stride = gate.slotClassStride(layer.index);
        for (int t = 0; t < count; t++) {
            for (int unit = 0; unit < layer.units; unit++) {
                int slot = gate.firstSlot(layer.index) + unit / neurons * stride + unit % neurons;
                to[from + t * layer.units + unit] = contexts[slot * capacity + t];
            }
        }
    }

    /** What gating and sorting took. */
    long nanos() {
        return nanos;
    }

    /** Of the halfspaces and a block. */
    long bytes() {
        return 4L * (side.length + contexts.length + order.length + ends.length) + gate.bytes();
    }
}
