package io.github.jgln.cuda;

import io.github.jgln.BasePredictor;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network on the device, run block by block: rows are uploaded, their contexts found and sorted, and layer after layer
 * goes through all rows of the block.
 *
 * <p>Each of these steps has a stream of the driver, so that a block is gated while the one before it is learnt and its
 * results are copied; events hold the order that the numbers need: a layer waits for its streams of rows and for the layer
 * below, and, being one stream, for itself on the block before.
 */
final class CudaNetwork implements Network {
    private final Driver driver;
    private final long context;
    private final Kernels kernels;
    /** Null where the own kernel makes the gating product. */
    private final Driver.Blas blas;

    private final NetworkSpec spec;
    private final Memory memory;
    private final List<CudaLayer> layers = new ArrayList<>();
    private final int capacity;
    private final Slot[] slots;
    private final long counters;
    private final long products;
    /** Null where the gating product is made in float32. */
    private final Screen screen;

    private final long mean;
    private final long squares;
    private final boolean statistics;

    private final long uploading;
    private final long gating;
    private final long[] mixing;
    private final long downloading;

    private long count;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    /** What broke off a learn half-way, and with it the meaning of the numbers on the device. */
    private RuntimeException broken;

    private boolean closed;

    /**
     * @param path who multiplies rows and halfspaces, not {@link GatingPath#AUTO}
     * @param blas null for {@link GatingPath#KERNEL}
     * @param overlap whether steps of different blocks may run at the same time
     */
    CudaNetwork(
            NetworkState state,
            Driver driver,
            long context,
            Kernels kernels,
            GatingPath path,
            Driver.Blas blas,
            BlockSize size,
            boolean overlap) {
        this.driver = driver;
        this.context = context;
        this.kernels = kernels;
        this.blas = blas;
        this.spec = state.spec();
        this.capacity = size.rows();
        this.count = state.statistics().count();
        this.statistics = spec.sideInformation().usesStatistics()
                || spec.basePredictor().usesStatistics()
                || spec.runningStatistics();
        this.memory = new Memory(driver);
        int depth = spec.layers().size();
        this.mixing = new long[depth];
        this.slots = new Slot[size.slots()];
        try (Staging staging = staging()) {
            long sortCounters = 0;
            long planes = 0;
            for (int i = 0; i < depth; i++) {
                LayerState given = state.layers().get(i);
                CudaLayer layer = CudaLayer.upload(spec.layers().get(i), given, spec.inputs(), memory, staging);
                layers.add(layer);
                sortCounters = Math.max(sortCounters, Kernels.sortCounters(layer.units, layer.contexts));
                planes = Math.max(planes, layer.planes());
            }
            this.counters = memory.allocate(4 * sortCounters);
            this.products = blas == null ? 0 : memory.allocate(4 * planes * capacity);
            this.mean = memory.allocate(8L * spec.inputs());
            this.squares = memory.allocate(8L * spec.inputs());
            staging.upload(state.statistics().mean(), mean);
            staging.upload(state.statistics().squares(), squares);
            this.uploading = memory.createStream();
            this.gating = overlap ? memory.createStream() : uploading;
            for (int i = 0; i < depth; i++) {
                mixing[i] = overlap ? memory.createStream() : uploading;
            }
            this.downloading = overlap ? memory.createStream() : uploading;
            for (int s = 0; s < slots.length; s++) {
                slots[s] = new Slot(spec, layers, capacity, memory);
                for (int i = 0; i < depth; i++) {
                    // Kernels write what is there and leave the padding as it is.
                    staging.zero(slots[s].inputs[i], Slot.inputBytes(layers, i, capacity));
                    if (layers.get(i).m() == 0) {
                        staging.zero(slots[s].contexts[i], 4L * layers.get(i).units * capacity);
                    }
                }
            }
            this.screen =
                    path == GatingPath.TENSOR ? new Screen(kernels, blas, gating, layers, capacity, memory) : null;
            // Before any memory is given back; on the way out of here too, as what follows is not waited for.
            memory.onClose(this::synchroniseAll);
            if (screen != null) {
                screen.splitHalfspaces();
            }
        } catch (RuntimeException e) {
            Closing.after(e, memory);
            throw e;
        }
    }

