package io.github.jgln.cuda;

import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network on the device, run block by block: rows are uploaded, their contexts found and sorted, and layer after layer
 * goes through all rows of the block. {@link BlockSteps} are these steps; here is which block takes them when, and what becomes
 * of the network when one fails.
 */
final class CudaNetwork implements Network {
    private final Driver driver;
    private final long context;

    private final NetworkSpec spec;
    private final Memory memory;
    private final List<CudaLayer> layers = new ArrayList<>();
    private final CudaInputs inputs;
    private final BlockSteps steps;
    private final int capacity;
    private final Slot[] slots;

    /** What broke off a learn half-way, and with it the meaning of the numbers on the device. */
    private RuntimeException broken;

    private boolean closed;

    /** @param overlap whether steps of different blocks may run at the same time */
    CudaNetwork(NetworkState state, OpenDevice device, BlockSize size, boolean overlap) {
        this.driver = device.driver();
        this.context = device.context();
        this.spec = state.spec();
        this.capacity = size.rows();
        this.memory = new Memory(driver);
        this.slots = new Slot[size.slots()];
        try (Staging staging = staging()) {
            List<LayerShape> shapes = LayerShape.of(spec);
            for (int i = 0; i < shapes.size(); i++) {
                layers.add(CudaLayer.upload(shapes.get(i), state.layers().get(i), memory, staging));
            }
            InputKernels inputKernels = new InputKernels(device.kernels());
            this.inputs = new CudaInputs(spec, state.input(), layers, inputKernels, memory, staging);
            this.steps = new BlockSteps(spec, layers, inputs, device, capacity, overlap, memory);
            for (int s = 0; s < slots.length; s++) {
                slots[s] = new Slot(spec, layers, capacity, memory);
                slots[s].clearPadding(layers, staging);
            }
            // Before any memory is given back; on the way out of here too, as what follows is not waited for.
            memory.onClose(steps::synchroniseAll);
            steps.begin();
        } catch (RuntimeException e) {
            Closing.after(e, memory);
            throw e;
        }
    }

    @Override
    public void infer(Rows rows, Rows base, float[] out, int outFrom) {
        enter();
        try {
            for (int from = 0, block = 0; from < rows.count(); from += capacity, block++) {
                Slot slot = slots[block % slots.length];
                collect(slot, out, outFrom);
                slot.fill(rows, from, Math.min(capacity, rows.count() - from), base);
                steps.upload(slot, false);
                steps.prepare(slot, false);
                for (int i = 0; i < layers.size(); i++) {
                    steps.gate(slot, i);
                    steps.infer(slot, i);
                }
                steps.download(slot);
            }
            collectAll(out, outFrom);
        } catch (RuntimeException e) {
            quiesce(e);
            throw e;
        }
    }

    @Override
    public void learn(Rows rows, Rows base, Targets targets, Rates rates, float[] out, int outFrom) {
        enter();
        try {
            for (int from = 0, block = 0; from < rows.count(); from += capacity, block++) {
                Slot slot = slots[block % slots.length];
                collect(slot, out, outFrom);
                slot.fill(rows, from, Math.min(capacity, rows.count() - from), base);
                slot.fill(targets, rates);
                steps.upload(slot, true);
                steps.prepare(slot, true);
                // All gating first: it is what the next layers wait for.
                for (int i = 0; i < layers.size(); i++) {
                    steps.gate(slot, i);
                    steps.sort(slot, i);
                }
                for (int i = 0; i < layers.size(); i++) {
                    steps.learn(slot, i);
                }
                steps.download(slot);
            }
            collectAll(out, outFrom);
        } catch (RuntimeException e) {
            broken = e;
            quiesce(e);
            throw e;
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        enter();
        LayerShape shape = layers.get(layer).shape;
        int most = Math.min(capacity, rows.count());
        int[] ofUnit = new int[most];
        try (Staging staging = new Staging(driver, 4L * most)) {
            for (int from = 0; from < rows.count(); from += capacity) {
                Slot slot = slots[0];
                int here = Math.min(capacity, rows.count() - from);
                slot.fill(rows, from, here, Rows.NONE);
                steps.upload(slot, false);
                steps.prepare(slot, false);
                steps.gate(slot, layer);
                steps.awaitContexts();
                slot.rows = 0;
                for (int gated = 0; gated < shape.gatedUnits(); gated++) {
                    staging.download(slot.contexts(layer).address() + 4L * gated * capacity, ofUnit, here);
                    for (int t = 0; t < here; t++) {
                        write(shape, gated, ofUnit[t], contexts, (from + t) * shape.units());
                    }
                }
            }
        } catch (RuntimeException e) {
            quiesce(e);
            throw e;
        }
    }

    /** Writes a gated unit's context for each output that shares it. */
    private static void write(LayerShape shape, int gatedUnit, int context, int[] contexts, int to) {
        int neurons = shape.spec().neurons();
        int first = gatedUnit / neurons * shape.sharing();
        for (int c = first; c < first + shape.sharing(); c++) {
            contexts[to + c * neurons + gatedUnit % neurons] = context;
        }
    }

    /** For the model's numbers, a neuron's at a time. */
    private Staging staging() {
        long longest = 8L * spec.inputs();
        for (LayerShape shape : LayerShape.of(spec)) {
            longest = Math.max(longest, shape.longestPiece());
        }
        return new Staging(driver, longest);
    }

    private void enter() {
        if (closed) {
            throw new IllegalStateException("this model is closed; create another");
        }
        if (broken != null) {
            throw new IllegalStateException(
                    "this model's numbers were lost on the device when learning broke off (" + broken.getMessage()
                            + "); create or load it again",
                    broken);
        }
        driver.makeCurrent(context);
    }

    /** Waits for a slot's block, if there is one, and hands its predictions out. */
    private void collect(Slot slot, float[] out, int outFrom) {
        if (slot.rows > 0) {
            steps.await(slot);
            slot.collect(out, outFrom);
            slot.rows = 0;
        }
    }

    /** In the order in which blocks were begun; a slot that is empty costs nothing. */
    private void collectAll(float[] out, int outFrom) {
        for (Slot slot : slots) {
            collect(slot, out, outFrom);
        }
    }

    /** After a failure: nothing may be under way when the caller goes on. */
    private void quiesce(RuntimeException failure) {
        for (Slot slot : slots) {
            slot.rows = 0;
        }
        try {
            steps.synchroniseAll();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public NetworkState download() {
        enter();
        try (Staging staging = staging()) {
            List<LayerState> states =
                    layers.stream().map(layer -> layer.download(staging)).toList();
            return new NetworkState(spec, states, inputs.download(staging));
        }
    }

    @Override
    public Map<String, Long> phaseNanos() {
        return steps.phaseNanos();
    }

    @Override
    public long memoryBytes() {
        return memory.bytes();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        memory.onClose(() -> driver.makeCurrent(context));
        memory.close();
    }
}
