package io.github.jgln.cuda;

import io.github.jgln.SideInformation;
import io.github.jgln.spi.NetworkSpec;
import java.util.Locale;

/**
 * How many rows a block has: so many that their base logits, which every neuron reads, fill half of the second-level cache,
 * but no more than free memory holds.
 */
record BlockSize(int rows, int slots) {
    /** Blocks under way at a time: one is gated while another is learnt and a third is copied. */
    private static final int SLOTS = 3;

    private static final int LEAST = LayerShape.TILE;
    private static final int FEW = 2048;
    private static final int MANY = 65_536;
    /** Page-locked memory for one block's rows at most. */
    private static final long HOST_BYTES = 256L << 20;
    /** What the driver itself may need while kernels run. */
    private static final long RESERVE = 64L << 20;

    /**
     * @param wanted rows, or 0 for what suits the device
     * @param free bytes of device memory
     * @param gating who multiplies rows and halfspaces, not {@link GatingPath#AUTO}
     * @throws IllegalStateException if the device has not the memory for the model and the smallest block, or page-locked
     *     memory comes in no piece that holds the block
     */
    static BlockSize of(NetworkSpec spec, DeviceFacts facts, int wanted, long free, GatingPath gating) {
        long model = bytes(spec, 0, gating);
        long perRow = bytes(spec, 1, gating) - model;
        long base = baseFloats(spec);
        long hostRow = 4L * Math.max(LayerShape.padded(spec.inputs()), base);
        long mostRows = Integer.MAX_VALUE / hostRow;
        if (wanted > mostRows) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "backend 'cuda', option 'block-rows': %,d rows of %,d features are more than a buffer of 2 GiB holds;"
                            + " at most %,d fit",
                    wanted,
                    spec.inputs(),
                    mostRows));
        }
        long available = free - RESERVE;
        long least = wanted > 0 ? wanted : Math.min(LEAST, mostRows);
        if (model + perRow * least > available) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "backend 'cuda': the model needs %,d MiB and a block of %,d rows %,d MiB beside the %,d MiB that the"
                            + " driver may need, but %s has %,d MiB free; use fewer neurons or halfspaces, or another"
                            + " device",
                    mebibytes(model),
                    least,
                    mebibytes(perRow * least),
                    mebibytes(RESERVE),
                    facts.name(),
                    free >> 20));
        }
        if (wanted > 0) {
            return new BlockSize(wanted, SLOTS);
        }
        long rows = Math.max(FEW, Math.min(MANY, facts.l2() / 2 / (4L * base)));
        rows = Math.min(rows, HOST_BYTES / hostRow);
        rows = Math.min(rows, (available - model) / perRow);
        return new BlockSize((int) Math.max(least, rows / LEAST * LEAST), SLOTS);
    }

    /** Device memory that a network takes with blocks of so many rows in all slots. */
    static long bytes(NetworkSpec spec, long rows, GatingPath gating) {
        long fixed = 16L * spec.inputs();
        long stride = LayerShape.padded(spec.inputs());
        RowFloats floats = new RowFloats(spec);
        long ofRow = 4
                * (stride
                        + floats.last()
                        + (floats.mixed() ? floats.copiedBack() : 0)
                        + floats.targets()
                        + spec.layers().size());
        if (spec.rateNormaliser() > 0) {
            ofRow += 4L * spec.outputs();
        }
        if (spec.input().sideInformation() != SideInformation.RAW) {
            ofRow += 4 * stride;
        }
        long ofSlot = 0;
        long most = 0;
        long all = 0;
        long counters = 0;
        int i = 0;
        for (LayerShape layer : LayerShape.of(spec)) {
            long gatedUnits = layer.gatedUnits();
            fixed += layer.bytes();
            counters = Math.max(counters, 4 * SortKernels.counters(layer));
            ofSlot += 4 * gatedUnits * (2L * layer.contexts() + 1);
            ofRow += 8 * gatedUnits;
            ofRow += 4L * floats.copiesInto(i) * floats.into(i);
            i++;
            most = Math.max(most, layer.planes());
            all += layer.planes();
        }
        // Only one block is gated at a time.
        long products = gating == GatingPath.KERNEL ? 0 : 4 * most * rows;
        long halves = gating == GatingPath.TENSOR ? TensorScreen.bytes(all + rows, spec.inputs()) : 0;
        // Only one block at a time is in a layer.
        long naturals = spec.gaussian().isPresent() ? GaussianSteps.rowBytes(spec) * rows : 0;
        return fixed + counters + products + halves + naturals + SLOTS * (ofSlot + ofRow * rows);
    }

    /** A row's base logits, of all outputs that have their own. */
    private static long baseFloats(NetworkSpec spec) {
        return (long) spec.baseCopies() * new RowFloats(spec).base();
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