    static boolean custom(NetworkSpec spec) {
        return spec.basePredictor().onHost();
    }

    @Override
    public void infer(float[] rows, int rowCount, float[] baseLogits, float[] logits) {
        enter();
        try {
            for (int from = 0, block = 0; from < rowCount; from += capacity, block++) {
                Slot slot = slots[block % slots.length];
                collect(slot, logits);
                slot.fill(rows, from, Math.min(capacity, rowCount - from), baseLogits);
                upload(slot, false);
                prepare(slot, false);
                for (int i = 0; i < layers.size(); i++) {
                    gate(slot, i);
                    infer(slot, i);
                }
                download(slot);
            }
            collectAll(logits);
        } catch (RuntimeException e) {
            quiesce(e);
            throw e;
        }
    }

    @Override
    public void learn(float[] rows, int rowCount, float[] baseLogits, int[] labels, float[][] rates, float[] logits) {
        enter();
        try {
            for (int from = 0, block = 0; from < rowCount; from += capacity, block++) {
                Slot slot = slots[block % slots.length];
                collect(slot, logits);
                slot.fill(rows, from, Math.min(capacity, rowCount - from), baseLogits);
                slot.fill(labels, rates);
                upload(slot, true);
                prepare(slot, true);
                // All gating first: it is what the next layers wait for.
                for (int i = 0; i < layers.size(); i++) {
                    gate(slot, i);
                    sort(slot, i);
                }
                for (int i = 0; i < layers.size(); i++) {
                    learn(slot, i);
                }
                download(slot);
            }
            collectAll(logits);
        } catch (RuntimeException e) {
            broken = e;
            quiesce(e);
            throw e;
        }
    }

    @Override
    public void contexts(float[] rows, int rowCount, int layer, int[] contexts) {
        enter();
        CudaLayer l = layers.get(layer);
        int most = Math.min(capacity, rowCount);
        int[] ofUnit = new int[most];
        try (Staging staging = new Staging(driver, 4L * most)) {
            for (int from = 0; from < rowCount; from += capacity) {
                Slot slot = slots[0];
                int here = Math.min(capacity, rowCount - from);
                slot.fill(rows, from, here, null);
                upload(slot, false);
                prepare(slot, false);
                gate(slot, layer);
                driver.synchronise(gating);
                slot.rows = 0;
                for (int unit = 0; unit < l.units; unit++) {
                    staging.download(slot.contexts[layer] + 4L * unit * capacity, ofUnit, here);
                    for (int t = 0; t < here; t++) {
                        contexts[(from + t) * l.units + unit] = ofUnit[t];
                    }
                }
            }
        } catch (RuntimeException e) {
            quiesce(e);
            throw e;
        }
    }

