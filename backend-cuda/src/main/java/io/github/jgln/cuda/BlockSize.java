package io.github.jgln.cuda;

import io.github.jgln.SideInformation;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.NetworkSpec;
import java.util.Locale;

/**
 * How many rows a block has: so many that their base logits, which every neuron reads, fill half of the second-level cache,
 * but no more than free memory holds.
 */
record BlockSize(int rows, int slots, long modelBytes) {
    /** Blocks under way at a time: one is gated while another is learnt and a third is copied. */
    private static final int SLOTS = 3;

    private static final int LEAST = CudaLayer.TILE;
    private static final int FEW = 2048;
    private static final int MANY = 65_536;
    /** Page-locked memory for one block's rows at most. */
    private static final long HOST_BYTES = 256L << 20;
    /** What the driver itself may need while kernels run. */
    private static final long RESERVE = 64L << 20;

    /**
     * @param wanted rows, or 0 for what suits the device
     * @param free bytes of device memory
     * @throws IllegalStateException if the device has not the memory for the model and the smallest block
     */
    static BlockSize of(NetworkSpec spec, DeviceFacts facts, int wanted, long free, boolean products) {
        long model = 16L * spec.inputs();
        int stride = CudaLayer.padded(spec.inputs());
        int base = CudaLayer.padded(spec.basePredictions());
        long logits = (long) spec.outputs()
                * spec.layers().get(spec.layers().size() - 1).neurons();
        long perRow = 4L * (stride + base + logits + 1 + spec.layers().size());
        if (spec.sideInformation() != SideInformation.RAW) {
            perRow += 4L * stride;
        }
        long perSlot = 0;
        long planes = 0;
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            long units = (long) layer.neurons() * spec.outputs();
            model += CudaLayer.bytes(layer, spec.outputs(), spec.inputs()) + 4 * units * layer.contexts();
            perSlot += 4 * units * (2L * layer.contexts() + 1);
            perRow += 8 * units;
            if (i > 0) {
                perRow += 4L * spec.outputs() * CudaLayer.padded(layer.predictionInputs());
            }
            planes = Math.max(planes, units * layer.contextMapSize());
        }
        if (products) {
            perRow += 4 * (planes + CudaLayer.TILE) / SLOTS;
        }
        model += SLOTS * perSlot;
        long available = free - RESERVE;
        long least = wanted > 0 ? wanted : LEAST;
        if (model + SLOTS * perRow * least > available) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "backend 'cuda': the model needs %,d MiB and a block of %,d rows %,d MiB, but %s has %,d MiB free;"
                            + " use fewer neurons or halfspaces, or another device",
                    mebibytes(model),
                    least,
                    mebibytes(SLOTS * perRow * least),
                    facts.name(),
                    mebibytes(free)));
        }
        if (wanted > 0) {
            return new BlockSize(wanted, SLOTS, model);
        }
        long rows = Math.max(FEW, Math.min(MANY, facts.l2() / 2 / (4L * base)));
        rows = Math.min(rows, HOST_BYTES / (4L * stride));
        rows = Math.min(rows, (available - model) / (SLOTS * perRow));
        return new BlockSize((int) Math.max(LEAST, rows / LEAST * LEAST), SLOTS, model);
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