    /** For the model's numbers, a neuron's at a time. */
    private Staging staging() {
        long longest = 8L * spec.inputs();
        for (LayerSpec layer : spec.layers()) {
            longest = Math.max(longest, CudaLayer.longestPiece(layer, spec.inputs()));
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

    private void upload(Slot slot, boolean learning) {
        slot.learning = learning;
        driver.record(slot.begun, uploading);
        driver.upload(slot.x, slot.hostRows, 0, 4L * slot.rows * CudaLayer.padded(spec.inputs()), uploading);
        if (slot.hostBase != null) {
            driver.upload(slot.inputs[0], slot.hostBase, 0, 4L * slot.rows * layers.get(0).k, uploading);
        }
        if (learning) {
            driver.upload(slot.labels, slot.hostLabels, 0, 4L * slot.rows, uploading);
            for (int i = 0; i < layers.size(); i++) {
                long at = 4L * i * capacity;
                driver.upload(slot.rates + at, slot.hostRates, at, 4L * slot.rows, uploading);
            }
        }
        driver.record(slot.uploaded, uploading);
        driver.await(gating, slot.uploaded);
    }

    /** Side information and base logits. */
    private void prepare(Slot slot, boolean learning) {
        CudaLayer first = layers.get(0);
        int n = spec.inputs();
        int stride = CudaLayer.padded(n);
        BasePredictor predictor = spec.basePredictor();
        boolean running = learning && spec.runningStatistics();
        if (!predictor.usesStatistics() && !custom(spec)) {
            int kind = predictor instanceof BasePredictor.RowMinMax
                    ? Kernels.MIN_MAX
                    : predictor instanceof BasePredictor.Clip ? Kernels.CLIP : Kernels.CONSTANT;
            float prior = predictor instanceof BasePredictor.ConstantPrior p ? p.probability() : 0;
            kernels.rowLogits(
                    gating,
                    slot.x,
                    stride,
                    n,
                    slot.rows,
                    kind,
                    prior,
                    spec.predictionClipping(),
                    spec.logitBound(),
                    slot.inputs[0],
                    first.k);
        }
        if (statistics) {
            int side = switch (spec.sideInformation()) {
                case RAW -> 0;
                case CENTRED -> Kernels.CENTRED;
                case STANDARDISED -> Kernels.STANDARDISED;
            };
            int base = 0;
            float factor = 1;
            if (predictor instanceof BasePredictor.CentredLogits centred) {
                base = Kernels.CENTRED;
                factor = centred.scale();
            } else if (predictor instanceof BasePredictor.StandardisedSigmoid) {
                base = Kernels.STANDARDISED;
            }
            kernels.featureInputs(
                    gating,
                    slot.x,
                    stride,
                    n,
                    slot.rows,
                    count,
                    running,
                    mean,
                    squares,
                    side,
                    slot.z,
                    base,
                    factor,
                    spec.logitBound(),
                    slot.inputs[0],
                    first.k);
        }
        for (int i = 1; i < layers.size(); i++) {
            CudaLayer layer = layers.get(i);
            int skipped = spec.skippedInputs(i);
            if (skipped > 0) {
                int column = layer.spec.predictionInputs() - skipped;
                kernels.skipInputs(
                        gating, slot.inputs[0], first.k, skipped, slot.rows, layer, slot.inputs[i], capacity, column);
            }
        }
        if (running) {
            count += slot.rows;
        }
        driver.record(slot.prepared, gating);
        if (screen != null) {
            screen.split(slot);
        }
    }

    private void gate(Slot slot, int i) {
        CudaLayer layer = layers.get(i);
        if (layer.m() > 0) {
            if (screen != null) {
                screen.gate(slot, i, products);
            } else if (blas != null) {
                blas.multiply(gating, slot.rows, layer.planes(), layer.stride, slot.z, layer.halfspaces, products);
                kernels.packSigns(gating, products, layer, slot.rows, slot.contexts[i], capacity);
            } else {
                kernels.gate(gating, slot.z, layer, slot.rows, slot.contexts[i], capacity);
            }
        }
        driver.record(slot.gated[i], gating);
    }

    private void sort(Slot slot, int i) {
        CudaLayer layer = layers.get(i);
        kernels.sort(gating, layer, slot.rows, slot.contexts[i], capacity, slot.order[i], slot.starts[i], counters);
        kernels.schedule(gating, layer, slot.starts[i], slot.schedule[i]);
        driver.record(slot.sorted[i], gating);
    }

    /** Lets a layer wait for what it reads. */
    private void beginLayer(Slot slot, int i, long contexts) {
        driver.await(mixing[i], contexts);
        if (i > 0) {
            driver.await(mixing[i], slot.mixed[i - 1]);
        }
        driver.record(slot.mixing[i], mixing[i]);
    }

    private Kernels.Flow flow(Slot slot, int i) {
        CudaLayer layer = layers.get(i);
        long classStride = i == 0 ? 0 : (long) capacity * layer.k;
        if (i == layers.size() - 1) {
            return new Kernels.Flow(
                    slot.inputs[i], classStride, slot.logits, layer.units / spec.outputs(), layer.units);
        }
        int above = layers.get(i + 1).k;
        return new Kernels.Flow(slot.inputs[i], classStride, slot.inputs[i + 1], (long) capacity * above, above);
    }

    private void learn(Slot slot, int i) {
        beginLayer(slot, i, slot.sorted[i]);
        kernels.learn(
                mixing[i],
                layers.get(i),
                slot.rows,
                flow(slot, i),
                spec.logitBound(),
                spec.weightBound(),
                slot.schedule[i],
                slot.starts[i],
                slot.order[i],
                capacity,
                slot.labels,
                slot.rates + 4L * i * capacity);
        driver.record(slot.mixed[i], mixing[i]);
    }

    private void infer(Slot slot, int i) {
        beginLayer(slot, i, slot.gated[i]);
        kernels.infer(
                mixing[i],
                layers.get(i),
                flow(slot, i),
                spec.logitBound(),
                spec.weightBound(),
                slot.contexts[i],
                capacity,
                slot.rows);
        driver.record(slot.mixed[i], mixing[i]);
    }

    private void download(Slot slot) {
        driver.await(downloading, slot.mixed[layers.size() - 1]);
        driver.download(
                slot.hostLogits, 0, slot.logits, 4L * slot.rows * layers.get(layers.size() - 1).units, downloading);
        driver.record(slot.finished, downloading);
    }

    /** Waits for a slot's block, if there is one, and hands its logits out. */
    private void collect(Slot slot, float[] logits) {
        if (slot.rows == 0) {
            return;
        }
        driver.synchroniseEvent(slot.finished);
        slot.collect(logits);
        slot.rows = 0;
        spent("upload", slot.begun, slot.uploaded);
        spent("inputs", slot.uploaded, slot.prepared);
        long before = slot.prepared;
        for (int i = 0; i < layers.size(); i++) {
            spent("gating", before, slot.gated[i]);
            before = slot.gated[i];
            if (slot.learning) {
                spent("sorting", before, slot.sorted[i]);
                before = slot.sorted[i];
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            spent("mixing", slot.mixing[i], slot.mixed[i]);
            spent("mixing of layer " + i, slot.mixing[i], slot.mixed[i]);
        }
    }

    private void spent(String phase, long from, long to) {
        nanos.merge(phase, (long) (driver.elapsed(from, to) * 1e6), Long::sum);
    }

    /** In the order in which blocks were begun; a slot that is empty costs nothing. */
    private void collectAll(float[] logits) {
        for (Slot slot : slots) {
            collect(slot, logits);
        }
    }

    /** After a failure: nothing may be under way when the caller goes on. */
    private void quiesce(RuntimeException failure) {
        for (Slot slot : slots) {
            slot.rows = 0;
        }
        try {
            synchroniseAll();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Goes on where a stream fails, so that none is left running; throws the first failure in the end. */
    private void synchroniseAll() {
        Memory waits = new Memory(driver);
        waits.onClose(() -> driver.synchronise(downloading));
        for (long stream : mixing) {
            waits.onClose(() -> driver.synchronise(stream));
        }
        waits.onClose(() -> driver.synchronise(gating));
        waits.onClose(() -> driver.synchronise(uploading));
        waits.close();
    }

    @Override
    public NetworkState download() {
        enter();
        try (Staging staging = staging()) {
            List<LayerState> states =
                    layers.stream().map(layer -> layer.download(staging)).toList();
            double[] means = new double[spec.inputs()];
            double[] sums = new double[spec.inputs()];
            staging.download(mean, means);
            staging.download(squares, sums);
            return new NetworkState(spec, states, new InputStatistics(count, means, sums));
        }
    }

    /** By the device's clock; phases of different blocks overlap, so their sum is more than the time that passes. */
    @Override
    public Map<String, Long> phaseNanos() {
        Map<String, Long> phases = new LinkedHashMap<>();
        for (String phase : List.of("inputs", "gating", "mixing")) {
            phases.put(phase, 0L);
        }
        phases.putAll(nanos);
        return phases;
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
